"""发布：a finished tree goes public in one step, or not at all; and comes back the same way."""
