"""Settings for the tests: a key of their own, fast password hashing, mail kept in memory, files in a folder that goes."""

import os
import tempfile

os.environ.setdefault("SPINECARE_SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("SPINECARE_VAR", tempfile.mkdtemp(prefix="spinecare-tests-"))

from . import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
