"""One row of everything that residents ask, search and say."""

import uuid
from typing import Any

from django.utils import timezone

from faq import models
from portal import roles
from services.models import Agency
from tests.people import make_staff

CONTACT, DIGEST = "0811-2222-3333", "f" * 64


def make_asked(agency: Agency, user: Any) -> None:
    """An inquiry that was answered, and the rest; the officer at the counter is called "Petugas Loket"."""
    question = models.Question.objects.filter(service__agency=agency).first()
    today = timezone.localdate()
    models.Inquiry.objects.create(
        agency=agency,
        service=question.service,
        text="Apakah bisa Sabtu?",
        contact=CONTACT,
        code_digest=DIGEST,
        answer="Bisa.",
        question=question,
        answered_by=user,
    )
    models.AnswerTemplate.objects.create(agency=agency, title="Salam", text="Terima kasih.")
    models.Feedback.objects.create(what="kurang", kind="layanan", key=question.service.slug, agency=agency)
    models.Feedback.objects.create(what="salah", kind="halaman", key="home", text="Jam salah.")
    for kind, key in (("layanan", question.service.slug), ("halaman", "home")):
        models.PageCount.objects.create(kind=kind, key=key, day=today, views=4)
    officer = make_staff(roles.COUNTER, "loket-1", [agency])
    officer.first_name = "Petugas Loket"
    officer.save()
    models.Tap.objects.create(
        id=uuid.uuid4(), kind="layanan", key=question.service.slug, agency=agency, by=officer
    )
    models.SearchCount.objects.create(day=today, words="ktp sabtu", was_found=False, times=2)
    models.GapDecision.objects.create(words="ktp sabtu", outcome="draf", question=question, by=user)
    models.DemandWeight.objects.create(sign="ketukan", weight=3, by=user)
