"""The second factor: six digits from an app on someone's phone, or one of ten recovery codes on paper."""

import re
import secrets
import time
from base64 import b32encode
from typing import Any

import segno
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.models import RecoveryCode, digest_of

CODES = 10
BEGUN = "second-factor-begun"
BEGUN_SECONDS = 15 * 60
"""How long a secret that was shown waits for its first code."""
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits nobody mistakes for each other on paper."""


def has_device(user: Any) -> bool:
    """Whether someone is asked for a code when they sign in."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begin(request: HttpRequest) -> TOTPDevice:
    """The app someone is about to add: its secret holds for a while, in this browser only, until it is confirmed."""
    device = begun(request)
    if device is None:
        forget_begun(request.user)
        device = TOTPDevice.objects.create(user=request.user, name="Aplikasi kode", confirmed=False)
        request.session[BEGUN] = [device.pk, time.time()]
    return device


def begun(request: HttpRequest) -> TOTPDevice | None:
    """The app that this browser began to add, or None if that was too long ago."""
    pk, since = request.session.get(BEGUN, (None, 0))
    if pk is None or time.time() - since > BEGUN_SECONDS:
        return None
    return TOTPDevice.objects.filter(pk=pk, user=request.user, confirmed=False).first()


def forget_begun(user: Any) -> None:
    """Nobody can confirm any more what was begun, in whichever browser."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()


def secret_groups(device: TOTPDevice) -> list[str]:
    """The secret as people type it, in groups of four."""
    return re.findall(".{1,4}", b32encode(device.bin_key).decode().rstrip("="))


def qr_picture(device: TOTPDevice) -> SafeString:
    """The QR code an app scans, as SVG without styles; black on white in every colour scheme."""
    drawn = segno.make(device.config_url, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(drawn)  # drawn by us; the address is in the squares, not in the markup


@transaction.atomic
def confirm(request: HttpRequest, code: str) -> list[str]:
    """Turn the begun app on if this is its code: it replaces any other. The new recovery codes, or none if it is not."""
    user, shown = request.user, begun(request)
    device = TOTPDevice.objects.select_for_update().filter(pk=shown.pk).first() if shown else None
    if device is None:
        return []
    device.throttle_reset(commit=False)  # a first code may be mistyped; guesses are counted by `lockout`
    if not device.verify_token(plain(code)):
        return []
    request.session.pop(BEGUN, None)
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return new_codes(user)


@transaction.atomic
def accept(user: Any, code: str) -> bool:
    """Whether a code of the app or a recovery code holds. Either holds only once."""
    code = plain(code)
    if re.fullmatch("[0-9]{6}", code):
        devices = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True)
        return any(device.verify_token(code) for device in devices)
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def seconds_to_wait(user: Any) -> int:
    """After a wrong code the app's next one is not looked at for a moment, each time twice as long."""
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    allowed, why = device.verify_is_allowed() if device else (True, None)
    if allowed:
        return 0
    return max(1, round((why["locked_until"] - timezone.now()).total_seconds()))


def new_codes(user: Any) -> list[str]:
    """Ten new recovery codes; earlier ones no longer hold. Nobody can read them again."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, digest=_digest(user, code)) for code in codes])
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(user: Any) -> int:
    """How many recovery codes still hold."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


@transaction.atomic
def turn_off(user: Any) -> bool:
    """Forget someone's app and codes. Whether there was anything to forget."""
    codes = RecoveryCode.objects.filter(user=user).delete()[0]
    return bool(TOTPDevice.objects.filter(user=user).delete()[0] + codes)


def forgive(user: Any) -> None:
    """Let someone try again at once."""
    for device in TOTPDevice.objects.filter(user=user, confirmed=True):
        device.throttle_reset()


def plain(code: str) -> str:
    """A code as typed, without the spaces and dashes that make it readable."""
    return re.sub(r"[\s\-–]", "", code).lower()


def _digest(user: Any, code: str) -> str:
    return digest_of("recovery-code", f"{user.pk}:{code}")
