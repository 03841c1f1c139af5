"""The kinds of entries there are, for pages that treat all alike. Apps register theirs when they are ready."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.models import Entry
from services.models.desk import label_of

if TYPE_CHECKING:
    from services.preview import Preview


@dataclass(frozen=True)
class EntryKind:
    """A class of entries. `path` is its word in addresses, `preview` shows a draft as its public page would."""

    path: str
    word: str
    model: type[Entry]
    public_url: str
    publish_permission: str
    change_permission: str
    preview: "Preview | None" = None

    @property
    def label(self) -> str:
        """The name of the class in rows of the workspace: "services.service"."""
        return label_of(self.model)

    @property
    def form_url(self) -> str:
        """The name of the address of its form, which takes the primary key."""
        return f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_change"


KINDS: dict[str, EntryKind] = {}
"""By `path`."""


def register(kind: EntryKind) -> None:
    """Make a kind known; once per process."""
    KINDS[kind.path] = kind


def of(entry: Entry) -> EntryKind:
    """The kind of an entry."""
    return by_label(label_of(entry))


def by_label(label: str) -> EntryKind:
    """The kind with this label. Raises `KeyError`."""
    return {kind.label: kind for kind in KINDS.values()}[label]
