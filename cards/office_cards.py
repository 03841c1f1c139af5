"""The text of a card about an office: where it is, when it is open, and whom to call. Pure."""

from django.utils import translation
from django.utils.translation import gettext as _

from cards.content import CardContent, CardOptions, identity
from cards.printed import Block, Row, Section
from cards.wording import stop_days, week_hours
from services.facts import OfficeFacts, SharedFacts, SpecialHoursFacts, Week
from services.wording import date_words, day_name, list_words


def build(office: OfficeFacts, facts: SharedFacts, options: CardOptions) -> CardContent:
    """The text of an office's card. Special hours that are over on the day of issue are not printed."""
    with translation.override(options.language):
        coming = [each for each in office.special if each.end >= options.as_of]
        made = [
            *_stops(office),
            _place(office),
            *(_special(office, each) for each in coming),
            *_ramadan(office),
        ]
        return CardContent(
            kind="kantor",
            subject=office.key,
            name=office.name,
            short_name=options.title or office.name,
            sections=options.arranged(made),
            **identity(office.agency, facts, options),
        )


def hours(week: Week) -> tuple[Row, ...]:
    """A week as rows of days and hours."""
    return tuple(Row(role="hours", lead=days, text=times) for days, times in week_hours(week))


def _place(office: OfficeFacts) -> Section:
    said = [
        Block(key="hours", kind="office", label=_("Jam buka"), rows=hours(office.regular)),
        _fact("limited", _("Layanan tertentu"), _limited(office)),
        _fact("queue", _("Antrean"), _queue(office)),
        _fact("note", _("Catatan jam"), office.hours_note),
        _fact("address", _("Alamat"), _address(office), _landmark(office)),
        _fact("phone", _("Telepon"), office.phone),
        _fact("access", _("Kursi roda"), _("Bisa diakses") if office.wheelchair_access else ""),
    ]
    return _section("office", office, _("Jam dan tempat"), [each for each in said if each.value or each.rows])


def _section(key: str, office: OfficeFacts, eyebrow: str, blocks: list[Block], slug: str = "jam") -> Section:
    return Section(
        key=key, kind="office", slug=slug, title=office.name, eyebrow=eyebrow, blocks=tuple(blocks)
    )


def _fact(key: str, label: str, value: str, rows: tuple[Row, ...] = ()) -> Block:
    return Block(key=key, kind="contact" if key == "phone" else "fact", label=label, value=value, rows=rows)


def _address(office: OfficeFacts) -> str:
    code = office.postal_code.strip("0") and office.postal_code  # zeros stand for no code
    return " ".join(filter(None, [office.address, code]))


def _landmark(office: OfficeFacts) -> tuple[Row, ...]:
    # of a unit that moves about the field says where to find it, so it is no mark by the road
    lead = "" if office.stops else _("Patokan")
    return (Row(lead=lead, text=office.landmark),) if office.landmark else ()


def _limited(office: OfficeFacts) -> str:
    """Days for some services only, unless the note on the hours speaks of them."""
    days = [day_name(each.weekday) for each in office.limited]
    unsaid = [day for day in days if day.casefold() not in office.hours_note.casefold()]
    return _("%(days)s hanya untuk layanan tertentu.") % {"days": list_words(unsaid)} if unsaid else ""


def _queue(office: OfficeFacts) -> str:
    minutes = office.last_queue_minutes_before_close
    if not minutes or "antrean terakhir" in office.hours_note.casefold():
        return ""
    return _("Nomor antrean terakhir %(minutes)d menit sebelum tutup.") % {"minutes": minutes}


def _stops(office: OfficeFacts) -> list[Section]:
    """Where a mobile unit stands on which days."""
    if not office.stops:
        return []
    rows = tuple(Row(role="hours", lead=stop_days(each), text=each.place) for each in office.stops)
    block = Block(key="stops", kind="office", label=_("Titik layanan"), rows=rows)
    return [_section("stops", office, _("Jadwal keliling"), [block], "jadwal")]


def _special(office: OfficeFacts, special: SpecialHoursFacts) -> Section:
    """Hours for some days only; their first day tells them from others of the same name."""
    first, last = date_words(special.start, short=True), date_words(special.end, short=True)
    when = (
        first
        if special.start == special.end
        else _("%(first)s sampai %(last)s") % {"first": first, "last": last}
    )
    rows = hours(special.week) or (Row(role="hours", lead=when, text=_("Tutup")),)
    block = Block(key="hours", kind="office", label=special.name, value=when, rows=rows)
    key = f"special:{special.start.isoformat()}"
    return _section(key, office, _("Jam khusus"), [block], "jam-khusus")


def _ramadan(office: OfficeFacts) -> list[Section]:
    """The hours of the fasting month, where the office has its own."""
    if office.ramadan is None:
        return []
    rows = hours(office.ramadan) or (Row(role="hours", lead=_("Setiap hari"), text=_("Tutup")),)
    block = Block(key="hours", kind="office", label=_("Jam selama Ramadan"), rows=rows)
    return [_section("ramadan", office, _("Jam selama Ramadan"), [block], "jam-ramadan")]
