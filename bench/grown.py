"""Databases of 100, 1,000 and 10,000 services for measuring: the demo catalogue and copies of it under other names.

A copy has everything that public pages read of a service: the entry, its edition, its span for lists, its entry in the
search index. It has no draft rows. Run as a module it grows the database of the settings: `python -m bench.grown 1000`.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from bench.search import CAUSES, DEEDS, SEED, THINGS

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "services" / "data" / "catalogue.yaml"
SIZES = (100, 1_000, 10_000)
MADE_UP = "contoh-"
"""How the slugs of copies begin; those of the demo have names."""


def digest() -> str:
    """Changes with what makes these databases: tables, the demo, the search index, the copying."""
    patterns = ["*/migrations/*.py", "services/data/*.yaml", "services/search/*.py", "bench/grown.py"]
    total = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def environment(database: str, **others: str) -> dict[str, str]:
    """The environment of a process that works on this database as a server would."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "DEBUG": "0", "DATABASE_URL": database, "LOG_LEVEL": "ERROR",
        "SECRET_KEY": "only-for-measuring", "SITE_URL": "http://127.0.0.1", "ALLOWED_HOSTS": "127.0.0.1",
        "PYTHONWARNINGS": "ignore",
    } | others  # fmt: skip


def run(database: str, *command: str) -> None:
    """Run a Python module on this database; what it prints on an error is shown."""
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=environment(database), check=True)


def fill(database: str) -> None:
    """Tables and the demo catalogue."""
    manage = ["django"]
    run(database, *manage, "migrate", "--verbosity", "0")
    run(database, *manage, "import_catalogue", str(CATALOGUE), "--verbosity", "0")


def sqlite_databases(folder: Path) -> dict[int, str]:
    """Addresses by number of services, each a file in this folder."""
    addresses: dict[int, str] = {}
    before = folder / "demo.sqlite3"
    fill(f"sqlite:///{before}")
    for size in SIZES:
        path = folder / f"{size}.sqlite3"
        copied(before, path)
        addresses[size] = f"sqlite:///{path}"
        run(addresses[size], "bench.grown", str(size))
        before = path
    return addresses


def copied(source: Path, target: Path) -> None:
    """Copy an SQLite file that nobody writes to."""
    with sqlite3.connect(source) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(source, target)


def postgres_databases(address: str) -> dict[int, str]:
    """Addresses by number of services, in the server whose database `postgres` has this address."""
    import psycopg

    addresses: dict[int, str] = {}
    server = address.rpartition("/")[0]
    before = "demo"
    with psycopg.connect(address, autocommit=True) as control:
        control.execute("CREATE DATABASE demo")
        fill(f"{server}/demo")
        for size in SIZES:
            control.execute(f"CREATE DATABASE of_{size} TEMPLATE {before}")
            before, addresses[size] = f"of_{size}", f"{server}/of_{size}"
            run(addresses[size], "bench.grown", str(size))
    return addresses


def grow(size: int) -> None:
    """Copy live editions, under names of their own, until there are `size` services."""
    from django.db import connection, transaction

    from services.models import Service, ServiceEdition
    from services.search import index, postings

    demo = Service.objects.exclude(slug__startswith=MADE_UP).values("slug")
    templates = list(
        ServiceEdition.objects.live().filter(slug__in=demo).select_related("entry").order_by("pk")
    )
    saved = [_columns(each) for each in templates]
    chance, numbers = random.Random(SEED + size), range(Service.objects.count(), size)
    with transaction.atomic():
        index.renew_version()
        editions = _add(templates, numbers, chance)
        postings.replace(
            [], [_found(each, saved[at % len(saved)]) for at, each in zip(numbers, editions, strict=True)]
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _add(templates: list, numbers: range, chance: random.Random) -> list:
    """Write services with these numbers; returns their editions."""
    from services.models import Service, ServiceEdition, ServiceSpan

    origins = [templates[number % len(templates)] for number in numbers]
    services = Service.objects.bulk_create(
        _service(origin.entry, number, _name(chance)) for origin, number in zip(origins, numbers, strict=True)
    )
    editions = ServiceEdition.objects.bulk_create(
        _edition(origin, service) for origin, service in zip(origins, services, strict=True)
    )
    spans = [ServiceSpan(edition=edition, entry=edition.entry) for edition in editions]
    for span, edition in zip(spans, editions, strict=True):
        span.fill_columns(edition)
    ServiceSpan.objects.bulk_create(spans)
    return editions


def _columns(template) -> dict[str, str]:
    """What the search keeps of a demo service."""
    from services.search import entries

    return entries.columns(entries.service_content(template))


def _found(edition, template: dict[str, str]):
    """The entry of a copy in the search index: its own names, and the texts of the demo service it was copied from."""
    from services.models import SearchEntry
    from services.search import entries

    names = [(entries.NAME, edition.title), (entries.NAME, edition.document["everyday_names"][0])]
    own = entries.columns(entries.Content(title=edition.title, lines=names, services=(edition.slug,)))
    words = dict.fromkeys(f"{own['words']} {template['words']}".split())
    texts = {"medium": template["medium"], "weak": template["weak"], "words": " ".join(words)}
    return SearchEntry(
        kind="service",
        key=edition.slug,
        edition=edition.pk,
        live_from=edition.live_from.timestamp(),
        **own | texts,
    )


def _name(chance: random.Random) -> str:
    return f"{chance.choice(DEEDS)} {chance.choice(THINGS)} {chance.choice(CAUSES)}"


def _service(origin, number: int, name: str):
    from services.models import Service

    copied = {
        field.attname: getattr(origin, field.attname)
        for field in Service._meta.concrete_fields
        if not field.primary_key
    }
    own = {"slug": f"{MADE_UP}{number}", "name": name, "short_name": name[:60], "position": number}
    return Service(**copied | own)


def _edition(origin, service):
    from services.models import ServiceEdition

    document = origin.document | {
        "slug": service.slug, "name": service.name, "short_name": service.short_name, "name_en": "",
        "everyday_names": [f"urus {service.short_name}"[:60]], "search_terms": [],
    }  # fmt: skip
    copied = {"live_from": origin.live_from, "published_at": origin.published_at, "digest": origin.digest}
    edition = ServiceEdition(entry=service, number=1, document=document, **copied)
    edition.fill_columns()
    return edition


if __name__ == "__main__":
    import django

    django.setup()
    grow(int(sys.argv[1]))
