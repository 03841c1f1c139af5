"""/.well-known/security.txt (RFC 9116): whom to tell of a weakness found in this site."""

import datetime
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from services import snapshot

HOLDS = datetime.timedelta(days=180)
"""The standard recommends less than a year. The file is made anew every day: it never runs out while the site is up."""
A_DAY = 24 * 60 * 60


@require_safe
@cache_control(public=True, max_age=A_DAY)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Who to write to, until when this holds, in which languages, and where it stands."""
    today = timezone.now().astimezone(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact()}",
        f"Expires: {today + HOLDS:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: id, en",
        f"Canonical: {settings.SITE_URL}{reverse('security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def contact() -> str:
    """The setting SECURITY_CONTACT; else the mail address, then the web site of the agency the site speaks for."""
    agency = snapshot.current().site_agency()
    mail, website = (agency.email, agency.website) if agency else ("", "")
    said = settings.SECURITY_CONTACT or mail or website or f"{settings.SITE_URL}{reverse('feedback')}"
    if "@" in said and ":" not in said:
        said = f"mailto:{said}"
    return quote(said, safe=":/?#[]@!$&'()*+,;=%~")
