"""Typst: from a template and the data it draws to pages. Pure: the same arguments give the same bytes.

A Typst compiler belongs to one thread, and a process that has compiled must not fork: its children would
hang. Both are seen to here; see `_compiler`.
"""

import datetime
import json
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Sequence
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

import fontpkg_plus_jakarta_sans
import typst

Mark = dict[str, Any]
"""What the template says of a page: its `page` number; of a slide, `section` key and the keys of its `blocks`."""

MAX_SLIDES = 20
"""What a carousel holds in the Instagram app (the publishing interface takes 10)."""

TEMPLATES = Path(__file__).resolve().parent / "typst"
_PIXELS = 72  # pixels per inch at which one point is one pixel


class TooManySlides(ValueError):
    """The chosen content does not fit a carousel; the message tells staff what to do."""

    def __init__(self, found: int | None = None, most: int = MAX_SLIDES) -> None:
        needs = f"butuh {found} slide" if found else "terlalu panjang"
        super().__init__(
            f"Paket ini {needs}, sedangkan satu unggahan paling banyak {most}. "
            "Pilih lebih sedikit keadaan atau bagian, lalu buat sisanya sebagai paket kedua."
        )


_fonts_lock = threading.Lock()
_local = threading.local()
_compiled_in: set[int] = set()


@cache
def _fonts() -> typst.Fonts:
    directory = str(fontpkg_plus_jakarta_sans.ROOT / "files")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[directory])


class _Folder:
    """Of one thread: a copy of the templates, and beside it the data that they draw next. Goes with the thread."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="cards-"))
        self.data = self.path / "card.json"
        self.copies = [Path(shutil.copy(each, self.path)) for each in TEMPLATES.glob("*.typ")]
        # Unlike weakref's, this one is also called where a worker process ends, and not in a forked child.
        Finalize(self, shutil.rmtree, args=(self.path, True), exitpriority=0)

    def is_whole(self) -> bool:
        """Some systems remove from the temporary folder what nobody has read for days."""
        return all(each.exists() for each in self.copies)


def _folder() -> _Folder:
    if "folder" not in _local.__dict__ or not _local.folder.is_whole():
        forget()
        _local.folder = _Folder()
    return _local.folder


def forget() -> None:
    """Start over in this thread: the next card meets a compiler that has drawn nothing."""
    _local.__dict__.clear()


def _compiler(template: str) -> typst.Compiler:
    """This thread's compiler of a template. Fails where Typst would hang: after a fork of what compiled."""
    if _compiled_in - {os.getpid()}:
        raise RuntimeError("Typst was used before this process was forked; draw cards only after forking")
    root = _folder().path
    compilers = _local.__dict__.setdefault("compilers", {})
    if template not in compilers:
        with _fonts_lock:
            fonts = _fonts()
        compilers[template] = typst.Compiler(root / template, root=root, font_paths=fonts)
    _compiled_in.add(os.getpid())
    return compilers[template]


def typeset(
    template: str,
    inputs: dict[str, Any],
    format: str,
    as_of: datetime.date,
    standards: Sequence[str] = (),
    *,
    tagged: bool = True,
) -> tuple[list[bytes], list[Mark]]:
    """Pages (a PDF is one) and the template's marks, in order of pages: what stands on each, or where it ends.

    `standards` are those that a PDF must meet ("ua-1"); Typst refuses what breaks one, say a letter without a glyph.
    Only a PDF that people get needs to be `tagged`. The data goes in as a file beside the template, not through
    `sys_inputs`: all that Typst remembers hangs on those, so each new card would be laid out from nothing.
    """
    compiler = _compiler(template)
    moment = datetime.datetime.combine(as_of, datetime.time(), datetime.UTC)
    _folder().data.write_text(json.dumps(inputs, ensure_ascii=False))
    try:
        drawn = compiler.compile(
            format=format,
            ppi=_PIXELS,
            timestamp=moment,
            sys_inputs={},
            pdf_standards=list(standards),
            pdf_tags=tagged,
        )
    except typst.TypstError as error:
        if found := re.search(r"too many slides: (\d+)", str(error)):
            raise TooManySlides(int(found.group(1)), inputs["max_slides"]) from None
        raise
    marks = json.loads(compiler.query("<mark>", field="value"))
    marks.sort(key=lambda mark: mark["page"])
    return (drawn if isinstance(drawn, list) else [drawn]), marks
