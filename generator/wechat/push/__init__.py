"""推送：a finished folder → the draft box of an account. Nothing is ever published or sent out."""
