"""Asks a server for pages as fast as it answers, over connections that stay open, for a bounded time.

`wrk` does it where it is installed (`sudo apt install wrk`). Else a process of our own does, which takes more of the
machine itself: then figures beyond some 3,000 requests a second say more about it than about the server.
"""

import asyncio
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

CONNECTIONS = 16
_SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Load:
    """What came of it: answers, seconds, answers that were no success, and milliseconds of latency."""

    requests: int
    seconds: float
    failed: int
    p50: float
    p99: float


def tool() -> str:
    """The name of what asks."""
    return "wrk" if shutil.which("wrk") else "a generator of our own (install wrk for figures that hold)"


def ask(address: str, paths: list[str], headers: dict[str, str], seconds: float) -> Load:
    """Ask for these paths in turn, again and again."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(paths))
        listed.flush()
        command = _with_wrk if shutil.which("wrk") else _with_python
        run = subprocess.run(
            command(address, listed.name, headers, seconds),
            capture_output=True,
            text=True,
            timeout=seconds + 60,
        )
    if run.returncode:
        raise RuntimeError(f"{address}{paths[0]}: {run.stderr or run.stdout}")
    return Load(**json.loads(run.stdout.splitlines()[-1]))


def _with_wrk(address: str, listed: str, headers: dict[str, str], seconds: float) -> list[str]:
    named = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    # wrk takes whole seconds only
    timed = ["-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "20s"]
    return ["wrk", *timed, *named, "-s", str(_SCRIPT), address, "--", listed]


def _with_python(address: str, listed: str, headers: dict[str, str], seconds: float) -> list[str]:
    return [sys.executable, "-m", "bench.load", address, listed, json.dumps(headers), str(seconds)]


async def _client(host: str, port: int, asked: list[bytes], until: float, spent: list[float]) -> int:
    """One connection; adds the seconds of each answer, returns how many were no success."""
    reader, writer = await asyncio.open_connection(host, port)
    failed = number = 0
    while time.monotonic() < until:
        started = time.perf_counter()
        writer.write(asked[number % len(asked)])
        head = await reader.readuntil(b"\r\n\r\n")
        await _skip_body(reader, head.lower())
        spent.append(time.perf_counter() - started)
        failed += head[9:10] not in b"23"
        number += 1
    writer.close()
    return failed


async def _skip_body(reader: asyncio.StreamReader, head: bytes) -> None:
    if b"content-length:" in head:
        await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
    elif b"chunked" in head:
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()


async def _ask(address: str, paths: list[str], headers: dict[str, str], seconds: float) -> Load:
    host, _, port = address.removeprefix("http://").partition(":")
    lines = "".join(f"{name}: {value}\r\n" for name, value in ({"Host": f"{host}:{port}"} | headers).items())
    asked = [f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode() for path in paths]
    spent: list[float] = []
    started = time.monotonic()
    until = started + seconds
    starts = [asked[at % len(asked) :] + asked[: at % len(asked)] for at in range(CONNECTIONS)]
    failed = await asyncio.gather(*(_client(host, int(port), each, until, spent) for each in starts))
    cuts = statistics.quantiles(spent, n=100)
    return Load(len(spent), time.monotonic() - started, sum(failed), cuts[49] * 1000, cuts[98] * 1000)


if __name__ == "__main__":
    _address, _listed, _headers, _seconds = sys.argv[1:]
    _paths = Path(_listed).read_text(encoding="utf-8").splitlines()
    print(json.dumps(asdict(asyncio.run(_ask(_address, _paths, json.loads(_headers), float(_seconds))))))
