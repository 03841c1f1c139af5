"""Card codes: seven random characters (35 bits) and a check character, e.g. "7F3K-9Q2M". See `services.short_codes`."""

from services import short_codes
from services.short_codes import CodeShape

ALPHABET = short_codes.ALPHABET
SHAPE = CodeShape(random_characters=7, group=4, in_address="k")
LENGTH = SHAPE.length

with_check_character = SHAPE.with_check_character
new_code = SHAPE.new_code
normalise = SHAPE.normalise
is_valid = SHAPE.is_valid
display = SHAPE.display
