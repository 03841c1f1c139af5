"""The audit log: what people did that the public can see, or that changes who may do it."""

from typing import Any

from django.db.models import Model

from services.models import Agency, AuditRecord
from services.models.desk import label_of

SYSTEM = "perintah server"
"""Who did what nobody signed in did: an import or a command on the server."""


def record(action: str, target: Model | None = None, *, by: Any = None, agency: Agency | None = None,
           name: str = "", by_name: str = "", **detail: Any) -> AuditRecord:  # fmt: skip
    """Write down that `by` (None: a command) did `action` (a word of `ACTIONS`) to `target`. `detail` must be JSON.

    `by_name` says what it was where nobody was signed in and it was no command either.
    Never put personal data of residents, passwords or secrets into `detail`.
    """
    return AuditRecord.objects.create(
        action=action,
        by=by if by is not None and by.pk else None,
        by_name=by_name or _name(by),
        agency=agency or agency_of(target),
        kind=label_of(target) if target else "",
        key=_key(target) if target else "",
        name=(name or (str(target) if target else ""))[:250],
        detail=detail,
    )


ACTIONS = {
    "publish": "menerbitkan",
    "schedule": "menjadwalkan",
    "unschedule": "membatalkan jadwal",
    "withdraw": "menarik",
    "restore": "mengembalikan edisi lama ke draf",
    "submit": "mengajukan",
    "return": "mengembalikan ke penyunting",
    "take-back": "menarik kembali pengajuan",
    "confirm": "menyatakan masih benar",
    "unconfirm": "membatalkan pernyataan masih benar",
    "remind": "mengingatkan",
    "add": "menambah",
    "change": "mengubah",
    "delete": "menghapus",
    "import": "mengimpor",
    "export": "mengekspor",
    "invite": "mengundang",
    "join": "menerima undangan",
    "sign-in": "masuk",
    "sign-out": "keluar",
    "locked": "terkunci karena sandi salah",
    "second-factor": "mengubah kode kedua",
    "password": "mengganti sandi",
    "preview-link": "membuat tautan pratinjau",
    "revoke-link": "mencabut tautan pratinjau",
    "issue-card": "membuat kartu",
    "reissue-card": "mengganti kartu",
    "settle-card": "menyatakan kartu sudah dibereskan",
    "unsettle-card": "membatalkan penggantian atau penyelesaian kartu",
    "post-card": "mencatat unggahan kartu",
    "change-post": "mengubah catatan unggahan kartu",
    "remove-post": "menghapus catatan unggahan kartu",
    "settle-gap": "menindaklanjuti pencarian warga",
    "unsettle-gap": "membatalkan tindak lanjut pencarian warga",
    "settle-feedback": "membereskan umpan balik",
    "unsettle-feedback": "membuka lagi umpan balik",
    "deactivate": "menonaktifkan akun",
    "reactivate": "mengaktifkan akun lagi",
    "unlock": "membuka kunci",
    "revoke": "mencabut undangan",
    "answer": "menjawab pertanyaan warga",
    "unanswer": "membatalkan jawaban atau tanda spam",
    "spam": "menandai pertanyaan warga sebagai spam",
    "not-spam": "membatalkan tanda spam",
}
"""Every action there is, in words."""


def agency_of(target: Model | None) -> Agency | None:
    """The agency a row belongs to, or None for what is shared."""
    if target is None or isinstance(target, Agency):
        return target
    for holder in (target, getattr(target, "office", None), getattr(target, "service", None)):
        for name in ("owning_agency", "agency"):
            found = getattr(holder, name, None)
            if isinstance(found, Agency):
                return found
    return None


def _key(target: Model) -> str:
    for name in ("slug", "key", "code"):
        if isinstance(value := getattr(target, name, None), str):
            return value
    return str(target.pk)


def _name(by: Any) -> str:
    if by is None or not by.pk:
        return SYSTEM
    return (by.get_full_name() or by.get_username())[:150]
