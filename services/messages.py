"""Texts that a service or life event page hands over to WhatsApp: to send to oneself or others, and to ask the office.

Neither holds anything about the reader. What they have ticked is added to the question on their own device, by
`static/js/service.js`, in the line before the last.
"""

from collections.abc import Sequence
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from services.document import Case, ServiceDocument
from services.facts import AgencyFacts
from services.headlines import fee_headline, time_headline
from services.language import in_english, localized
from services.links import share_link, shared_text, whatsapp_link
from services.papers import PaperGroup

KEEP_SAFE = "(Jangan tulis NIK atau kirim foto KTP di sini.)"


class TakenAlong:
    """What pages that can be sent to others, and asked about, have in common."""

    publisher: AgencyFacts | None
    share_text: str
    question_text: str

    @property
    def share_url(self) -> str:
        """WhatsApp with the page as a message."""
        return share_link(self.share_text)

    @cached_property
    def ask_url(self) -> str:
        """A chat with the office that begins with the question; else the answers we have."""
        chat = whatsapp_link(self.publisher.whatsapp, self.question_text) if self.publisher else ""
        return chat or reverse("question-list")

    @property
    def asks_by_chat(self) -> bool:
        """Whether asking opens a chat with the office."""
        return self.ask_url.startswith("https://")


def papers_message(
    document: ServiceDocument, case: Case | None, papers: list[PaperGroup], address: str, signature: str
) -> str:
    """A service in one case as a message: what it is, what to bring, where to read on. Under 1,500 letters.

    In the page's language; papers and cases as the office wrote them, which an English message says. `signature` is
    the office's name, or empty.
    """
    head = [
        f"*{localized(document, 'name')}*",
        *([_("Keadaan: %(case)s") % {"case": case.label}] if case else []),
    ]
    time = document.processing_time
    head += [
        _("Biaya: %(fee)s") % {"fee": fee_headline(document.fee) if in_english() else document.fee.text},
        _("Waktu: %(time)s") % {"time": time_headline(time) if in_english() else time.text},
        "",
        _("Yang perlu dibawa:") if document.offices else _("Yang perlu disiapkan:"),
    ]
    if in_english():
        head.append(_("(Nama berkas dalam bahasa Indonesia, seperti di kantor.)"))
    tail = ["", _("Selengkapnya: %(address)s") % {"address": address}, *([signature] if signature else [])]
    return shared_text(head, [group.short_words for group in papers], tail)


def consultation_message(document: ServiceDocument, case: Case | None) -> str:
    """What a question to the office starts from. Always Indonesian: officers read it."""
    lines = [
        f"Halo, saya mau mengurus {document.name}.",
        *([f"Keadaan saya: {case.label}."] if case else []),
        KEEP_SAFE,
        "Pertanyaan saya: ",
    ]
    return "\n".join(lines)


def event_consultation_message(event: str, wanted: Sequence[tuple[ServiceDocument, str | None]]) -> str:
    """What a question about several services starts from, each with its case's key. Always Indonesian."""
    names = ", ".join(_with_case(document, document.case(case)) for document, case in wanted)
    return f"Halo, saya mau mengurus: {names} ({event}).\n{KEEP_SAFE}\nPertanyaan saya: "


def _with_case(document: ServiceDocument, case: Case | None) -> str:
    return f"{document.short_name} (keadaan: {case.label})" if case else document.short_name
