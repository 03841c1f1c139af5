"""The public record of what a service has said, edition by edition."""

import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from services import snapshot
from services.descriptions import description
from services.freshness import for_everyone
from services.language import in_language
from services.links import Link
from services.models import ServiceEdition
from services.structured_data import breadcrumb, json_ld
from services.timeline import History
from services.views import home_link, show, site_now


@for_everyone("halaman")
@require_safe
def service_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every edition of a service that has taken effect, newest first; also of one that was withdrawn."""
    facts = snapshot.current()
    now = site_now(facts)
    address = reverse("service-history", args=[slug])
    editions = ServiceEdition.objects.filter(slug=slug)
    history = History(editions, request.GET.get("halaman"), facts, now, address)
    name = _name(editions, now)
    if not name:
        raise Http404("riwayat")
    service = Link(name, reverse("service", args=[slug]))
    trail = [home_link(), Link(_("Layanan"), reverse("service-list")), service]
    title = _("Riwayat %(name)s") % {"name": service.words}
    context = {
        "history": history,
        "service": service,
        "trail": trail,
        "social_title": title,
        "description": _description(history, service),
        "structured_data": json_ld(breadcrumb([*trail, Link(_("Riwayat perubahan"), address)])),
    }
    return show(request, "services/history.html", facts, context)


def _name(editions: QuerySet, now: datetime.datetime) -> str:
    """The name that the newest edition gives; nothing where none has ever taken effect."""
    said = editions.in_effect(now).filter(document__isnull=False).order_by("-number")
    newest = said.values_list("title", "document__name_en").first()
    return in_language(newest[0], newest[1] or "") if newest else ""


def _description(history: History, service: Link) -> str:
    newest = history.events[0]
    told = {"name": service.words, "title": newest.title.lower(), "date": newest.date}
    return description(
        _("Riwayat %(name)s: %(title)s pada %(date)s.") % told,
        *(f"{each.rstrip('.')}." for each in newest.sentences),
        _("Lihat apa yang berubah dari edisi ke edisi."),
    )
