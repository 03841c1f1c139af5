"""The words of the check page for each kind of card, in the language of the page."""

from django.utils.translation import gettext as _

from cards.models import CardKind


def name_label(kind: str) -> str:
    """What stands before the name of what a card is about."""
    words = {
        CardKind.QUESTION: _("Pertanyaan"),
        CardKind.TOPIC: _("Nama topik"),
        CardKind.OFFICE: _("Nama kantor"),
        CardKind.CLOSURE: _("Pengumuman"),
        CardKind.NOTICE: _("Kabar"),
        CardKind.CORRECTION: _("Ralat"),
    }
    return words.get(kind, _("Nama layanan"))


def current(kind: str) -> str:
    """What it means that a card holds."""
    if kind == CardKind.LEAFLET:
        return _(
            "Selebaran ini memang dari kami. Semua yang tertulis di sana masih sama dengan yang berlaku sekarang."
        )
    if kind == CardKind.CORRECTION:
        return _(
            "Ralat ini memang dari kami. Yang tertulis di sana masih berlaku: jangan bagikan lagi kartu yang lama."
        )
    return _(
        "Kartu ini memang dari kami. Semua yang tertulis di sana masih sama dengan yang berlaku sekarang."
    )


def withdrawn(kind: str) -> str:
    """What it means that what a card is about was taken down, or is over."""
    words = {
        CardKind.QUESTION: _(
            "Kartu ini dulu dari kami, tetapi jawabannya sudah ditarik. Jangan diikuti dan jangan dibagikan lagi."
        ),
        CardKind.TOPIC: _(
            "Kartu ini dulu dari kami, tetapi topiknya sudah ditarik. Jangan diikuti dan jangan dibagikan lagi."
        ),
        CardKind.OFFICE: _(
            "Kartu ini dulu dari kami, tetapi kantor ini tidak tercatat lagi. Jangan dibagikan lagi."
        ),
        CardKind.CLOSURE: _(
            "Pengumuman ini dulu dari kami, tetapi tidak berlaku lagi. Jangan dibagikan lagi."
        ),
        CardKind.NOTICE: _("Kabar ini dulu dari kami, tetapi tidak berlaku lagi. Jangan dibagikan lagi."),
        CardKind.CORRECTION: _("Ralat ini dulu dari kami, tetapi tidak berlaku lagi. Jangan dibagikan lagi."),
        CardKind.LEAFLET: _(
            "Selebaran ini dulu dari kami, tetapi layanannya sudah ditarik. Jangan diikuti dan jangan dibagikan lagi."
        ),
    }
    return words.get(
        kind,
        _(
            "Kartu ini dulu dari kami, tetapi layanannya sudah ditarik. Jangan diikuti dan jangan dibagikan lagi."
        ),
    )


def overtaken(code: str) -> str:
    """What it means that neither a card nor the one in its place, with this code, holds any more."""
    words = _(
        "Kartu ini memang dari kami, tetapi isinya sudah berubah. Penggantinya, %(code)s, juga sudah berubah. "
        "Jangan bagikan keduanya."
    )
    return words % {"code": code}


def way_on(kind: str, changed: bool) -> str:
    """What stands on the button that leads to what holds now."""
    if kind == CardKind.CLOSURE:
        return _("Lihat jam buka sekarang")
    if changed:
        return _("Lihat yang berlaku sekarang")
    words = {
        CardKind.QUESTION: _("Lihat tanya jawabnya"),
        CardKind.TOPIC: _("Lihat tanya jawab topik ini"),
        CardKind.OFFICE: _("Lihat halaman kantornya"),
        CardKind.NOTICE: _("Lihat halaman kami"),
        CardKind.CORRECTION: _("Lihat yang berlaku sekarang"),
    }
    return words.get(kind, _("Lihat halaman layanannya"))
