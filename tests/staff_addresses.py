"""Every address of the workspace, and how to fill it in with the things of one agency."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from cards import codes, registry
from cards.batches import orders
from cards.content import CardOptions
from cards.models import Batch, Card, PlannedPost, Post
from faq.models import AnswerTemplate, Feedback, GapDecision, Inquiry, Question, SearchCount
from portal import roles
from portal.models import Invitation, StaffSession
from services import publishing
from services.models import (
    Agency,
    Category,
    Channel,
    Closure,
    Notice,
    Notification,
    Office,
    PreviewLink,
    PreviewRemark,
    Service,
    SpecialHours,
)
from tests.people import make_staff

DJANGOS = ("/<path:object_id>/", "(?P<url>.*)$")
PLACES = ("kelola/", "studio/", "loket/", "kelola-editor/")


def routes() -> Iterator[tuple[str, str]]:
    """(route, name) of every address behind the staff's door, as it stands in the URL modules."""

    def walk(patterns: list, prefix: str = "") -> Iterator[tuple[str, str]]:
        for each in patterns:
            route = prefix + str(each.pattern)
            if isinstance(each, URLPattern):
                # Django's own without a name: what leads on to a form, and everything that is not there.
                if route.startswith(PLACES) and (each.name or not route.endswith(DJANGOS)):
                    yield route, each.name or ""
            else:
                yield from walk(each.url_patterns, route)

    return walk(get_resolver().url_patterns)


@dataclass
class House:
    """An agency with one of everything; every text of it carries the mark."""

    mark: str
    agency: Agency
    service: Service
    draft: Service
    question: Question
    office: Office
    closure: Closure
    card: Card
    person: User
    link: PreviewLink
    remark: PreviewRemark
    invitation: Invitation
    notification: Notification
    session: StaffSession
    special: SpecialHours
    batch: Batch
    notice: Notice
    plan: PlannedPost
    post: Post
    feedback: Feedback
    search: SearchCount
    decision: GapDecision
    inquiry: Inquiry
    template: AnswerTemplate

    def number(self, route: str) -> int | None:
        """The primary key an address asks for: by what stands before it, the longest wins."""
        by_place = {
            "kelola/entri/layanan": self.service, "kelola/entri/tautan/": self.link,
            "kelola/entri/tautan/catatan/": self.remark, "kelola/kantor/tutup/": self.closure,
            "kelola/orang/": self.person, "kelola/orang/undangan/": self.invitation,
            "studio/paket/": self.batch, "studio/kabar/": self.notice, "studio/kalender/": self.plan,
            f"studio/kartu/{codes.display(self.card.code)}/unggahan/": self.post,
            "kelola/umpan-balik/": self.feedback,
            "kelola/pemberitahuan/": self.notification, "kelola/kantor/hari-libur/": self.closure,
            "kelola/standar/masih-benar/layanan": self.service,
            f"kelola/kantor/{self.office.key}/jam/khusus/": self.special,
            "kelola/tanya/": self.inquiry, "kelola/tanya/contoh/": self.template,
            "kelola/celah/kelompok/": self.search, "kelola/celah/tindak/": self.decision,
        }  # fmt: skip
        found = [place for place in by_place if route.startswith(place)]
        return by_place[max(found, key=len)].pk if found else None

    def state(self) -> tuple[list[str], list]:
        """Everything of the agency, as stored."""
        rows = [
            Agency.objects.filter(pk=self.agency.pk), Service.objects.filter(agency=self.agency),
            Question.objects.filter(agency=self.agency), Office.objects.filter(agency=self.agency),
            Closure.objects.filter(offices=self.office), Card.objects.filter(subject=self.service.slug),
            PreviewLink.objects.filter(agency=self.agency), self.link.remarks.all(),
            Invitation.objects.filter(agencies=self.agency), self.person.notifications.all(),
            self.person.staff_sessions.all(), self.service.requirements.all(), self.service.editions.all(),
            self.agency.feedback.all(), self.agency.inquiries.all(), self.agency.answer_templates.all(),
            self.agency.notices.all(), self.agency.planned_posts.all(), Post.objects.filter(card=self.card),
            self.office.opening_hours.all(), self.office.special_hours.all(), self.agency.memberships.all(),
        ]  # fmt: skip
        people = self.agency.memberships.values_list("user__username", "user__is_active", "user__groups")
        return [serializers.serialize("json", each.order_by("pk")) for each in rows], sorted(people)

    def row(self, app: str, model: str) -> Any:
        """The row of a class an admin page shows; None for what all agencies share."""
        own = [self.service, self.question, self.office, self.closure, self.card, self.agency]
        return next((each for each in own if each._meta.label_lower == f"{app}.{model}"), None)

    def address(self, route: str) -> str | None:
        """An address filled in with this agency's things. None if it has nothing that fits."""
        if found := re.match(r"kelola/(\w+)/(\w+)/<path:object_id>/(\w+)/$", route):
            row = self.row(found[1], found[2]) or apps.get_model(found[1], found[2]).objects.first()
            return f"/kelola/{found[1]}/{found[2]}/{row.pk}/{found[3]}/" if row else None
        filled = route.replace("<slug:kind>", "layanan").replace("<slug:slug>", self.service.slug)
        filled = filled.replace("<slug:subject>", self.service.slug)
        filled = filled.replace("<str:code>", codes.display(self.card.code))
        filled = filled.replace("instansi/<slug:key>", f"instansi/{self.agency.key}")
        filled = filled.replace("<slug:style>", "light")
        filled = filled.replace("<slug:key>", self.office.key).replace("<uuid:token>", str(self.session.pk))
        filled = filled.replace("<slug:format>", "portrait").replace("<int:number>", "1")
        filled = filled.replace("<str:kind>", "csv").replace("<slug:token>", "x")
        filled = filled.replace("r/<path:content_type_id>/<path:object_id>", "r/1/1")
        filled = filled.replace("<int:revision>", "1").replace(
            "^(?P<app_label>services|cards|faq)/$", "services/"
        )
        if "<int:pk>" in filled:
            number = self.number(filled.split("<int:pk>")[0])
            filled = filled.replace("<int:pk>", str(number)) if number else filled
        return None if re.search(r"[<(]", filled) else f"/{filled}"


