"""Changes to someone's account: what they may do, for whom, and whether they may come in. Each is written down."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from portal import roles as role_names
from portal.people import directory, lockout, notes, second_factor, sessions
from services.models import Agency, Membership


class NobodyLeft(Exception):
    """An agency would have no administrator any more."""

    def __init__(self, agencies: list[Agency]) -> None:
        names = ", ".join(agency.name for agency in agencies)
        super().__init__(
            f"Tanpa orang ini, {names} tidak punya administrator lagi. Jadikan orang lain administrator dulu."
        )


@transaction.atomic
def rename(person: Any, *, name: str, email: str, by: Any) -> None:
    """What someone is called, and where mail reaches them."""
    if name == person.get_full_name() and email == person.email:
        return
    if name != person.get_full_name():
        person.first_name, person.last_name = name, ""
    person.email = email
    person.save(update_fields=["first_name", "last_name", "email"])
    notes.note("change", person, by=by, fields=["nama", "surel"])


@transaction.atomic
def set_access(
    person: Any, *, roles: Collection[str], agencies: Collection[Agency], position: str, by: Any
) -> None:
    """Give someone these roles, in these agencies; agencies that are not `by`'s stay as they are. Raises `NobodyLeft`."""
    own = directory.own_agencies(by)
    elsewhere = set(person.memberships.exclude(agency__in=own).values_list("agency", flat=True))
    wanted = {agency.pk for agency in agencies}
    alone = directory.left_alone(
        person, stays_administrator=role_names.ADMINISTRATOR in roles, agencies=wanted | elsewhere
    )
    if alone:
        raise NobodyLeft(alone)
    before = _access(person)
    kept = person.groups.exclude(name__in=role_names.ROLES)
    person.groups.set([*kept, *Group.objects.filter(name__in=roles)])
    person.memberships.filter(agency__in=own).exclude(agency__in=wanted).delete()
    for agency in agencies:
        Membership.objects.update_or_create(user=person, agency=agency, defaults={"position": position})
    after = _access(person)
    if before != after:
        notes.note("change", person, by=by, before=before, after=after)


@transaction.atomic
def set_position(person: Any, *, position: str, by: Any) -> None:
    """What someone is, in own agencies."""
    changed = person.memberships.filter(agency__in=directory.own_agencies(by)).exclude(position=position)
    if changed.update(position=position):
        notes.note("change", person, by=by, fields=["jabatan"])


def _access(person: Any) -> dict[str, list[str]]:
    rows = person.memberships.select_related("agency").order_by("agency__position", "agency__pk")
    return {
        "peran": sorted(group.name for group in person.groups.filter(name__in=role_names.ROLES)),
        "instansi": [
            f"{row.agency.name} ({row.position})" if row.position else row.agency.name for row in rows
        ],
    }


@transaction.atomic
def deactivate(person: Any, *, by: Any) -> None:
    """Nobody can sign in with this account any more, and every session ends at once. Raises `NobodyLeft`."""
    if alone := directory.left_alone(person, stays_administrator=False, agencies=[]):
        raise NobodyLeft(alone)
    person.is_active = False
    person.save(update_fields=["is_active"])
    sessions.end_all(person)
    notes.note("deactivate", person, by=by)


@transaction.atomic
def reactivate(person: Any, *, by: Any) -> None:
    """Let someone sign in again."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    notes.note("reactivate", person, by=by)


@transaction.atomic
def reset_second_factor(person: Any, *, by: Any) -> bool:
    """Forget a lost phone and its codes, and sign out everywhere. Whether there was one."""
    if not second_factor.turn_off(person):
        return False
    sessions.end_all(person)
    notes.note("second-factor", person, by=by, how="diatur ulang")
    return True


@transaction.atomic
def unlock(person: Any, *, by: Any) -> None:
    """Forget someone's wrong passwords and codes."""
    lockout.forgive(person.get_username())
    second_factor.forgive(person)
    notes.note("unlock", person, by=by)
