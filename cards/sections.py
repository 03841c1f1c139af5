"""The sections of a card's text, each built by a pure function from an edition and the shared facts."""

import re

from cards.printed import Block, Row, Section
from cards.wording import stop_days, week_hours, without_scheme
from services.choices import OnlineApply, RequirementForm
from services.document import Case, Fee, ProcessingTime, Requirement, ServiceDocument, digest
from services.facts import ChannelFacts, OfficeFacts, SharedFacts, SpecialHoursFacts
from services.headlines import fee_headline, time_headline
from services.limited_days import office_for
from services.wording import date_words


def rows(*said: tuple[str, str, str]) -> tuple[Row, ...]:
    """Rows of (role, lead, text) without those that say nothing."""
    return tuple(Row(role=role, lead=lead, text=text) for role, lead, text in said if text)


def cover(document: ServiceDocument, facts: SharedFacts) -> Section:
    """Name, purpose and the three facts people ask first."""
    category = facts.categories.get(document.category)
    return Section(
        key="cover",
        kind="cover",
        slug="cover",
        title=document.name,
        eyebrow=category.name if category else "Info layanan",
        blocks=(
            Block(key="name", kind="text", label="Nama layanan", value=document.name),
            Block(key="summary", kind="text", label="Ringkasan", value=document.summary),
            Block(key="fee", kind=_fee_kind(document.fee), label="Biaya", value=fee_headline(document.fee)),
            Block(key="time", kind="fact", label="Waktu", value=time_headline(document.processing_time)),
            Block(key="where", kind="fact", label="Tempat", value=where_headline(document, facts)),
        ),
    )


def _fee_kind(fee: Fee) -> str:
    return "free" if fee.is_free else "fact"


def where_headline(document: ServiceDocument, facts: SharedFacts) -> str:
    """The first office, and how many more there are; without offices what can be done online."""
    offices = _offices(document, facts)
    if not offices:
        fully_online = document.online.apply == OnlineApply.FULLY
        return "Tanpa datang ke kantor" if fully_online else "Lihat catatan tempat"
    more = f" dan {len(offices) - 1} tempat lain" if len(offices) > 1 else ""
    return offices[0].name + more


def _offices(document: ServiceDocument, facts: SharedFacts) -> list[OfficeFacts]:
    given_at = (facts.offices[key] for key in document.offices if key in facts.offices)
    return [office_for(each, document.slug) for each in given_at]


def requirements(document: ServiceDocument, cases: tuple[str, ...] | None) -> list[Section]:
    """One section per chosen case with all it needs, since slides are forwarded alone; else a single one."""
    chosen = [case for case in document.cases if cases is None or case.key in cases]
    if document.cases:
        return [_requirements_of(document, case) for case in chosen]
    return [_requirements_of(document, None)]


def _requirements_of(document: ServiceDocument, case: Case | None) -> Section:
    needed = document.requirements_for(case.key if case else None)
    suffix = re.sub(r"[^a-z0-9]+", "-", case.key.lower()).strip("-") if case else ""
    return Section(
        key=f"requirements:{case.key}" if case else "requirements",
        kind="requirements",
        slug=f"syarat-{suffix}" if suffix else "syarat",
        title="Yang perlu disiapkan",
        case=case.label if case else "",
        blocks=tuple(requirement(each, needed) for each in needed),
    )


def requirement(each: Requirement, shown: list[Requirement]) -> Block:
    """One paper with all that is said of it; `shown` are those that it may replace or be replaced by."""
    labels = {other.key: other.label for other in shown}
    replaceable_by = [other.label for other in shown if other.alternative_to == each.key]
    return Block(
        key=each.key,
        kind="requirement",
        label=each.label,
        rows=rows(
            ("form", "", _form_in_words(each)),
            ("condition", "", each.condition),
            ("condition", "Bisa diganti", " atau ".join(replaceable_by)),
            ("condition", "Pengganti untuk", labels.get(each.alternative_to, "")),
            ("note", "", _form_name(each)),
            ("note", "", each.note),
            ("note", "Dapatkan di", each.where_to_get),
            ("source", "Dasar", each.legal_ref),
        ),
    )


