"""The storage of packs in an object store that speaks S3 (Amazon's, MinIO, Ceph); see `portal.packs_storage`.

It needs docs/deploy/requirements-s3.txt. What goes wrong is an `OSError` here as with a disk, which is what the rest of
the program knows how to tell staff.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

WAITS = {"connect_timeout": 3, "read_timeout": 30, "retries": {"max_attempts": 2}}
"""Seconds; somebody may be waiting for the page."""


@contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        raise OSError(f"penyimpanan objek: {error.response.get('Error', {}).get('Code', '?')}") from error
    except (Boto3Error, BotoCoreError) as error:
        raise OSError(f"penyimpanan objek: {type(error).__name__}") from error


def _told(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def told(*args: Any, **kwargs: Any) -> Any:
        with _as_os_error():
            return method(*args, **kwargs)

    return told


class PacksBucket(S3Storage):
    """S3Storage that gives up soon and raises `OSError`."""

    def __init__(self, **settings: Any) -> None:
        # Other makers' stores know buckets by path, and not all of Amazon's newer checksums.
        style = "path" if settings.get("endpoint_url") else "auto"
        checks = {
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
        }
        settings["client_config"] = Config(**WAITS, **checks, s3={"addressing_style": style})
        super().__init__(**settings)

    _save = _told(S3Storage._save)
    _open = _told(S3Storage._open)
    delete = _told(S3Storage.delete)
    exists = _told(S3Storage.exists)
    listdir = _told(S3Storage.listdir)
    size = _told(S3Storage.size)
