"""A page as it was on the day a link to it was sent: what changed since, and the old words."""
