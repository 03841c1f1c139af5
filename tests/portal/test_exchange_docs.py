"""`docs/data.md` tells every key of what goes in and out."""

import json
import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from cards.models import Card, PlannedPost
from portal import roles
from portal.exchange.everything import SECTIONS, everything
from portal.exchange.sippn import FIELDS
from services import audit, drafting
from services.catalogue_tables import SHORTHAND, TABLES
from services.models import Agency, Notice, PreviewLink, PreviewRemark, Service
from services.retention import RULES
from tests.people import make_staff
from tests.portal.asked import CONTACT, DIGEST, make_asked

TEXT = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")


def section(name):
    """What stands below the heading of a list."""
    return re.search(rf"^### `{name}`\n(.*?)(?=^### |\Z)", TEXT, re.MULTILINE | re.DOTALL)[1]


def test_every_field_of_everything_is_documented(demo):
    agency = Agency.objects.get(key="disdukcapil")
    user = make_staff(roles.ADMINISTRATOR, agencies=[agency])
    service = Service.objects.first()
    drafting.remember(service, user)
    audit.record("change", service, by=user)
    card = Card.objects.create(
        code="ABCDEFGH",
        subject=service.slug,
        agency=agency,
        content={},
        digest="x",
        options={},
        issued_by=user,
    )
    today = timezone.localdate()
    card.posts.create(platform="instagram", posted_on=today)
    card.visits.create(day=today, count=3)
    Notice.objects.create(agency=agency, title="Jaringan putus", text="Sedang diperbaiki.", starts_on=today)
    PlannedPost.objects.create(agency=agency, on=today, title="KK", card=card)
    until = timezone.now() + timedelta(days=1)
    link = PreviewLink.objects.create(agency=agency, label="Kabid", created_by=user, expires_at=until)
    PreviewRemark.objects.create(
        link=link, kind="services.service", entry=service.pk, revision=1, text="Baik."
    )
    make_asked(agency, user)
    pieces = list(everything(agency))
    text = "".join(pieces)
    assert link.token not in text
    assert not [secret for secret in (CONTACT, DIGEST) if secret in text]
    assert len(pieces) > 200, "it is written piece by piece"
    data = json.loads(text)
    assert list(data) == ["format", "schema_version", "exported_at", "agency", *SECTIONS]
    for name in data:
        assert f"`{name}`" in TEXT, name
    for name in SECTIONS:
        assert data[name], name
        for field in {field for row in data[name] for field in row}:
            assert f"- `{field}`" in section(name), (name, field)
    assert data["cards"][0]["visits"] == {today.isoformat(): 3}
    assert all(f"`{field}`" in section("cards") for field in data["cards"][0]["posts"][0])
    edition, remark = data["services"][0]["editions"][0], data["preview_links"][0]["remarks"][0]
    assert all(f"`{field}`" in section("services") for field in edition)
    assert all(f"`{field}`" in section("preview_links") for field in remark)


def test_what_is_deleted_and_when_is_documented():
    told = re.search(r"^## What is deleted.*?(?=^## )", TEXT, re.MULTILINE | re.DOTALL)[0]
    rows = [f"| `{rule.key}` | {rule.what} | {rule.after} | {rule.why} |" for rule in RULES.values()]
    assert sorted(line for line in told.splitlines() if line.startswith("| `")) == sorted(rows)


def test_every_column_and_sheet_is_documented():
    for table in TABLES:
        assert f"- **{table.name}** (`{table.file_name}`" in TEXT
        for column in table.columns:
            assert f"{column.title} `{column.path}`" in TEXT, (table.name, column.title)
    for column in SHORTHAND:
        assert f"{column.title} `{column.path}`" in TEXT
    for name in FIELDS:
        assert f"`{name}`" in TEXT
