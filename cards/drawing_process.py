"""Draws pictures of links for all workers of a server, in a process that ends when there is nothing to draw.

Typst, its fonts and what it remembers take 20 MB of each process that draws. Here one does it for all: a process forked
before the workers waits on a socket in the file system and has nothing loaded of its own; who connects makes it fork the
one that draws, for Typst must not be forked once it was used. Where nobody answers (another server, a management command,
a process that was killed) whoever asks draws for itself.

A request is JSON (what the template reads, and the day) up to the end of the stream; the answer is a picture, or nothing.
"""

import contextlib
import datetime
import json
import logging
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from cards.rendering import draw_link_preview

IDLE = 15.0
"""Seconds without a request after which the memory is given back."""
LONGEST = 20.0
"""Seconds to wait for a picture, which takes a tenth of one; then draw it oneself."""
NAME = "drawing"
"""What `ps -o comm` calls it, beside the workers."""
_BLOCK = 256 * 1024

log = logging.getLogger(__name__)
_address: Path | None = None


def start() -> None:
    """Fork the process that waits. To be called before there are threads, by what the workers are forked from."""
    global _address
    listening = socket.socket(socket.AF_UNIX)
    try:
        folder = Path(tempfile.mkdtemp(prefix="drawing-"))  # nobody else may enter it
        listening.bind(str(folder / "socket"))
    except OSError as error:
        log.warning("each worker draws for itself: %s", error)
        return
    listening.listen(64)
    alive, held = os.pipe()  # the server holds one end as long as it lives
    if os.fork() == 0:
        os.close(held)
        try:
            _wait(listening, alive)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(0)
    listening.close()
    os.close(alive)
    _address = folder / "socket"


def draw(inputs: dict[str, Any], as_of: datetime.date) -> bytes:
    """The picture of a link; see `rendering.draw_link_preview`."""
    if _address is not None:
        try:
            if picture := _ask(json.dumps([inputs, as_of.isoformat()]).encode()):
                return picture
        except OSError as error:
            log.info("nobody draws for this process: %s", error)
    return draw_link_preview(inputs, as_of)


def _ask(request: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(LONGEST)
        line.connect(str(_address))
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        return _all_of(line)


def _all_of(line: socket.socket) -> bytes:
    return b"".join(iter(lambda: line.recv(_BLOCK), b""))


def _wait(listening: socket.socket, alive: int) -> None:
    """Until the server is gone: whenever somebody connects, have a process that draws until it is idle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server, and then this
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # takes its folder away
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(NAME, encoding="utf-8")
    while _somebody_asks(listening, alive, None):
        child = os.fork()
        if child == 0:
            _draw_until_idle(listening, alive)
            os._exit(0)
        os.waitpid(child, 0)


def _somebody_asks(listening: socket.socket, alive: int, seconds: float | None) -> bool:
    """Waits; whether there is a connection to take. Not so if the time is over, or the server."""
    ready, _, _ = select.select([listening, alive], [], [], seconds)
    return listening in ready and alive not in ready


def _draw_until_idle(listening: socket.socket, alive: int) -> None:
    while _somebody_asks(listening, alive, IDLE):
        line, _ = listening.accept()
        with line, contextlib.suppress(OSError):
            line.settimeout(LONGEST)
            line.sendall(_drawn(_all_of(line)))


def _drawn(request: bytes) -> bytes:
    try:
        inputs, day = json.loads(request)
        return draw_link_preview(inputs, datetime.date.fromisoformat(day))
    except Exception:
        log.exception("a picture was not drawn")
        return b""
