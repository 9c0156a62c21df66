"""Dates in full: “Nov.” is one more thing to work out for somebody who is tired."""

DATE_FORMAT = "F j, Y"
