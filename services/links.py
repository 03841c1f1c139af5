"""Links out of the site, made only of what can be trusted: http(s), tel and mailto, never anything else."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from services.facts import ChannelFacts

COUNTRY_CODE = "62"
LONGEST_SHARED_TEXT = 1500
"""Letters; longer texts are cut by some phones when WhatsApp is opened with them."""


@dataclass(frozen=True)
class Link:
    """Words to press, and where they lead; without an address they are plain text."""

    words: str
    url: str = ""


def web_link(address: str) -> str:
    """The address itself if it is a web address with a host, else nothing."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.hostname else ""


def web_name(address: str) -> str:
    """The host of a web address, as people say it: "kompas.com"."""
    try:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    except ValueError:
        return address


def phone_link(number: str) -> str:
    """A `tel:` link; numbers that start with 0 get the country's code, short ones ("137") stay."""
    digits = re.sub(r"\D", "", number)
    if not 3 <= len(digits) <= 15:
        return ""
    if digits.startswith("0"):
        return f"tel:+{COUNTRY_CODE}{digits[1:]}"
    return f"tel:+{digits}" if len(digits) > 6 else f"tel:{digits}"


def mail_link(address: str) -> str:
    """A `mailto:` link to one address, or nothing if it is not one."""
    try:
        validate_email(address.strip())
    except ValidationError:
        return ""
    return f"mailto:{quote(address.strip(), safe='@.+-_')}"


def whatsapp_link(number: str, text: str = "") -> str:
    """A chat with this number, with a text to start from; nothing if it is not a mobile number's length."""
    digits = re.sub(r"\D", "", number)
    if digits.startswith("0"):
        digits = COUNTRY_CODE + digits[1:]
    if not 8 <= len(digits) <= 15:
        return ""
    return f"https://wa.me/{digits}" + (f"?text={quote(text, safe='')}" if text else "")


def share_link(text: str) -> str:
    """WhatsApp with a text to send to anyone one chooses."""
    return f"https://wa.me/?text={quote(text, safe='')}"


def channel_links(channel: ChannelFacts) -> list[Link]:
    """How to reach a complaint channel: its value, linked where it can be, then web address and SMS."""
    makers = {"whatsapp": whatsapp_link, "email": mail_link, "web": web_link, "telepon": phone_link}
    make = makers.get(channel.kind)
    words = web_name(channel.value) if channel.kind == "web" else channel.value
    links = [Link(words, make(channel.value) if make else "")]
    if web_link(channel.url) and channel.url != channel.value:
        links.append(Link(web_name(channel.url), channel.url))
    if channel.sms:
        links.append(Link(f"SMS {channel.sms}"))
    return links


def map_links(
    latitude: float | None, longitude: float | None, name: str, is_fictional: bool = False
) -> list[Link]:
    """Ways to a place on a map: the phone's own (RFC 5870), OpenStreetMap, the route in Google Maps.

    Empty while the coordinates are unknown or invented: such a link would lead people astray.
    """
    if latitude is None or longitude is None or is_fictional:
        return []
    point = _point(latitude, longitude)
    north, east = point.split(",")
    return [
        Link(_("Aplikasi peta di ponsel"), f"geo:{point}?q={point}({quote(name, safe='')})"),
        Link(
            "OpenStreetMap",
            f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=17/{north}/{east}",
        ),
        Link(_("Rute di Google Maps"), f"https://www.google.com/maps/dir/?api=1&destination={point}"),
    ]


def _point(latitude: float, longitude: float) -> str:
    """Latitude and longitude to about 10 cm, never as "1e-05"."""
    return f"{latitude:.6f},{longitude:.6f}"


def shared_text(head: list[str], items: list[str], tail: list[str]) -> str:
    """A text for WhatsApp: head, numbered items, tail. What does not fit is counted, never cut in two."""
    room = LONGEST_SHARED_TEXT - sum(len(line) + 1 for line in (*head, *tail)) - 60
    lines: list[str] = []
    for number, item in enumerate(items, start=1):
        line = f"{number}. {item}"
        room -= len(line) + 1
        if room < 0:
            lines.append(_("… dan %(count)d lagi, lihat di tautan.") % {"count": len(items) - number + 1})
            break
        lines.append(line)
    return "\n".join([*head, *lines, *tail])
