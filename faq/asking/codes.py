"""The private code under which a resident reads the answer: 75 random bits and a check character, in four groups.

Only its digest is kept, so neither the database nor a copy of it leads to a resident's page. The code follows from the
secret part of the form that sent the question: a form that arrives twice gives the same code, and nobody stored it.
"""

import hashlib
import hmac

from django.conf import settings

from services.short_codes import ALPHABET, CodeShape

SHAPE = CodeShape(random_characters=15, group=4, in_address="tanya")
LENGTH = SHAPE.length

normalise = SHAPE.normalise
is_valid = SHAPE.is_valid
display = SHAPE.display


def code_of(form: str) -> str:
    """The code of the question that this form sends; without the site's secret key nobody can tell."""
    found = hmac.digest(settings.SECRET_KEY.encode(), f"faq.asking.codes:{form}".encode(), "sha256")
    bits = int.from_bytes(found)
    return SHAPE.with_check_character(
        "".join(ALPHABET[bits >> 5 * place & 31] for place in range(SHAPE.random_characters))
    )


def digest(code: str) -> str:
    """What is stored of a normalised code: 64 hexadecimal digits."""
    return hashlib.sha256(code.encode()).hexdigest()
