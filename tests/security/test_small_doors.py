"""security.txt, the list of dependencies, what a shared cache holds, and guessing at cards."""

import datetime
import pickle

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from cards import codes, views
from portal.management.commands import dependencies
from portal.shared_cache import SIGNATURE, SignedPickle


def test_security_txt_says_whom_to_tell(demo, client, settings):
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"].startswith("mailto:")
    assert "@" in fields["Contact"]
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "id, en"
    ends = datetime.datetime.fromisoformat(fields["Expires"])
    assert datetime.timedelta(30) < ends - datetime.datetime.now(datetime.UTC) < datetime.timedelta(365)
    for said, written in [
        ("keamanan@contohkab.example", "mailto:keamanan@contohkab.example"),
        ("https://contohkab.example/lapor", "https://contohkab.example/lapor"),
        ("a@b.example\nX", "mailto:a@b.example%0AX"),
    ]:
        settings.SECURITY_CONTACT = said
        assert f"Contact: {written}\n" in client.get("/.well-known/security.txt").content.decode()


def test_dependencies_are_listed_and_licensed(monkeypatch, tmp_path):
    call_command("dependencies", check=True)
    page = tmp_path / "dependencies.md"
    page.write_text(dependencies.PAGE.read_text().replace("| nh3 |", "| other |"))
    monkeypatch.setattr(dependencies, "PAGE", page)
    with pytest.raises(CommandError, match="usang"):
        call_command("dependencies", check=True)
    monkeypatch.setattr(dependencies, "ALLOWED", dependencies.ALLOWED - {"LGPL-3.0-only"})
    with pytest.raises(CommandError, match="psycopg: LGPL"):
        call_command("dependencies", check=True)


class Trap:
    """Does harm when it is unpickled."""

    def __reduce__(self):
        return (pytest.fail, ("an object of a stranger was unpickled",))


def test_shared_cache_reads_only_what_this_site_wrote(settings):
    serializer = SignedPickle()
    for value in (0, -5, 2**70, True, None, "teks", b"\x00", {"a": (1, {2})}, [1.5]):
        stored = serializer.dumps(value)
        assert serializer.loads(stored if isinstance(stored, bytes) else str(stored).encode()) == value
    assert serializer.dumps(7) == 7, "numbers stay countable"
    trap = pickle.dumps(Trap())
    good = serializer.dumps(["x"])
    assert serializer.loads(trap) is None
    assert serializer.loads(good[:SIGNATURE] + trap) is None
    assert serializer.loads(b"") is None
    settings.SECRET_KEY = "another-secret"
    assert serializer.loads(good) is None


def test_guessing_at_cards_ends(demo, client, monkeypatch, house):
    monkeypatch.setattr(views, "MOST_GUESSES", 3)
    good = f"/k/{codes.display(house.card.code)}/"
    for _ in range(6):
        assert client.get("/k/7F3K-9Q2N/").status_code == 404, "a slip of the finger is no guess"
    for _ in range(3):
        assert client.get(f"/k/{codes.display(codes.new_code())}/").status_code == 404
    refused = [
        client.get(f"/k/{codes.display(codes.new_code())}/"),
        client.get(good),
        client.get(f"/en{good}"),
    ]
    assert [each.status_code for each in refused] == [429] * 3, (
        "nor does a right code tell a guesser anything"
    )
    assert "Coba lagi satu jam lagi" in refused[0].content.decode()
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.get(good).status_code == 200
    cache.clear()
    assert client.get(good).status_code == 200
