"""Reads a drawn slide as it arrives on a phone: scaled to 0.83 and saved as JPEG of quality 50.

Finding where text stands is not what is tested, so the lines are cut out by their place in the PDF and set one below the
other, dark on light; Tesseract reads that sheet, and looks closer for words it missed. Letters and pixels stay those of
the recompressed picture.
"""

import io
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, ImageStat

from cards.content import CardContent
from cards.rendering import render
from tests.cards.packs import CHECK_URL, CODE

SCALE, QUALITY = 0.83, 50
LEAST = 0.97  # of the words of a card, all its slides together
LEAST_OF_SLIDE = 0.9
LOOKS = [(1, 6), (1.6, 6), (1.6, 4), (2, 11)]
"""Enlargements and Tesseract's ways of finding lines, tried one after the other."""
_BESIDE, _ABOVE = 7, 3  # pixels around a cut line: less above and below it, where other lines are near
_GAP, _MARGIN = 26, 30  # pixels between lines and around the sheet
_WORD = re.compile(r"[^\W_]+")
_JOINERS = str.maketrans("", "", "\u2060\u200b\u00ad\ufffe\x02")
_LOOK_ALIKE = str.maketrans("0q1i", "ooll")  # O 0 Q and I 1 l: people tell them from the word they stand in
_ADDRESS = "k 7F3K 9Q2M"  # left out: a code is in no language, and the QR code says it again
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Reading:
    """What came back of one slide."""

    name: str
    words: int
    missing: tuple[str, ...]
    has_code: bool

    @property
    def share(self) -> float:
        """Of its words that were read."""
        return 1 - len(self.missing) / max(self.words, 1)

    def __str__(self) -> str:
        code = "" if self.has_code else ", QR code not read"
        return f"{self.name}: {self.share:.1%} of {self.words} words{code}; missing {' '.join(self.missing)}"

    @property
    def passes(self) -> bool:
        """Whether enough of this slide was read, and the code as well."""
        return self.share >= LEAST_OF_SLIDE and self.has_code


def readings(content: CardContent, format: str) -> Iterator[Reading]:
    """Each slide of a pack, read back."""
    address = {"code": CODE, "check_url": CHECK_URL}
    (pdf,) = render(content, format, kind="pdf", **address)
    document = pypdfium2.PdfDocument(pdf.data)
    for slide, page in zip(render(content, format, kind="png", **address), document, strict=True):
        picture = recompressed(slide.data)
        printed = list(lines(page, content.initials))
        truth = words(" ".join(text for text, _ in printed)) - words(_ADDRESS)
        missing = missed(truth, sheet(picture, [box for _, box in printed]))
        name = f"{content.subject} {format} {slide.name}"
        yield Reading(name, truth.total(), tuple(sorted(missing.elements())), _has_code(picture))
    document.close()


def faults(slides: Sequence[Reading]) -> list[str]:
    """What is wrong with a card: slides that did not come back, and too few words of all of them."""
    found = [str(each) for each in slides if not each.passes]
    missing, total = sum(len(each.missing) for each in slides), sum(each.words for each in slides)
    if missing > (1 - LEAST) * total:
        found += [
            f"only {1 - missing / total:.1%} of the card's words:",
            *(str(each) for each in slides if each.missing),
        ]
    return found


def words(text: str) -> Counter[str]:
    """Words as they are compared: letters and digits, in small letters, those that look alike as one."""
    plain = text.translate(_JOINERS).casefold()
    return Counter(_WORD.findall(plain.translate(_LOOK_ALIKE)))


def not_read(truth: Counter[str], found: Counter[str]) -> Counter[str]:
    """Words that did not come back. "padajam" is "pada jam": all of its letters are right, and people see the gap."""
    missing, unknown = truth - found, found - truth
    for run in unknown.elements():
        if parts := _parts(run, missing):
            missing -= Counter(parts)
    return missing


def missed(truth: Counter[str], page: Image.Image) -> Counter[str]:
    """Words that no look brought back; one looks again, closer, only while some are missing."""
    missing = truth
    for scale, mode in LOOKS:
        size = round(page.width * scale), round(page.height * scale)
        seen = page.resize(size, Image.Resampling.LANCZOS) if scale != 1 else page
        missing = missing & not_read(truth, words(read(seen, mode)))
        if not missing:
            break
    return missing


def _parts(run: str, missing: Counter[str]) -> list[str]:
    """The missing words that a run of letters is made of; none if anything is left over."""
    if not run:
        return []
    for word in missing:
        if run == word:
            return [word]
        if run.startswith(word) and (rest := _parts(run[len(word) :], missing - Counter([word]))):
            return [word, *rest]
    return []


def recompressed(data: bytes) -> Image.Image:
    """The picture after a messenger."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    size = round(picture.width * SCALE), round(picture.height * SCALE)
    out = io.BytesIO()
    picture.resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=QUALITY)
    return Image.open(out)


def lines(page: pypdfium2.PdfPage, initials: str) -> Iterator[tuple[str, Box]]:
    """Text and place of each line, in pixels of the recompressed picture. Initials stand for a logo and are no text."""
    text, height = page.get_textpage(), page.get_height()
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        line = text.get_text_bounded(left, bottom, right, top)
        if line.strip() and line.strip() != initials:
            yield line, (left * SCALE, (height - top) * SCALE, right * SCALE, (height - bottom) * SCALE)


def sheet(picture: Image.Image, boxes: list[Box]) -> Image.Image:
    """The cut lines one below the other, dark on light."""
    cuts = [_dark_on_light(picture.crop(_padded(box, picture))) for box in boxes]
    width = max(cut.width for cut in cuts) + 2 * _MARGIN
    found = Image.new("L", (width, sum(cut.height + _GAP for cut in cuts) + 2 * _MARGIN), 255)
    y = _MARGIN
    for cut in cuts:
        found.paste(cut, (_MARGIN, y))
        y += cut.height + _GAP
    return found


def _padded(box: Box, picture: Image.Image) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(each) for each in box)
    return (
        max(left - _BESIDE, 0),
        max(top - _ABOVE, 0),
        min(right + _BESIDE, picture.width),
        min(bottom + _ABOVE, picture.height),
    )


def _dark_on_light(cut: Image.Image) -> Image.Image:
    grey = cut.convert("L")
    if ImageStat.Stat(grey).median[0] < 128:
        grey = ImageOps.invert(grey)
    return ImageOps.autocontrast(grey, cutoff=(1, 20))


def read(picture: Image.Image, mode: int = 6) -> str:
    """What Tesseract reads with its Indonesian data, on one core; `mode` is how it looks for lines."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    run = subprocess.run(
        ["tesseract", "-", "-", "-l", "ind", "--psm", str(mode), "--dpi", "150"],
        input=out.getvalue(), capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    return run.stdout.decode()


def _has_code(picture: Image.Image) -> bool:
    return [each.text for each in zxingcpp.read_barcodes(picture)] == [CHECK_URL]
