"""Whose rows an import may change: one's own, and shared ones with the permission for them."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet

from faq.models import Question, Topic
from services import models, scope
from services.catalogue_format import Catalogue, QuestionRow
from services.catalogue_import import SIMPLE_MODELS
from services.catalogue_report import Report
from services.entry_kinds import of as kind_of
from services.workflow_rules import needs_other_reviewer

SHARED: dict[str, type[Model]] = {**SIMPLE_MODELS, "faq_topics": Topic}
FOR_ALL: dict[str, type[Model]] = {"ramadan_periods": models.RamadanPeriod, "closures": models.Closure}
"""What holds for every office unless it names some."""
PLACES = {"closures": "calendar.closures", "ramadan_periods": "calendar.ramadan_periods"}

LINKS = {
    "locations": "locations",
    "related": "named",
    "related_services": "named",
    "related_questions": "named_questions",
}
"""Parts of an entry that name rows which may be another agency's, and where those of others are known by key."""


class Rights:
    """What someone may change by an import. Made before anything is written; `check` looks at what was.

    `by` None, a command on the server, may do everything.
    """

    def __init__(self, by: Any, catalogue: Catalogue) -> None:
        self.by = by
        if by is None:
            return
        self.services = {row.slug: row.provider for row in catalogue.services}
        self.questions = faqs = [faq.id for faq in _questions(catalogue)]
        self.foreign = {
            "services": self._foreign(models.Service.objects.filter(slug__in=self.services), "slug"),
            "faqs": self._foreign(Question.objects.filter(slug__in=faqs), "slug"),
            "named": self._foreign(models.Service.objects.filter(slug__in=_named(catalogue)), "slug"),
            "named_questions": self._foreign(Question.objects.filter(slug__in=_asked(catalogue)), "slug"),
            "locations": self._foreign(models.Office.objects.all(), "key"),
            "agencies": self._foreign(models.Agency.objects.all(), "key"),
        }
        self.there = set(models.Agency.objects.values_list("key", flat=True))

    def _foreign(self, rows: QuerySet, key: str) -> dict[str, str]:
        """Rows of others: whose they are, by key."""
        others = rows.exclude(pk__in=scope.own(rows, self.by).values("pk"))
        return {getattr(row, key): _owner(row) for row in others}

    def check(self, report: Report) -> None:
        """Add a fault for every row that was not theirs to change, or whose kind is not theirs to change."""
        if self.by is None:
            return
        for slug, agency in self.services.items():
            self._check_service(slug, agency, report)
        for slug in self.questions:
            if slug in self.foreign["faqs"]:
                report.fault(f"faqs {slug}", "", _belongs(self.foreign["faqs"][slug]))
        for (kind, name), (before, after) in report.said.items():
            self._check_row(kind, name, before, after, report)

    def _check_service(self, slug: str, agency: str, report: Report) -> None:
        foreign = self.foreign["services"].get(slug)
        if foreign:
            report.fault(f"services {slug}", "slug", _belongs(foreign))
        elif agency in self.foreign["agencies"]:
            owner = self.foreign["agencies"][agency]
            report.fault(
                f"services {slug}", "provider", f"Anda bukan petugas {owner}; isi dengan instansi Anda"
            )

    def _check_row(self, kind: str, name: str, before: Any, after: Any, report: Report) -> None:
        place = f"{PLACES.get(kind, kind)} {name}"
        verb = "change" if before else "add"
        if kind in {"services", "faqs"}:
            model = models.Service if kind == "services" else Question
            self._need_writer(verb, model, place, report)
            self._check_links(place, before or {}, after, report)
            if kind == "faqs" and after.get("provider") in self.foreign["agencies"]:
                report.fault(place, "provider", _belongs(self.foreign["agencies"][after["provider"]]))
        elif kind in {"providers", "office"}:
            self._check_agency(name, place, after, report)
        elif kind == "locations":
            foreign = self.foreign["locations"].get(name)
            if foreign or after.get("provider") in self.foreign["agencies"]:
                owner = foreign or self.foreign["agencies"][after["provider"]]
                report.fault(place, "", _belongs(owner))
            self._need(verb, models.Office, place, report)
        elif kind in FOR_ALL:
            self._check_days(kind, verb, place, before, after, report)
        else:
            self._need(verb, SHARED[kind], place, report)

    def _check_agency(self, name: str, place: str, after: dict[str, Any], report: Report) -> None:
        """An agency is changed by its own people; one that is new belongs to the agency that publishes it."""
        if name in self.there:
            if name in self.foreign["agencies"]:
                report.fault(place, "", _belongs(self.foreign["agencies"][name]))
            self._need("change", models.Agency, place, report)
            return
        agency = models.Agency.objects.select_related("publisher").get(key=name)
        mine = agency.publisher_id in scope.agencies_of(self.by)
        if not mine and not self.by.is_superuser:
            report.fault(place, "", f"instansi baru yang menerbitkan sendiri {_ask('services.add_agency')}")
        self._need("add", models.Agency, place, report)

    def _check_days(self, kind: str, verb: str, place: str, before: Any, after: Any, report: Report) -> None:
        offices = [*after.get("offices", []), *((before or {}).get("offices") or [])]
        if not offices and not scope.covers_all(self.by):
            report.fault(place, "", f"berlaku untuk semua kantor; {_ask('services.change_closure')}")
        for key in offices:
            if key in self.foreign["locations"]:
                report.fault(place, "offices", _belongs(self.foreign["locations"][key]))
        self._need(verb, FOR_ALL[kind], place, report)

    def _check_links(self, place: str, before: dict[str, Any], after: dict[str, Any], report: Report) -> None:
        """An entry names offices and services of others only where it did already, as in its form."""
        for field, owners in LINKS.items():
            held = before.get(field) or []
            for key in after.get(field) or []:
                owner = self.foreign[owners].get(key)
                if owner and key not in held:
                    report.fault(
                        place,
                        field,
                        f"“{key}” milik {owner}; hanya yang milik instansi Anda bisa ditambahkan",
                    )

    def _need_writer(self, verb: str, model: type[Model], place: str, report: Report) -> None:
        """A file brings whole entries with all their parts, so it takes someone who may write them.

        A reviewer may change words in a form, but neither add nor remove papers and steps; nor do they by a file.
        """
        may_write = self.by.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
        self._need(verb if may_write else "add", model, place, report)

    def _need(self, verb: str, model: type[Model], place: str, report: Report) -> None:
        permission = f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
        if self.by.has_perm(permission):
            return
        word = "menambah" if verb == "add" else "mengubah"
        what = str(model._meta.verbose_name)
        report.fault(place, "", f"Anda tidak boleh {word} {what}; hapus baris ini atau {_ask(permission)}")


