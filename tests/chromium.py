"""Where the browser of the browser tests is. Run as a module it says how to get one if there is none."""

import os
import shutil

NAMES = [
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
]  # fmt: skip
"""The shell without windows comes first: it draws the same pages with a fifth less work."""
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def find() -> str | None:
    """Path of a Chromium: the one CHROMIUM names, else the first that is installed."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__" and find() is None:
    print(
        "\nThe browser tests were SKIPPED: no Chromium was found.\n"
        "Get one with `sudo apt install chromium-headless-shell` (or chromium), "
        "or name one: CHROMIUM=/path/to/chromium make test"
    )
