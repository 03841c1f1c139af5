"""What a new notice starts from: one of the common cases, or what an address says."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from cards.notices.forms import OPEN, TODAY
from services.models import NoticeKind, Office, Service, Severity


@dataclass(frozen=True)
class Start:
    """A common case with its texts, to be changed to what really happened."""

    key: str
    words: str
    kind: NoticeKind
    severity: Severity
    title: str
    text: str
    advice: str
    until: str


STARTS = [
    Start(
        "jaringan",
        "Jaringan putus",
        NoticeKind.DISRUPTION,
        Severity.URGENT,
        "Jaringan pusat terputus, layanan berhenti sementara",
        "Jaringan ke pusat data terputus, jadi permohonan belum dapat diproses. Berkas tetap kami terima.",
        "Tunda dulu kedatangan Anda bila tidak mendesak. Halaman ini diperbarui begitu jaringan pulih.",
        TODAY,
    ),
    Start(
        "blangko",
        "Blangko habis",
        NoticeKind.SHORTAGE,
        Severity.IMPORTANT,
        "Blangko KTP-el habis",
        "Blangko habis, jadi KTP-el belum dapat dicetak. Perekaman dan layanan lain berjalan seperti biasa.",
        "Bila perlu bukti identitas, mintalah surat keterangan di loket.",
        OPEN,
    ),
    Start(
        "tutup",
        "Tutup mendadak",
        NoticeKind.CLOSED,
        Severity.URGENT,
        "Kantor tutup hari ini",
        "Kantor tutup hari ini karena keadaan yang tidak terduga.",
        "Datanglah ke kantor lain yang buka, atau datang besok.",
        TODAY,
    ),
]


def initial_of_new(query: QueryDict, now: datetime.datetime) -> dict[str, Any]:
    """The form's first values. `?awal=` names a common case; `judul`, `jenis`, `kantor` and `layanan` fill in fields."""
    start = next((each for each in STARTS if each.key == query.get("awal")), None)
    found: dict[str, Any] = {"starts_on": now.date(), "kind": NoticeKind.NEWS, "until": OPEN}
    if start:
        found |= {
            name: getattr(start, name) for name in ("kind", "severity", "title", "text", "advice", "until")
        }
        if start.kind != NoticeKind.SHORTAGE:
            found["starts_at"] = now.time().replace(second=0, microsecond=0)
    if title := query.get("judul", "")[:90]:
        found["title"] = title
    if keys := query.getlist("kantor"):
        found["offices"] = list(Office.objects.filter(key__in=keys).values_list("pk", flat=True))
    if slugs := query.getlist("layanan"):
        found["services"] = list(Service.objects.filter(slug__in=slugs).values_list("pk", flat=True))
    if query.get("jenis") in NoticeKind.values:
        found["kind"] = query["jenis"]
    return found
