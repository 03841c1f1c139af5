"""Drafts for tests: their form as a browser would send it, and saves without a form."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from services import draft_state, drafting
from services.models import Entry
from tests.forms import form_data


def form_of(entry: Entry) -> str:
    """The address of an entry's form."""
    return f"/kelola/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"


def opened(client: Client, entry: Entry) -> dict[str, list[str]]:
    """What the form would send as it was opened."""
    return form_data(client.get(form_of(entry)), f"{entry._meta.model_name}_form")


def saves(user: User | None, entry: Entry, fields: dict[str, Any] | None = None, **parts: Any) -> None:
    """What saving the form with these changes does, without the form (which takes a second to draw)."""
    entry = type(entry).objects.get(pk=entry.pk)
    drafting.before_change(entry)
    state = draft_state.read(entry)
    changed = {"fields": state["fields"] | (fields or {}), "parts": state["parts"] | parts}
    draft_state.write(entry, changed)
    drafting.remember(entry, user)


def part_of(entry: Entry, name: str) -> list[Any]:
    """A part of a draft as a state holds it."""
    return draft_state.read(entry)["parts"][name]
