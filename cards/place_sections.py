"""Where a service is given: its offices with their hours, and what can be done without coming."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.block_rows import rows
from cards.printed import Block, Section
from cards.wording import stop_days, week_hours
from services.choices import OnlineApply
from services.document import ServiceDocument
from services.facts import OfficeFacts, SharedFacts, SpecialHoursFacts
from services.limited_days import office_for
from services.wording import date_words

OTHERS = "other_offices"
"""The key of the block that names the offices a brief card has no room for."""


def where_headline(document: ServiceDocument, facts: SharedFacts) -> str:
    """The first office, and how many more there are; without offices what can be done online."""
    offices = _offices(document, facts)
    if not offices:
        fully_online = document.online.apply == OnlineApply.FULLY
        return _("Tanpa datang ke kantor") if fully_online else _("Lihat catatan tempat")
    if len(offices) == 1:
        return offices[0].name
    others = ngettext(
        "%(name)s dan %(count)d tempat lain", "%(name)s dan %(count)d tempat lain", len(offices) - 1
    )
    return others % {"name": offices[0].name, "count": len(offices) - 1}


def _offices(document: ServiceDocument, facts: SharedFacts) -> list[OfficeFacts]:
    given_at = (facts.offices[key] for key in document.offices if key in facts.offices)
    return [office_for(each, document.slug) for each in given_at]


def where(document: ServiceDocument, facts: SharedFacts, *, is_brief: bool = False) -> Section:
    """Every office with its regular week, and what can be done without coming; in brief only the first office, and
    the names of the others."""
    offices = _offices(document, facts)
    blocks = [_office(office) for office in (offices[:1] if is_brief else offices)]
    if is_brief:
        blocks += _others(offices[1:])
    if document.location_note:
        note = Block(
            key="location_note", kind="fact", label=_("Catatan tempat"), value=document.location_note
        )
        blocks.insert(0, note)
    if not is_brief and any(office.ramadan for office in offices):
        ramadan = Block(key="ramadan", kind="fact", label=_("Selama Ramadan"), value=_("Jam layanan berbeda"))
        blocks.append(ramadan)
    blocks.append(_online(document))
    return Section(
        key="where", kind="where", slug="tempat-jam", title=_("Tempat dan jam layanan"), blocks=tuple(blocks)
    )


def _others(offices: list[OfficeFacts]) -> list[Block]:
    """The other places by name; their hours are behind the code that stands on every slide."""
    if not offices:
        return []
    count = ngettext("%(count)s tempat lain", "%(count)s tempat lain", len(offices)) % {"count": len(offices)}
    names = "; ".join(office.name for office in offices)
    how = rows(("note", "", _("Alamat dan jamnya: pindai kode QR atau buka alamat di bawah.")))
    return [Block(key=OTHERS, kind="fact", label=count, value=names, rows=how)]


def _office(office: OfficeFacts) -> Block:
    hours = [("hours", days, hours) for days, hours in week_hours(office.regular)]
    # of a unit that moves about the field says where to find it, so it is no mark by the road
    lead = "" if office.stops else _("Patokan") + ": "
    landmark = f"{lead}{office.landmark}" if office.landmark else ""
    stops = [("hours", stop_days(stop), stop.place) for stop in office.stops]
    return Block(
        key=f"office:{office.key}",
        kind="office",
        label=office.name,
        rows=rows(
            ("note", "", ". ".join(filter(None, [office.address, landmark]))),
            *hours,
            *(("condition", _("Jam khusus"), _special_words(each)) for each in office.special),
            *stops,
            ("note", "", office.hours_note),
        ),
    )


def _special_words(special: SpecialHoursFacts) -> str:
    """Hours for some days only: "Jam akhir tahun, 21 Desember 2026 sampai 31 Desember 2026: Senin–Kamis 08.00–12.00"."""
    first, last = date_words(special.start, short=True), date_words(special.end, short=True)
    until = _("%(first)s sampai %(last)s") % {"first": first, "last": last}
    when = first if special.start == special.end else until
    hours = "; ".join(f"{days} {hours}" for days, hours in week_hours(special.week))
    return f"{special.name}, {when}: {hours}"


def _online(document: ServiceDocument) -> Block:
    return Block(
        key="online",
        kind="fact",
        label=_("Daring"),
        value=str(OnlineApply(document.online.apply).label),
        rows=rows(("note", "", document.online.text)),
    )
