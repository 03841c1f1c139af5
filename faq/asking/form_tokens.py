"""What a form carries so that its question is sent once, not too fast, and not by a form of someone else's making."""

import hashlib
import secrets
import time
from dataclasses import dataclass

from django.core import signing

SALT = "faq.asking.form"
LONGEST_SECONDS = 24 * 60 * 60
"""How long a form can be sent; what was typed into an older one is shown in a new form."""
SHORTEST_SECONDS = 3
"""Nobody reads the page and writes a question in less."""


@dataclass(frozen=True)
class FormToken:
    """A form that was given out: its secret, and how many seconds ago."""

    secret: str
    age: float

    @property
    def is_too_fresh(self) -> bool:
        """Whether only a machine can have filled it in."""
        return self.age < SHORTEST_SECONDS

    @property
    def sent_with(self) -> str:
        """What is stored of it: it tells whether the form was sent, and nothing else."""
        return hashlib.sha256(self.secret.encode()).hexdigest()


def new_token() -> str:
    """A token for a new form. It is no cookie: it stands in the form, so it also works where cookies are off."""
    return signing.dumps([secrets.token_urlsafe(15), int(time.time())], salt=SALT)


def read_token(token: str) -> FormToken | None:
    """The form with this token; None for one that is too old or not ours."""
    try:
        secret, made = signing.loads(token, salt=SALT, max_age=LONGEST_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return FormToken(secret, time.time() - made)
