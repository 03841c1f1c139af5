"""Short codes: unguessable, easy to type from a picture or a paper, and safe against slips of the finger.

A code is some random characters and one check character of Crockford's base32 (no I, L, O, U). Each character is read
as an element of GF(32); a code is well formed when the sum of its characters, each multiplied by the weight of its
place, is zero. The weights are distinct and not zero, so every single substitution and every swap of two characters
breaks the sum.
"""

import re
import secrets
from dataclasses import dataclass
from functools import cached_property

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_CHARACTERS = 31
"""Beyond these the weights would begin again."""

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SEPARATORS = re.compile(r"[\s\-‐-―−_.]+")
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1 is primitive: its powers of x run through all 31 weights


@dataclass(frozen=True)
class CodeShape:
    """What codes of a kind look like: how long, in groups of how many, after which word in an address ("k")."""

    random_characters: int
    group: int
    in_address: str

    def __post_init__(self) -> None:
        if self.length > MOST_CHARACTERS:
            raise ValueError(f"a code has at most {MOST_CHARACTERS} characters")

    @property
    def length(self) -> int:
        """Characters of a code, its check character included."""
        return self.random_characters + 1

    @cached_property
    def _weights(self) -> tuple[int, ...]:
        weights = [1]
        while len(weights) < self.length:
            weights.append(_times_x(weights[-1]))
        return tuple(reversed(weights))  # the check character comes last and weighs 1

    @cached_property
    def _address(self) -> re.Pattern[str]:
        return re.compile(rf"/{self.in_address}/([^/?#\s]+)", re.IGNORECASE)

    def with_check_character(self, random_part: str) -> str:
        """The full code for so many characters of the alphabet."""
        if len(random_part) != self.random_characters:
            raise ValueError(f"a code has {self.random_characters} characters before its check character")
        return random_part + ALPHABET[self._weighted_sum(random_part)]

    def new_code(self) -> str:
        """A fresh code: five random bits for each character but the check character."""
        return self.with_check_character(
            "".join(secrets.choice(ALPHABET) for _ in range(self.random_characters))
        )

    def normalise(self, text: str) -> str:
        """What a person typed or pasted, as a code would be spelled; it may still be no valid code.

        Takes lower case, spaces, hyphens, look-alikes (i, l → 1; o → 0) and a whole address with the code in it.
        """
        found = self._address.search(text)
        typed = found.group(1) if found else text
        return _SEPARATORS.sub("", typed).upper().translate(_LOOKALIKES)

    def is_valid(self, code: str) -> bool:
        """Whether a normalised code is well formed; says nothing about whether anything bears it."""
        return (
            len(code) == self.length
            and all(character in _VALUE for character in code)
            and not self._weighted_sum(code)
        )

    def display(self, code: str) -> str:
        """The code as it is printed, in groups: "7F3K-9Q2M"."""
        return "-".join(code[start : start + self.group] for start in range(0, len(code), self.group))

    def _weighted_sum(self, characters: str) -> int:
        total = 0
        for weight, character in zip(self._weights, characters, strict=False):
            total ^= _multiply(weight, _VALUE[character])
        return total


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
