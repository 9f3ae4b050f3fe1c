"""公众号推文：campaigns, articles, one renderer, checks, files and the draft box."""
