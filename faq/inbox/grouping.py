"""Which questions of residents ask the same, by their words alone: the same words always give the same answer.

Pure but for `alike_open`, which reads at most `MOST_READ` rows of one agency.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from faq.models import Inquiry, InquiryState
from services.search.analysis import stems
from services.search.fillers import ASIDES, FILLERS

SAME, SAME_WITH_OTHERS = 0.6, 0.75
"""Likeness from which a new question is put beside an older one; more, where both say something that the other does not.
`tests/faq/test_inbox_grouping.py` holds examples."""
SIMILAR = 0.3
"""Likeness from which an older question is shown to staff as a similar one."""
MOST_READ = 2_000
"""Newest open questions of an agency that a new one is compared with."""

_ASPECTS = {
    "biaya": "biaya bayar harga tarif gratis ongkos pungli cost fee free price pay",
    "lama": "lama cepat selesai rampung kelar ready long",
    "jam": "buka tutup jam libur open close hour holiday",
    "tempat": "tempat lokasi alamat where place address",
    "syarat": "syarat berkas dokumen lengkap bawa butuh perlu requirement document bring",
    "wakil": "wakil kuasa titip represent",
    "daring": "online daring internet situs website aplikasi",
    "cara": "cara langkah prosedur alur how",
}
_ASPECT_OF = {word: aspect for aspect, words in _ASPECTS.items() for word in stems(words)}
"""What about a matter is asked: two questions that ask different things of the same paper are not the same."""
_PHRASES = {
    tuple(stems(phrase)): aspect
    for aspect, phrases in {
        "lama": ("berapa hari", "berapa minggu", "kapan jadi", "kapan selesai", "how long"),
        "biaya": ("berapa rupiah", "berapa duit", "berapa uang", "how much"),
        "tempat": ("di mana", "ke mana"),
        "wakil": ("orang lain",),
        "syarat": ("apa saja",),
    }.items()
    for phrase in phrases
}
_ACTS = frozenset(stems("urus buat bikin minta ambil dapat ajukan mohon cetak make apply get obtain"))
"""Ways to say that one wants a paper."""
_EMPTY = frozenset(
    stems(
        "sudah belum bisa boleh harus apakah tanya tolong selamat pagi siang sore malam petugas warga hari pak bu el much"
    )
) | {"orang", "lain"}
_OPPOSITES = [
    (*stems(one), *stems(other))
    for one, other in (("atas", "bawah"), ("hilang", "rusak"), ("datang", "pindah"))
]


@dataclass(frozen=True)
class Meaning:
    """What a question is about (stems) and what of it is asked (aspects)."""

    words: frozenset[str]
    aspects: frozenset[str]


def stems_of(text: str) -> str:
    """The stems of a question in order, as `Inquiry.stems` keeps them."""
    kept = " ".join(stems(text))
    limit = Inquiry._meta.get_field("stems").max_length
    return kept if len(kept) <= limit else kept[:limit].rsplit(" ", 1)[0]


def meaning(kept_stems: str) -> Meaning:
    """What the stems of a question say."""
    said = kept_stems.split()
    aspects = {_ASPECT_OF[word] for word in said if word in _ASPECT_OF}
    aspects |= {_PHRASES[pair] for pair in pairwise(said) if pair in _PHRASES}
    left_out = FILLERS | _ACTS | _EMPTY | _ASPECT_OF.keys()
    return Meaning(frozenset(word for word in said if word not in left_out), frozenset(aspects))


def likeness(one: Meaning, other: Meaning) -> float:
    """From 0 (nothing in common) to 1 (the same words). Asking different things of the same matter halves it."""
    if not (one.words and other.words):
        return 0.0
    shared = _weight(one.words & other.words)
    alike = 2 * shared / (_weight(one.words) + _weight(other.words))
    if one.aspects and other.aspects and not (one.aspects & other.aspects):
        return alike / 2
    if one.aspects == other.aspects:
        return alike
    return alike * (0.9 if one.aspects and other.aspects else 0.8)


def _weight(words: Iterable[str]) -> float:
    """Words of whom or where tell less than those of the matter."""
    return sum(0.5 if word in ASIDES else 1.0 for word in words)


def is_same(one: Meaning, other: Meaning) -> bool:
    """Whether two questions may be put together without asking anyone. One shared word is enough only where nothing else
    is said but of whom or where, and the same is asked."""
    shared, mine, theirs = one.words & other.words, one.words - other.words, other.words - one.words
    if any({left, right} <= mine | theirs for left, right in _OPPOSITES):
        return False
    if len(shared) < 2 and (not shared or (mine | theirs) - ASIDES or one.aspects != other.aspects):
        return False
    return likeness(one, other) >= (SAME_WITH_OTHERS if mine and theirs else SAME)


def alike_open(inquiry: Inquiry, *, automatic: bool) -> list[tuple[float, int]]:
    """(likeness, primary key) of the open leads of the same agency that are like a question, the most alike first.

    `automatic`: only those it may be put beside without asking anyone: of the same service and case where both name one,
    and never one that was kept apart. Of two as like the older comes first. One query.
    """
    leads = Inquiry.objects.filter(agency=inquiry.agency_id, state=InquiryState.OPEN, lead=None).exclude(
        pk=inquiry.pk
    )
    if automatic:
        leads = leads.filter(kept_apart=False)
    rows = leads.order_by("-asked_at", "-pk").values_list("pk", "stems", "service", "case")[:MOST_READ]
    asked, found = meaning(inquiry.stems), []
    for pk, kept, service, case in rows:
        if automatic and not may_join(inquiry, service, case):
            continue
        other = meaning(kept)
        mark = likeness(asked, other)
        if is_same(asked, other) if automatic else mark >= SIMILAR:
            found.append((mark, pk))
    return sorted(found, key=lambda each: (-each[0], each[1]))


def may_join(inquiry: Inquiry, service: int | None, case: str) -> bool:
    """Whether a question may be put beside one of this service and case; what names none fits all."""
    one_service = not (service and inquiry.service_id) or service == inquiry.service_id
    return one_service and (not (case and inquiry.case) or case == inquiry.case)


def regroup(members: Sequence[Inquiry]) -> Inquiry:
    """Make these one group, led by who asked first. Stores the leads only; returns the leader."""
    ordered = sorted(members, key=lambda each: (each.asked_at, each.pk))
    first, *rest = ordered
    Inquiry.objects.filter(pk=first.pk).update(lead=None)
    Inquiry.objects.filter(pk__in=[each.pk for each in rest]).update(lead=first)
    first.lead = None
    for each in rest:
        each.lead = first
    return first
