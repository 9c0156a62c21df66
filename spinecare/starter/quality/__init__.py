"""How good the starter's pages are: what a machine can count, what readers scored, and which numbers are Facts."""
