"""Settings for the tests: a key of their own, fast password hashing, files in a folder that goes.

They cannot live inside `spinecare.settings`: Python would read that package, and so the environment, before the first
line of this file, and without a key it refuses to load.
"""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SPINECARE_SECRET_KEY", "tests-only-" + "x" * 50)
# Each process of a parallel run has a folder of its own, and inherits the environment of the one that started it.
if "SPINECARE_VAR" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["SPINECARE_VAR"] = tempfile.mkdtemp(prefix="spinecare-tests-")
    atexit.register(shutil.rmtree, os.environ["SPINECARE_VAR"], ignore_errors=True)

from spinecare.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
# A test that wants copies of pages makes them; otherwise what one test left would be served in the next.
PAGE_COPIES_EVERY_SECONDS = None
