"""Which agency someone brings data in for, or takes it out of."""

from typing import Any

from django.http import Http404, HttpRequest

from services import scope
from services.models import Agency


def own_agencies(user: Any) -> list[Agency]:
    """The agencies to choose from: those that publish, or where none does, whatever is theirs."""
    own = list(scope.own(Agency.objects.select_related("publisher"), user))
    return [each for each in own if each.publishes or each.publisher not in own] or own


def chosen_agency(request: HttpRequest) -> Agency:
    """The agency that `instansi` names, else the first one. Raises `Http404` for one that is not theirs."""
    choices = own_agencies(request.user)
    wanted = request.GET.get("instansi") or request.POST.get("instansi") or ""
    found = next((each for each in choices if each.key == wanted or not wanted), None)
    if found is None:
        raise Http404("Bukan instansi Anda.")
    return found
