"""The card with Pillow: every place is worked out by hand, and lines are wrapped word by word."""

import io
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bench.peers import card


class Pillow:
    """Draws in this process."""

    name = "Pillow, PNG at level 1"

    def __init__(self, font: Path) -> None:
        self.fonts = {}
        for size, weight in ((40, 500), (84, 800), (44, 500), (40, 800), (34, 500)):
            face = ImageFont.truetype(str(font), size)
            face.set_variation_by_axes([weight])
            self.fonts[size, weight] = face

    def cost(self, number: int) -> float:
        """Draws one card; CPU milliseconds."""
        start = time.process_time()
        self.draw(number)
        return (time.process_time() - start) * 1000

    def draw(self, number: int) -> bytes:
        """A PNG."""
        picture = Image.new("RGB", (card.WIDTH, card.HEIGHT), card.PAPER)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 0, card.WIDTH, 130), fill=card.GREEN)
        pen.text((40, 40), card.AGENCY, "#ffffff", self.fonts[40, 500])
        y = self._lines(pen, card.title(number), 64, 170, self.fonts[84, 800], 952, 92)
        for at, text in enumerate(card.PAPERS, start=1):
            y += 30
            pen.rounded_rectangle((64, y, 124, y + 60), 18, fill=card.TINT)
            pen.text((94, y + 30), str(at), card.GREEN, self.fonts[40, 800], anchor="mm")
            y = self._lines(pen, text, 148, y, self.fonts[44, 500], 868, 58)
        self._footer(picture, pen)
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=1)
        return out.getvalue()

    def _lines(
        self,
        pen: ImageDraw.ImageDraw,
        text: str,
        x: int,
        y: int,
        font: ImageFont.FreeTypeFont,
        width: int,
        step: int,
    ) -> int:
        line = ""
        for word in [*text.split(), None]:
            longer = f"{line} {word}".strip()
            if word is None or pen.textlength(longer, font) > width:
                pen.text((x, y), line, card.INK, font)
                y, line = y + step, word or ""
            else:
                line = longer
        return y

    def _footer(self, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
        pen.rectangle((0, 1120, card.WIDTH, card.HEIGHT), fill="#ffffff")
        for at, text in enumerate(card.FOOTER):
            pen.text((64, 1160 + 50 * at), text, card.INK, self.fonts[34, 500])
        qr = Image.open(io.BytesIO(card.qr_png())).convert("RGB")
        picture.paste(qr.resize((card.QR_SIDE, card.QR_SIDE), Image.Resampling.NEAREST), (806, 1130))

    def close(self) -> None:
        """Nothing is held."""