def _form_name(each: Requirement) -> str:
    """The form's name where the label gives only its code and the note does not give the name."""
    is_code_only = each.label.removeprefix("Formulir").strip() == each.form_code
    named_in_note = each.note.startswith("Formulir") or each.form_name.casefold() in each.note.casefold()
    return f"{each.form_name}." if is_code_only and each.form_name and not named_in_note else ""


def _form_in_words(each: Requirement) -> str:
    parts = [str(RequirementForm(each.form).label)]
    if each.form_code and each.form_code not in each.label:
        parts.append(each.form_code)
    if each.copies:
        parts.append(f"{each.copies} lembar")
    return " · ".join(parts)


def not_required(document: ServiceDocument, facts: SharedFacts) -> list[Section]:
    """What nobody may ask for, and where to report it if somebody does."""
    if not document.not_required:
        return []
    absent = [
        Block(key=f"absent:{digest(text)[:12]}", kind="absent", label=text) for text in document.not_required
    ]
    return [
        Section(
            key="not_required",
            kind="not_required",
            slug="tidak-perlu",
            title="Tidak perlu",
            blocks=(*absent, *_report(document, facts)),
        )
    ]


def _report(document: ServiceDocument, facts: SharedFacts) -> list[Block]:
    channel = next((each for each in channels(document, facts) if each.sms), None)
    if channel is None:
        return []
    text = f"Laporkan ke {channel.name} lewat SMS {channel.sms} atau {without_scheme(channel.value)}."
    return [Block(key="report", kind="call", label="Tetap diminta petugas?", value=text)]


def time_fee(document: ServiceDocument) -> Section:
    """Fee, time, product and validity, with their legal bases."""
    facts = [_fee(document.fee), _product(document.product), _time(document.processing_time)]
    if document.validity:
        facts.append(Block(key="validity", kind="fact", label="Masa berlaku", value=document.validity))
    if document.reporting_deadline:
        deadline = document.reporting_deadline
        basis = rows(("source", "Dasar", deadline.basis))
        facts.append(Block(key="deadline", kind="fact", label="Batas lapor", value=deadline.text, rows=basis))
    return Section(
        key="time_fee", kind="time_fee", slug="biaya-waktu", title="Biaya dan waktu", blocks=tuple(facts)
    )


def _fee(fee: Fee) -> Block:
    headline = fee_headline(fee)
    return Block(
        key="fee",
        kind=_fee_kind(fee),
        label="Biaya",
        value=headline or "Tanyakan kepada petugas",
        rows=rows(
            ("note", "", fee.text if fee.text.casefold() != headline.casefold() else ""),
            ("note", "Dasar", fee.basis),
            ("note", "", fee.note),
            ("note", "Biaya lain", fee.other_costs),
        ),
    )


def _time(time: ProcessingTime) -> Block:
    headline = time_headline(time)
    return Block(
        key="time",
        kind="fact",
        label="Waktu selesai",
        value=headline,
        rows=rows(
            ("note", "", time.text if time.text != headline else ""),
            ("note", "Dihitung sejak", time.starts_when),
            ("note", "", time.note),
            ("source", "Dasar", time.basis),
        ),
    )


def _product(product: tuple[str, ...]) -> Block:
    return Block(key="product", kind="fact", label="Yang Anda terima", value="; ".join(product))


def where(document: ServiceDocument, facts: SharedFacts) -> Section:
    """Every office with its regular week, and what can be done without coming."""
    offices = _offices(document, facts)
    blocks = [_office(office) for office in offices]
    if document.location_note:
        note = Block(key="location_note", kind="fact", label="Catatan tempat", value=document.location_note)
        blocks.insert(0, note)
    if any(office.ramadan for office in offices):
        ramadan = Block(key="ramadan", kind="fact", label="Selama Ramadan", value="Jam layanan berbeda")
        blocks.append(ramadan)
    blocks.append(_online(document))
    return Section(
        key="where", kind="where", slug="tempat-jam", title="Tempat dan jam layanan", blocks=tuple(blocks)
    )


