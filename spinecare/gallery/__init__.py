"""The gallery: every component of the site in every state, on one page, for whoever works on the look.

Only the developer's settings have it. Nothing in it is stored: it works without a database.
"""