def make_house(key: str, mark: str) -> House:
    """A publishing agency with a published service, a draft, a question, an office, a closure, a card and people."""
    # Behind the demo's agency, for whom the site speaks on every page.
    agency = Agency.objects.create(key=key, name=f"Dinas {mark}", official_name=f"Dinas {mark}", position=99)
    person = make_staff(roles.EDITOR, f"{mark}-person", [agency])
    make_staff(roles.ADMINISTRATOR, f"{mark}-chief", [agency])
    office = Office.objects.create(
        key=f"{mark}-office", name=f"Kantor {mark}", agency=agency, address="Jalan"
    )
    service = _service(agency, mark, "a")
    service.given_at.create(office=office)
    service.complaints_to.create(channel=Channel.objects.first())
    publishing.publish(service)
    question = Question.objects.create(slug=f"{mark}-q", question=f"Apa {mark}?", answer=f"Jawab {mark}", agency=agency,
                                       topic=Question.objects.first().topic)  # fmt: skip
    day = datetime.date(2027, 3, 1)
    closure = Closure.objects.create(name=f"Tutup {mark}", start=day, end=day)
    closure.offices.add(office)
    week = timezone.now() + datetime.timedelta(days=7)
    link = PreviewLink.objects.create(agency=agency, label=f"Untuk {mark}", expires_at=week,
                                      entries=[["services.service", service.pk]])  # fmt: skip
    invitation = Invitation(name=f"Tamu {mark}", roles=[roles.EDITOR], created_by=person, expires_at=week)
    invitation.new_token()
    invitation.save()
    invitation.agencies.add(agency)
    return House(
        mark, agency, service, _service(agency, mark, "draft"), question, office, closure,
        card=registry.issue(service.slug, CardOptions(as_of=registry.today())), person=person, link=link,
        remark=PreviewRemark.objects.create(link=link, kind="services.service", entry=service.pk, revision=1, text=mark),
        invitation=invitation,
        notification=Notification.objects.create(user=person, text=f"Kabar {mark}", url="/kelola/"),
        special=SpecialHours.objects.create(office=office, name=f"Jam {mark}", start=day, end=day, week=[[]] * 7),
        session=StaffSession.objects.create(user=person, device=f"Ponsel {mark}"),
        notice=Notice.objects.create(agency=agency, title=f"Kabar {mark}", text=mark, starts_on=day, made_by=person),
        post=Post.objects.create(card=Card.objects.get(subject=service.slug), platform="facebook",
                                 posted_on=registry.today(), url=f"https://contoh.example/{mark}"),
        # What people search belongs to no agency.
        search=SearchCount.objects.get_or_create(day=day, words="contoh", was_found=True)[0],
        decision=GapDecision.objects.get_or_create(words="contoh", outcome="abaikan")[0],
        plan=PlannedPost.objects.create(agency=agency, on=registry.today(), title=f"Rencana {mark}", note=mark),
        inquiry=Inquiry.objects.create(agency=agency, text=f"Apa {mark}?", code_digest=mark, contact=mark),
        template=AnswerTemplate.objects.create(agency=agency, title=f"Contoh {mark}", text=mark),
        feedback=Feedback.objects.create(what="salah", kind="layanan", key=service.slug, title=mark, text=mark,
                                         agency=agency, edition=1),
        batch=orders.order([orders.Subject("paket", service.slug, f"Layanan {mark}")], orders.BatchOptions(), by=person),
    )  # fmt: skip


def _service(agency: Agency, mark: str, slug: str) -> Service:
    """As complete as an example of the demo."""
    made = Service.objects.create(
        slug=f"{mark}-{slug}", name=f"Layanan {mark}", short_name=mark, agency=agency, category=Category.objects.first(),
        summary=f"Ringkasan {mark}", time_text="1 hari kerja", fee_text="Gratis", product=f"Surat {mark}",
        fee_amount=0, fee_basis="Perda", everyday_names=[mark], who_can_apply=[mark], sources=["Perda"],
    )  # fmt: skip
    made.requirements.create(key="ktp", label=f"KTP {mark}", form="fotokopi")
    made.steps.create(actor="pemohon", text=f"Datang {mark}")
    return made
