"""The card with satori and resvg, and with takumi: programs for Node that stay open and tell their own CPU time."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from bench.peers import card

HERE = Path(__file__).resolve().parent
PROGRAM, PACKAGES = HERE / "draw.mjs", HERE / "package.json"


class Missing(Exception):
    """This peer cannot be measured here; the message says why."""


def install(home: Path) -> Path:
    """The folder with the program and its packages; they are fetched with npm if they are not there yet."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise Missing("no node and npm")
    home.mkdir(parents=True, exist_ok=True)
    is_same = (home / PACKAGES.name).exists() and (home / PACKAGES.name).read_text() == PACKAGES.read_text()
    if not (is_same and (home / "node_modules" / "satori").exists()):
        shutil.copy(PACKAGES, home)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund"]
        run = subprocess.run(command, cwd=home, capture_output=True, timeout=180, check=False)
        if run.returncode:
            raise Missing("npm could not install it (no network?)")
    shutil.copy(PROGRAM, home)
    return home


class Node:
    """One of the two, in a process of its own."""

    def __init__(self, peer: str, name: str, home: Path, font: Path) -> None:
        self.name = name
        self.process = subprocess.Popen(
            ["node", PROGRAM.name, peer, str(font)], cwd=home, text=True, env={**os.environ},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._answer()

    def cost(self, number: int) -> float:
        """Draws one card; CPU milliseconds of all threads."""
        self.process.stdin.write(json.dumps(card.tree(number)) + "\n")
        self.process.stdin.flush()
        return self._answer()["ms"]

    def _answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise Missing(f"{self.name} broke off")
        return json.loads(line)

    def close(self) -> None:
        """Ends its process."""
        self.process.stdin.close()
        self.process.wait(timeout=20)
