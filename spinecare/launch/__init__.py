"""Setting the site up and starting it, with nothing but Python's standard library. The Makefile calls it.

This is the only place that starts other programs. `python3 -m spinecare.launch COMMAND` makes sure of the virtual
environment and then goes on inside it, in `spinecare.launch.commands`.
"""
