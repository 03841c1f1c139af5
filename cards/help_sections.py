"""Where to ask and complain, how to check a card, and the call to pass it on."""

from typing import Protocol

from django.utils.translation import gettext as _

from cards.block_rows import rows
from cards.printed import Block, Section
from cards.wording import without_scheme
from services.facts import ChannelFacts, SharedFacts
from services.language import in_english


class Answered(Protocol):
    """What people may ask and complain about: who answers for it, and the keys of the ways to complain."""

    @property
    def agency(self) -> str: ...

    @property
    def channels(self) -> tuple[str, ...]: ...


def channels(of: Answered, facts: SharedFacts) -> list[ChannelFacts]:
    """The ways to complain that a service names and that still exist."""
    return [facts.channels[key] for key in of.channels if key in facts.channels]


def last(of: Answered, facts: SharedFacts, *, is_brief: bool = False) -> Section:
    """Where to ask and complain, how to check the card, and the call to pass it on; in brief one way to complain."""
    ways, asked = channels(of, facts), asking(of, facts)
    if is_brief:  # when a question is answered is on the site; here it would take a slide of its own
        ways, asked = _national(ways), [each.model_copy(update={"rows": ()}) for each in asked]
    complaints = [contact(channel) for channel in ways]
    if complaints:
        complaints[0] = complaints[0].model_copy(update={"heading": _("Mengadu atau memberi saran")})
    return Section(
        key="last",
        kind="last",
        slug="bantuan",
        title=_("Masih ragu? Tanya dulu"),
        blocks=(*asked, *complaints, *_checking(of, facts)),
    )


def _national(ways: list[ChannelFacts]) -> list[ChannelFacts]:
    """The way that takes a complaint about any office (SP4N-LAPOR!, Perpres 76/2013); without it the first there is."""
    return ([each for each in ways if "LAPOR" in each.name.upper()] or ways)[:1]


def asking(of: Answered, facts: SharedFacts) -> list[Block]:
    """How to ask the agency first: WhatsApp, else telephone, else e-mail; nothing if it has none."""
    agency = facts.publisher_of(of.agency)
    if agency is None:
        return []
    whose = "" if agency.key == of.agency else f" {agency.short_name or agency.name}"
    ways = [
        (f"WhatsApp{whose}", agency.whatsapp, agency.whatsapp_hours),
        (_("Telepon") + whose, agency.phone, ""),
        (_("Surel") + whose, agency.email, ""),
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


def _checking(of: Answered, facts: SharedFacts) -> list[Block]:
    agency = facts.publisher_of(of.agency)
    how = _("Pindai kode QR atau ketik alamat di bawah. Perhatikan alamat situsnya: yang lain bukan kami.")
    verify = rows(("note", "", agency.verify_line if agency else ""))
    own = agency.call_to_action if agency and not in_english() else ""  # offices write it in Indonesian
    share = own or _("Simpan & bagikan")
    return [
        Block(key="check", kind="fact", label=_("Kartu ini asli dan masih berlaku?"), value=how, rows=verify),
        Block(key="share", kind="call", label=_("Bantu yang lain"), value=share),
    ]
