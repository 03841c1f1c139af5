"""Where packs of cards are kept: a folder of one server, or an object store that several servers share.

They are for staff only. A folder has no address; a bucket must be closed to the public. Either way a view asks who wants
a file and sends it piece by piece: nobody is given an address of the store.
"""

from pathlib import Path
from typing import Any

from portal import env


def choose(folder: Path) -> dict[str, Any]:
    """The setting for `STORAGES`; by default files go into `folder`."""
    names = {
        "bucket_name": env.text("PACKS_BUCKET", ""),
        "endpoint_url": env.text("PACKS_STORE_URL", ""),
        "region_name": env.text("PACKS_STORE_REGION", ""),
        "access_key": env.text("PACKS_STORE_KEY", ""),
        "secret_key": env.text("PACKS_STORE_SECRET", ""),
    }
    root = env.text("PACKS_ROOT", str(folder))
    if names["bucket_name"]:
        return _bucket({name: value for name, value in names.items() if value})
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": root,
            "base_url": "",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def _bucket(options: dict[str, str]) -> dict[str, Any]:
    return {
        "BACKEND": "portal.packs_bucket.PacksBucket",
        "OPTIONS": {
            **options,
            "default_acl": None,  # the bucket's own: private
            "file_overwrite": True,  # a pack that is drawn again takes the place of the earlier one
            "gzip": False,
            "querystring_auth": True,
            "max_memory_size": 1 << 20,  # more of a file goes to a temporary file while it is read
        },
    }
