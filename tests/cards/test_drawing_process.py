"""One process draws pictures of links for all workers; where it is gone, whoever needs one draws it."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SERVER = """
import os, signal, time
from pathlib import Path
import django
django.setup()
from cards import drawing_process, typesetting
from cards.rendering import picture_inputs
from tests.cards.packs import make_content

def children(pid):
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

def ended(pid):
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists() or "State:\\tZ" in Path(f"/proc/{pid}/status").read_text():
            return True
        time.sleep(0.02)
    return False

content = make_content("kk-baru")
inputs = picture_inputs(content, "link", None, None)
draw = lambda: drawing_process.draw(inputs, content.as_of)
drawing_process.IDLE = 0.3
drawing_process.start()
[waiting] = children(os.getpid())
assert not children(waiting), "nothing is drawn before somebody asks"
elsewhere = draw()
[drawing] = children(waiting)
assert elsewhere[:3] == b"\\xff\\xd8\\xff"
assert not typesetting._compiled_in, "it was drawn elsewhere"
assert ended(drawing), "its memory is given back"
assert draw() == elsewhere, "another one draws"
assert drawing_process._ask(b"no JSON") == b"", "it says no, and lives"
assert draw() == elsewhere
assert not typesetting._compiled_in
[drawing] = children(waiting)
os.kill(waiting, signal.SIGKILL)
os.kill(drawing, signal.SIGKILL)
assert ended(drawing)
assert draw() == elsewhere
assert typesetting._compiled_in == {os.getpid()}, "nobody is there any more"
typesetting._compiled_in.clear()
drawing_process.start()
print(*children(os.getpid()), drawing_process._address)
"""


def test_picture_is_drawn_by_a_process_that_ends_when_idle_and_with_the_server(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "DEBUG": "0", "SECRET_KEY": "only-for-this-test",
        "SITE_URL": "http://127.0.0.1", "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}",
        "PYTHONWARNINGS": "ignore", "TMPDIR": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SERVER], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    *children, address = done.stdout.split()
    for child in children:
        assert _ends(Path(f"/proc/{child}")), "it does not outlive the server"
    assert not Path(address).exists()


def _ends(process: Path) -> bool:
    for _ in range(200):
        if not process.exists():
            return True
        time.sleep(0.02)
    return False
