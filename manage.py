#!/usr/bin/env python3
"""Django's command line for this site: `.venv/bin/python manage.py help`."""

import os
import sys


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinecare.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"spinecare: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
