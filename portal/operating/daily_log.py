"""What the last `manage.py daily` did, in a small file beside the backups: /metrics reads it."""

import datetime
import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def _path() -> Path:
    return settings.BACKUPS_ROOT / "daily.json"


def _read() -> dict[str, dict[str, str]]:
    try:
        said = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def write(step: str, is_good: bool) -> None:
    """Note how a step ended. Raises `OSError`."""
    now = timezone.now().isoformat()
    said = _read()
    before = said.get(step, {})
    said[step] = {"tried": now, "succeeded": now if is_good else before.get("succeeded", "")}
    _path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = _path().with_suffix(".part")
    part.write_text(json.dumps(said, indent=1), encoding="utf-8")
    part.replace(_path())


def succeeded(step: str) -> datetime.datetime | None:
    """When a step last ended well; None if never."""
    text = _read().get(step, {}).get("succeeded", "")
    return datetime.datetime.fromisoformat(text) if text else None


def failed_steps() -> int | None:
    """How many steps did not end well the last time; None if nothing has run yet."""
    said = _read()
    return sum(each["tried"] != each["succeeded"] for each in said.values()) if said else None
