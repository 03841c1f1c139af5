"""The people of my agencies: who they are, what they may do, and the invitations that are open."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal import roles
from portal.accounts import DEMO_GROUP
from portal.models import Invitation, user_label
from portal.people import changing, demand, directory, forms, invitations, lockout
from services import scope
from services.links import Link
from services.staff.pages import show_staff, staff_page


def trail() -> list[Link]:
    """The way to a page about people."""
    return [Link("Orang", reverse("people"))]


@dataclass(frozen=True)
class Row:
    """One of the people in the list. `without` says how it is that they have no second factor."""

    person: Any
    name: str
    roles: str
    agencies: str
    has_device: bool
    without: str
    is_demanded: bool
    is_locked: bool
    is_me: bool


@staff_page("auth.view_user")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone who works for my agencies."""
    rows = _rows(request.user)
    open_ones = scope.own(Invitation.objects.open(), request.user).distinct().select_related("created_by")
    context = {
        "rows": [row for row in rows if row.person.is_active],
        "former": [row for row in rows if not row.person.is_active],
        "invitations": open_ones.prefetch_related("agencies"),
        "may_invite": request.user.has_perm("auth.add_user"),
    }
    return show_staff(request, "portal/people/people.html", "Orang", context)


def _rows(viewer: Any) -> list[Row]:
    own = scope.agencies_of(viewer)
    device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    found = directory.people(viewer).annotate(has_device=Exists(device))
    found = found.prefetch_related("groups", "memberships__agency").order_by("first_name", "username")
    people = list(found)
    locked = lockout.locked_names([person.username for person in people])
    demanded = demand.demanded_of(people)
    return [
        Row(
            person=person,
            name=user_label(person),
            roles=", ".join(_role_words(person)),
            agencies="; ".join(
                f"{each.agency.name} ({each.position})" if each.position else each.agency.name
                for each in person.memberships.all()
                if each.agency_id in own
            ),
            has_device=person.has_device,
            without=_without(person, person.pk in demanded),
            is_demanded=person.pk in demanded and not _is_exempt(person),
            is_locked=person.username in locked,
            is_me=person == viewer,
        )
        for person in people
    ]


def _is_exempt(person: Any) -> bool:
    return settings.DEBUG and any(group.name == DEMO_GROUP for group in person.groups.all())


def _without(person: Any, is_demanded: bool) -> str:
    if not is_demanded:
        return "Mati"
    return "Dikecualikan: akun contoh" if _is_exempt(person) else "Belum dipasang, wajib"


def _role_words(person: Any) -> list[str]:
    held = [group.name for group in person.groups.all() if group.name in roles.ROLES]
    return ["Pengelola seluruh situs"] * person.is_superuser + held


@staff_page("auth.change_user")
@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: change what they may do; or, of people with other employers too, only look."""
    who = get_object_or_404(directory.people(request.user), pk=pk)
    if who.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    managed = directory.is_managed(who, request.user)
    form = forms.PersonForm(request.POST or None, person=who, by=request.user)
    if request.method == "POST":
        if not managed:
            raise PermissionDenied
        if form.is_valid() and _saved(request, who, form):
            messages.success(request, f"Data {user_label(who)} disimpan.")
            return redirect("people")
    context = {
        "person": who,
        "form": form,
        "managed": managed,
        "is_me": who == request.user,
        "role_words": ", ".join(_role_words(who)),
        "memberships": scope.own(who.memberships.select_related("agency"), request.user),
        "has_device": TOTPDevice.objects.filter(user=who, confirmed=True).exists(),
        "is_demanded": demand.is_demanded(who),
        "is_locked": who.username in lockout.locked_names([who.username]),
    }
    status = 400 if form.is_bound else 200
    return show_staff(
        request, "portal/people/person.html", user_label(who), context, trail=trail(), status=status
    )


def _saved(request: HttpRequest, who: Any, form: forms.PersonForm) -> bool:
    data = form.cleaned_data
    try:
        if who == request.user:  # one's own roles and agencies are somebody else's to change
            changing.set_position(who, position=data["position"], by=request.user)
        else:
            changing.set_access(
                who,
                roles=data["roles"],
                agencies=data["agencies"],
                position=data["position"],
                by=request.user,
            )
    except changing.NobodyLeft as error:
        form.add_error("roles", str(error))
        return False
    changing.rename(who, name=data["name"], email=data["email"], by=request.user)
    return True


def _action(view: Callable[[HttpRequest, Any], str]) -> Callable[..., HttpResponse]:
    """Decorator: a button about someone else, who must be the viewer's to manage. The view returns what to say."""

    @staff_page("auth.change_user")
    @require_POST
    @wraps(view)
    def pressed(request: HttpRequest, pk: int) -> HttpResponse:
        who = get_object_or_404(directory.people(request.user), pk=pk)
        if who == request.user or not directory.is_managed(who, request.user):
            raise PermissionDenied
        try:
            messages.success(request, view(request, who))
        except changing.NobodyLeft as error:
            messages.error(request, str(error))
        return redirect("person", pk=pk)

    return pressed


@_action
def deactivate(request: HttpRequest, who: Any) -> str:
    """Keep someone out from now on."""
    changing.deactivate(who, by=request.user)
    return f"{user_label(who)} tidak dapat masuk lagi; semua sesinya sudah berakhir."


@_action
def reactivate(request: HttpRequest, who: Any) -> str:
    """Let someone in again."""
    changing.reactivate(who, by=request.user)
    return f"{user_label(who)} dapat masuk lagi."


@_action
def reset_second_factor(request: HttpRequest, who: Any) -> str:
    """A phone is lost."""
    changing.reset_second_factor(who, by=request.user)
    return f"Kode kedua {user_label(who)} dihapus. Semua sesinya berakhir; ia memasangnya lagi saat masuk."


@_action
def unlock(request: HttpRequest, who: Any) -> str:
    """Someone mistyped too often."""
    changing.unlock(who, by=request.user)
    return f"{user_label(who)} dapat mencoba masuk lagi."


@staff_page("auth.add_user")
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Invite someone; the link is shown once."""
    form = forms.InviteForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        invitation, token = invitations.invite(by=request.user, **form.cleaned_data)
        return _link_page(request, invitation, token)
    status = 400 if form.is_bound else 200
    return show_staff(
        request, "portal/people/invite.html", "Undang orang", {"form": form}, trail=trail(), status=status
    )


@staff_page("auth.add_user")
@require_POST
@never_cache
def renew_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Another link for the same person: the first was lost."""
    invitation = _own_invitation(request, pk)
    allowed = set(invitation.roles) <= set(directory.grantable_roles(request.user))
    if not allowed:
        raise PermissionDenied
    return _link_page(request, invitation, invitations.renew(invitation, by=request.user))


@staff_page("auth.add_user")
@require_POST
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link back."""
    invitation = _own_invitation(request, pk)
    invitations.revoke(invitation, by=request.user)
    messages.success(request, f"Undangan untuk {invitation.name} dicabut.")
    return redirect("people")


def _own_invitation(request: HttpRequest, pk: int) -> Invitation:
    found = scope.own(Invitation.objects.open(), request.user).distinct()
    return get_object_or_404(found, pk=pk)


def _link_page(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    words = invitations.words(invitation, token)
    context = {
        "invitation": invitation,
        "address": invitations.address(token),
        "words": words,
        "whatsapp": invitations.whatsapp(words),
        "was_mailed": invitations.mail(invitation, token),
        "days": invitations.DAYS,
    }
    title = f"Undangan untuk {invitation.name}"
    return show_staff(request, "portal/people/link.html", title, context, trail=trail())
