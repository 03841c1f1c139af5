"""The project's settings as tests want them: fast hashing, plain static files, undefined variables fail."""

import os
import sys

os.environ["DEBUG"] = "1"
os.environ["SITE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ.pop("CACHE_URL", None)
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "sqlite:///test.sqlite3")

from portal.settings import *  # noqa: F403
from portal.settings import BASE_DIR, TEMPLATES


class UndefinedVariable(str):
    """Makes a template of ours fail that shows a variable nobody defined; those of packages may."""

    def __mod__(self, name: object) -> str:
        frame = sys._getframe(1)
        while frame:
            node = frame.f_locals.get("self")
            if origin := getattr(getattr(node, "origin", None), "name", None):
                if str(origin).startswith(str(BASE_DIR / "templates")) and "/templates/admin/" not in str(
                    origin
                ):
                    raise AssertionError(f"{origin}: undefined variable {name!r}")
                break
            frame = frame.f_back
        return ""


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = {"version": 1, "disable_existing_loggers": True}
STATIC_ROOT = BASE_DIR / "var" / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
NOTICES_WRITES = False  # tests of the page cache switch it on
DRAWS_BATCHES_ITSELF = False  # another process would not see the rows of a test
# Tests of the lock-out switch it on; the others sign in without a request.
AXES_ENABLED = False
