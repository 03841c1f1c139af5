"""Card codes: short, unguessable, easy to type from a picture, and safe against slips of the finger.

A code is seven random characters and one check character of Crockford's base32 (no I, L, O, U). Each
character is read as an element of GF(32); a code is well formed when the sum of its characters, each
multiplied by the weight of its place, is zero. The weights are distinct and not zero, so every single
substitution and every swap of two characters breaks the sum.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 7
LENGTH = RANDOM_CHARACTERS + 1

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_IN_ADDRESS = re.compile(r"/k/([^/?#\s]+)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\-‐-―−_.]+")
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1 is primitive: its powers of x run through all 31 weights


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value & 0b100000 else value


def _multiply(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left, right = _times_x(left), right >> 1
    return product


def _weights() -> tuple[int, ...]:
    weights = [1]
    while len(weights) < LENGTH:
        weights.append(_times_x(weights[-1]))
    return tuple(reversed(weights))  # the check character comes last and weighs 1


_WEIGHTS = _weights()


def _weighted_sum(characters: str) -> int:
    total = 0
    for weight, character in zip(_WEIGHTS, characters, strict=False):
        total ^= _multiply(weight, _VALUE[character])
    return total


def with_check_character(random_part: str) -> str:
    """The full code for seven characters of the alphabet."""
    if len(random_part) != RANDOM_CHARACTERS:
        raise ValueError(f"a code has {RANDOM_CHARACTERS} characters before its check character")
    return random_part + ALPHABET[_weighted_sum(random_part)]


def new_code() -> str:
    """A fresh code: 35 random bits and a check character, e.g. "7F3K9Q2M"."""
    return with_check_character("".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS)))


def normalise(text: str) -> str:
    """What a person typed or pasted, as a code would be spelled; it may still be no valid code.

    Takes lower case, spaces, hyphens, look-alikes (i, l → 1; o → 0) and a whole address with /k/CODE/.
    """
    in_address = _IN_ADDRESS.search(text)
    typed = in_address.group(1) if in_address else text
    return _SEPARATORS.sub("", typed).upper().translate(_LOOKALIKES)


def is_valid(code: str) -> bool:
    """Whether a normalised code is well formed; says nothing about whether a card bears it."""
    return len(code) == LENGTH and all(character in _VALUE for character in code) and not _weighted_sum(code)


def display(code: str) -> str:
    """The code as it is printed, in two groups: "7F3K-9Q2M"."""
    return f"{code[:4]}-{code[4:]}"
