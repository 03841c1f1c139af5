"""A whole catalogue in and out: services, shared facts and questions together, in one transaction.

`portal.catalogue_export` writes it; what files of tables become is in `portal.exchange.files`.
"""

import json
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from faq import catalogue_io as faq_io
from faq.models import Question, QuestionEdition
from portal.catalogue_export import export_data, export_text
from portal.exchange.rights import Rights, against_publishing
from services import drafting, models, publishing, snapshot
from services.catalogue_format import Catalogue
from services.catalogue_import import import_catalogue
from services.catalogue_parsing import parse
from services.catalogue_report import Report
from services.document import digest
from services.drafts import with_parts
from services.search import index

__all__ = [
    "Otherwise",
    "export_data",
    "export_text",
    "import_rows",
    "import_text",
    "outcome",
    "preview",
    "touched",
]

WITHDRAWN = ExpressionWrapper(Q(document__isnull=True), output_field=BooleanField())
Progress = Callable[[Iterable[Any]], Iterable[Any]]


class Otherwise(Exception):
    """What an import would do is no longer what was shown; `report` says what it would do now."""

    def __init__(self, report: Report) -> None:
        super().__init__("The catalogue changed between the dry run and the import.")
        self.report = report


class _Undone(Exception):
    """Ends a dry run: everything written since its beginning is taken back."""


def import_text(text: str, *, publish: bool = True, progress: Progress = iter) -> Report:
    """Import a catalogue file's text; see `import_rows`."""
    return import_rows(parse(text), publish=publish, progress=progress)


@transaction.atomic
def import_rows(
    catalogue: Catalogue,
    *,
    publish: bool = True,
    by: Any = None,
    expected: str = "",
    progress: Progress = iter,
) -> Report:
    """Import a catalogue and publish what passes preflight.

    Raises `CatalogueError` with every fault found; then nothing is changed. An entry that was withdrawn, or whose
    next edition is scheduled, is updated as a draft and no more: what happens to it is a person's decision.
    `by` None is a command on the server, which may do everything. Someone may change only what is theirs, and becomes
    the author of what changed. `expected` is the `outcome` that a dry run showed: if it would now be another,
    `Otherwise` is raised and nothing is changed.
    """
    snapshot.lock()
    with index.hold():
        report = _write(catalogue, by)
        _plan(catalogue, publish, by, report)
        if expected and outcome(report) != expected:
            raise Otherwise(report)
        for entry in progress(_entries(catalogue, report.published)):
            publishing.publish(entry, by=by, note="Impor katalog")
    return report


def preview(catalogue: Catalogue, *, publish: bool = True, by: Any = None) -> Report:
    """What `import_rows` would do, without doing it. Raises `CatalogueError` where that would."""
    report = Report()
    try:
        # The exception leaves every `hold` before it writes the index or drops the snapshot.
        with transaction.atomic(), index.hold():
            snapshot.lock()
            report = _write(catalogue, by)
            _plan(catalogue, publish, by, report)
            raise _Undone
    except _Undone:
        return report


def outcome(report: Report) -> str:
    """A name of what an import did or would do: equal if and only if the same rows change in the same way."""
    said = [[*place, *values] for place, values in sorted(report.said.items())]
    parts = [report.created, report.changed, said, report.published, report.not_published]
    return digest(json.loads(json.dumps(parts, default=str)))


def _write(catalogue: Catalogue, by: Any) -> Report:
    report, rights = Report(), Rights(by, catalogue)
    with snapshot.hold():
        main = import_catalogue(catalogue, report)
        faq_io.import_questions(catalogue, main, report)
        rights.check(report)
        report.raise_faults()
    kinds = ["created", "changed"] if by else ["changed"]
    for entry in _entries(catalogue, [slug for kind in kinds for slug in _entry_slugs(report, kind)]):
        drafting.remember(entry, by)
    return report


def _entry_slugs(report: Report, kind: str) -> list[str]:
    rows = getattr(report, kind)
    return [*rows.get("services", []), *rows.get("faqs", [])]


def touched(report: Report) -> list[str]:
    """The slugs of the entries that an import makes or changes."""
    return [*_entry_slugs(report, "created"), *_entry_slugs(report, "changed")]


def _entries(catalogue: Catalogue, only: Collection[str] | None = None) -> list[models.Entry]:
    """The entries of a file, services first; `only` limits them to these slugs."""
    slugs = {row.slug for row in catalogue.services}
    faqs = {row.id for row in catalogue.general_faqs}
    faqs |= {faq.id for row in catalogue.services for faq in row.faqs}
    if only is not None:
        slugs, faqs = slugs.intersection(only), faqs.intersection(only)
    services = with_parts(models.Service.objects.filter(slug__in=slugs))
    questions = Question.objects.filter(slug__in=faqs).select_related(
        "service__agency__publisher", "agency__publisher", "topic"
    )
    questions = questions.prefetch_related("mentions__service", "named_questions__related")
    return [*services, *questions]


def _plan(catalogue: Catalogue, publish: bool, by: Any, report: Report) -> None:
    """Say in the report what is to be published, and why not the rest. A person publishes what they changed, no more."""
    slugs = touched(report)
    if not publish:
        _say_what_is_missing(_entries(catalogue, slugs) if by else [], report)
        return
    in_force, scheduled = _editions_in_force(), _scheduled()
    for entry in _entries(catalogue, slugs if by else None):
        place = (type(entry), entry.pk)
        said, withdrawn = in_force.get(place, ("", False))
        problems, document = publishing.examine(entry)
        if reasons := _reasons_against(entry, place in scheduled, withdrawn, problems, by):
            report.not_published[entry.slug] = reasons
        elif digest(document.model_dump(mode="json")) != said:
            report.published.append(entry.slug)


def _say_what_is_missing(entries: Iterable[models.Entry], report: Report) -> None:
    """Whoever brings drafts in hears at once what will keep them from being published later."""
    for entry in entries:
        problems, _ = publishing.examine(entry)
        if problems:
            report.unready[entry.slug] = [_problem_words(each) for each in problems]


def _editions_in_force() -> dict[tuple[type, int], tuple[str, bool]]:
    """Of every entry the digest of the edition in force, and whether it is a withdrawal."""
    return {
        (editions.entry_class(), entry): (said, withdrawn)
        for editions in (models.ServiceEdition, QuestionEdition)
        for entry, said, withdrawn in editions.objects.current().values_list("entry", "digest", WITHDRAWN)
    }


def _scheduled() -> set[tuple[type, int]]:
    """The entries of which an edition waits for its moment."""
    return {
        (editions.entry_class(), entry)
        for editions in (models.ServiceEdition, QuestionEdition)
        for entry in editions.objects.scheduled(timezone.now()).values_list("entry", flat=True)
    }


def _reasons_against(
    entry: models.Entry, is_scheduled: bool, withdrawn: bool, problems: list[publishing.Problem], by: Any
) -> list[str]:
    """Why an entry is not published, in words; an empty list if it is."""
    if is_scheduled:
        return ["ada edisi terjadwal; terbitkan atau batalkan lewat /kelola/"]
    if withdrawn:
        return ["sudah ditarik; terbitkan lagi lewat /kelola/ bila memang perlu"]
    reason = against_publishing(entry, by) if by is not None else ""
    return [*([reason] if reason else []), *map(_problem_words, problems)]


def _problem_words(problem: publishing.Problem) -> str:
    """What is missing says itself where; what is wrong with a value does not."""
    says_itself = not problem.message.startswith("Isian tidak sah")
    return problem.message if says_itself else f"{problem.field}: {problem.message}"