def _named(catalogue: Catalogue) -> set[str]:
    """Slugs of the services that entries of a file name as related."""
    named = {slug for row in catalogue.services for slug in row.related}
    return named | {slug for faq in _questions(catalogue) for slug in faq.related_services}


def _asked(catalogue: Catalogue) -> set[str]:
    """Slugs of the questions that questions of a file name as related."""
    return {slug for faq in _questions(catalogue) for slug in faq.related_questions}


def _questions(catalogue: Catalogue) -> list[QuestionRow]:
    return [*catalogue.general_faqs, *(faq for row in catalogue.services for faq in row.faqs)]


def _owner(row: Any) -> str:
    agency = row if isinstance(row, models.Agency) else getattr(row, "owning_agency", None) or row.agency
    return str(agency)


def _belongs(owner: str) -> str:
    return f"milik {owner}; hanya petugasnya yang boleh mengubahnya"


def _ask(permission: str) -> str:
    """Whom to ask: those who have the permission, by name."""
    codename = permission.partition(".")[2]
    able = User.objects.filter(is_active=True, is_staff=True).filter(
        Q(is_superuser=True) | Q(groups__permissions__codename=codename)
    )
    names = [each.get_full_name() or each.get_username() for each in able.distinct().order_by("pk")[:2]]
    return f"minta {' atau '.join(names)}" if names else "minta administrator"


def against_publishing(entry: models.Entry, by: Any) -> str:
    """Why someone who just changed this entry does not publish it themselves; "" if they may."""
    if not by.has_perm(kind_of(entry).publish_permission):
        return "disimpan sebagai draf: Anda tidak punya izin menerbitkan"
    if needs_other_reviewer(entry.owning_agency):
        return "disimpan sebagai draf: yang mengubah tidak menerbitkan sendiri; ajukan kepada peninjau"
    return ""
