"""Texts that a service page hands over to WhatsApp: to send to oneself or others, and to ask the office.

Neither holds anything about the reader. What they have ticked is added to the question on their own device, by
`static/js/service.js`, in the line before the last.
"""

from django.utils.translation import gettext as _

from services.document import Case, ServiceDocument
from services.links import shared_text
from services.papers import PaperGroup

KEEP_SAFE = "(Jangan tulis NIK atau kirim foto KTP di sini.)"


def papers_message(
    document: ServiceDocument, case: Case | None, papers: list[PaperGroup], address: str, signature: str
) -> str:
    """A service in one case as a message: what it is, what to bring, where to read on. Under 1,500 letters.

    In the page's language, with the office's words as they are; `signature` is the office's name, or empty.
    """
    head = [f"*{document.name}*", *([_("Keadaan: %(case)s") % {"case": case.label}] if case else [])]
    head += [
        _("Biaya: %(fee)s") % {"fee": document.fee.text},
        _("Waktu: %(time)s") % {"time": document.processing_time.text},
        "",
        _("Yang perlu dibawa:"),
    ]
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
