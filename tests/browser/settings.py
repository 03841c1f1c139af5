"""The demo's settings (`make run`) with a fast password hash, as the browser tests' server has them."""

from portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
