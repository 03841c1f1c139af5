"""The portal's settings with nothing around the view; see `bench.floor`."""

from portal.settings import *  # noqa: F403
from portal.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.floor"
MIDDLEWARE: list[str] = []
TEMPLATES[0]["DIRS"] = [BASE_DIR / "bench" / "templates"]
TEMPLATES[0]["OPTIONS"]["context_processors"] = []
