"""How good the starter's pages are: what a machine can count, what readers scored, and where each number comes from."""
