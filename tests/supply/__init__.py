"""供应链：what is installed, and what is known of it."""
