"""The settings under test: as in use, but for speed and for a folder of their own."""

import os
import tempfile

# Each process its own, also where pytest-xdist started it: rows of two databases bear the same numbers.
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="ikensho-test-")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.pop("HTTPS", None)

from drafting.settings import *  # noqa: F403
from drafting.settings import DATABASES

ALLOWED_HOSTS = ["*"]
# Its own tests switch it on.
REQUIRE_SECOND_FACTOR = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise looks for a file when it is asked for, not for all of them each time that a client is made.
WHITENOISE_AUTOREFRESH = True
DATABASES["default"].setdefault("TEST", {})