def _office(office: OfficeFacts) -> Block:
    hours = [("hours", days, hours) for days, hours in week_hours(office.regular)]
    # of a unit that moves about the field says where to find it, so it is no mark by the road
    lead = "" if office.stops else "Patokan: "
    landmark = f"{lead}{office.landmark}" if office.landmark else ""
    stops = [("hours", stop_days(stop), stop.place) for stop in office.stops]
    return Block(
        key=f"office:{office.key}",
        kind="office",
        label=office.name,
        rows=rows(
            ("note", "", ". ".join(filter(None, [office.address, landmark]))),
            *hours,
            *(("condition", "Jam khusus", _special_words(each)) for each in office.special),
            *stops,
            ("note", "", office.hours_note),
        ),
    )


def _special_words(special: SpecialHoursFacts) -> str:
    """Hours for some days only: "Jam akhir tahun, 21 Desember 2026 sampai 31 Desember 2026: Senin–Kamis 08.00–12.00"."""
    first, last = date_words(special.start, short=True), date_words(special.end, short=True)
    when = first if special.start == special.end else f"{first} sampai {last}"
    hours = "; ".join(f"{days} {hours}" for days, hours in week_hours(special.week))
    return f"{special.name}, {when}: {hours}"


def _online(document: ServiceDocument) -> Block:
    return Block(
        key="online",
        kind="fact",
        label="Daring",
        value=str(OnlineApply(document.online.apply).label),
        rows=rows(("note", "", document.online.text)),
    )


def channels(document: ServiceDocument, facts: SharedFacts) -> list[ChannelFacts]:
    """The ways to complain that a service names and that still exist."""
    return [facts.channels[key] for key in document.channels if key in facts.channels]


def last(document: ServiceDocument, facts: SharedFacts) -> Section:
    """Where to ask and complain, how to check the card, and the call to pass it on."""
    complaints = [contact(channel) for channel in channels(document, facts)]
    if complaints:
        complaints[0] = complaints[0].model_copy(update={"heading": "Mengadu atau memberi saran"})
    return Section(
        key="last",
        kind="last",
        slug="bantuan",
        title="Masih ragu? Tanya dulu",
        blocks=(*asking(document, facts), *complaints, *_checking(document, facts)),
    )


def asking(document: ServiceDocument, facts: SharedFacts) -> list[Block]:
    """How to ask the agency first: WhatsApp, else telephone, else e-mail; nothing if it has none."""
    agency = facts.publisher_of(document.agency)
    if agency is None:
        return []
    whose = "" if agency.key == document.agency else f" {agency.short_name or agency.name}"
    ways = [
        (f"WhatsApp{whose}", agency.whatsapp, agency.whatsapp_hours),
        (f"Telepon{whose}", agency.phone, ""),
        (f"Surel{whose}", agency.email, ""),
    ]
    label, value, note = next((way for way in ways if way[1]), ("", "", ""))
    if not value:
        return []
    return [Block(key="ask", kind="contact", label=label, value=value, rows=rows(("note", "", note)))]


def contact(channel: ChannelFacts) -> Block:
    """One way to complain, with everything that leads to it."""
    value = without_scheme(channel.value)
    extra = [f"SMS {channel.sms}" if channel.sms else "", without_scheme(channel.url)]
    return Block(
        key=f"channel:{channel.key}",
        kind="contact",
        label=channel.name,
        value=" · ".join(filter(None, [value, *extra])),
        rows=rows(("note", "", channel.privacy_note)),
    )


def _checking(document: ServiceDocument, facts: SharedFacts) -> list[Block]:
    agency = facts.publisher_of(document.agency)
    how = "Pindai kode QR atau ketik alamat di bawah. Perhatikan alamat situsnya: yang lain bukan kami."
    verify = rows(("note", "", agency.verify_line if agency else ""))
    share = (agency.call_to_action if agency else "") or "Simpan & bagikan"
    return [
        Block(key="check", kind="fact", label="Kartu ini asli dan masih berlaku?", value=how, rows=verify),
        Block(key="share", kind="call", label="Bantu yang lain", value=share),
    ]
