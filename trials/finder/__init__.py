"""The finder: from what a reader asked for to the trials that fit, and how many there would be otherwise."""
