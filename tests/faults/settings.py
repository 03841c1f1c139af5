"""Production settings without hashed static files: these tests are about rows, and collecting takes seconds."""

import os

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if (_timeout := os.environ.get("FAULTS_BUSY_TIMEOUT")) and "timeout" in DATABASES["default"].get(
    "OPTIONS", {}
):
    DATABASES["default"]["OPTIONS"]["timeout"] = float(_timeout)
