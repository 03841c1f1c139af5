"""Notices: whom they reach, by mail too where it is set up, and the page behind the bell."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.utils import timezone

from portal import env, roles
from services import notifying, workflow
from services.models import Agency, Notification, Service
from tests.people import make_staff, signed_in
from tests.services.test_workflow import change

URL = "/kelola/entri/layanan/1/terbitkan/"


@pytest.fixture
def person(demo):
    person = make_staff(roles.REVIEWER, "budi")
    person.email = "budi@contohkab.example"
    person.save()
    return person


@pytest.fixture
def mail_on(settings):
    settings.MAIL_IS_ON = True
    settings.SITE_URL = "https://layanan.contohkab.go.id"


def test_without_a_mail_server_the_notice_stands_in_the_workspace(
    person, settings, django_capture_on_commit_callbacks
):
    assert settings.MAIL_IS_ON is False
    with django_capture_on_commit_callbacks(execute=True):
        notifying.notify([person], "Ada yang menunggu.", URL)
    assert person.notifications.get().text == "Ada yang menunggu."
    assert mail.outbox == []


def test_mail_goes_to_each_alone_after_the_transaction(person, mail_on, django_capture_on_commit_callbacks):
    other = make_staff(roles.EDITOR, "sari")
    other.email = "sari@contohkab.example"
    other.save()
    with django_capture_on_commit_callbacks(execute=True):
        notifying.notify([person, other, person], "Judul\r\nBcc: jahat@contoh.example", URL)
        assert mail.outbox == []
    assert sorted(tuple(each.to) for each in mail.outbox) == [
        ("budi@contohkab.example",),
        ("sari@contohkab.example",),
    ]
    assert mail.outbox[0].subject == "Sebelum Datang: Judul Bcc: jahat@contoh.example"
    assert f"https://layanan.contohkab.go.id{URL}" in mail.outbox[0].body


def test_mail_that_fails_breaks_nothing(person, mail_on, monkeypatch, django_capture_on_commit_callbacks):
    def fail(*args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr(notifying, "get_connection", fail)
    with django_capture_on_commit_callbacks(execute=True):
        notifying.notify([person], "Ada yang menunggu.", URL)
    assert person.notifications.count() == 1


def test_office_is_mailed_where_nobody_can_review(demo, mail_on, django_capture_on_commit_callbacks):
    service = Service.objects.get(slug="ktp-el-hilang-rusak")
    Agency.objects.filter(pk=service.agency_id).update(notify_email="kantor@contohkab.example")
    editor = make_staff(roles.EDITOR, "sari")
    change(service, editor)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.submit(Service.objects.get(pk=service.pk), by=editor)
    assert [each.to for each in mail.outbox] == [["kantor@contohkab.example"]]


def test_reviewers_are_those_of_the_agency_who_may_publish(demo, person):
    service = Service.objects.get(slug="ktp-el-hilang-rusak")
    make_staff(roles.EDITOR, "sari")
    make_staff(
        roles.REVIEWER, "asing", [Agency.objects.create(key="lain", name="Lain", official_name="Lain")]
    )
    gone = make_staff(roles.REVIEWER, "keluar")
    gone.is_active = False
    gone.save()
    assert list(notifying.reviewers_of(service)) == [person]


def test_page_lists_opens_and_marks(person):
    client = signed_in(person)
    assert "Belum ada pemberitahuan" in client.get("/kelola/pemberitahuan/").content.decode()
    first, second = (notifying.notify([person], words, "/kelola/")[0] for words in ("Satu", "Dua"))
    page = client.get("/kelola/pemberitahuan/").content.decode()
    assert "Pemberitahuan, 2 belum dibaca" in page
    assert client.get(f"/kelola/pemberitahuan/{first.pk}/")["Location"] == "/kelola/"
    assert list(notifying.unread(person)) == [second]
    client.post(f"/kelola/pemberitahuan/{second.pk}/dibaca/")
    assert not notifying.unread(person).exists()
    notifying.notify([person], "Tiga")
    client.post("/kelola/pemberitahuan/dibaca/")
    assert not notifying.unread(person).exists()


def test_bell_costs_one_query(person, django_assert_num_queries):
    notifying.notify([person], "Satu")
    with django_assert_num_queries(1):
        assert "1 belum dibaca" in render_to_string("staff/_bell.html", {"user": person})


def test_nobody_reads_or_marks_what_others_were_told(person):
    row = notifying.notify([person], "Rahasia", "//jahat.example/")[0]
    other = signed_in(make_staff(roles.EDITOR, "sari"))
    assert other.get(f"/kelola/pemberitahuan/{row.pk}/").status_code == 404
    other.post(f"/kelola/pemberitahuan/{row.pk}/dibaca/")
    assert notifying.unread(person).count() == 1
    assert signed_in(person).get(f"/kelola/pemberitahuan/{row.pk}/")["Location"] == "/kelola/pemberitahuan/"


def test_read_notices_go_after_a_while(person):
    old = timezone.now() - datetime.timedelta(days=notifying.KEPT_DAYS + 1)
    Notification.objects.create(user=person, text="Lama", read_at=old)
    Notification.objects.create(user=person, text="Lama, belum dibaca")
    notifying.notify([person], "Baru")
    assert set(person.notifications.values_list("text", flat=True)) == {"Lama, belum dibaca", "Baru"}


@pytest.mark.parametrize(
    ("value", "server"),
    [
        ("smtp+tls://a%40b:s%2Fx@mail.go.id", env.MailServer("smtp+tls", "mail.go.id", 587, "a@b", "s/x")),
        ("smtps://mail.go.id:4650", env.MailServer("smtps", "mail.go.id", 4650)),
        ("", None),
    ],
)
def test_mail_server_is_read_from_its_address(monkeypatch, value, server):
    monkeypatch.setenv("EMAIL_URL", value)
    assert env.mail_server("EMAIL_URL") == server


@pytest.mark.parametrize("value", ["mail.go.id", "https://mail.go.id", "smtp://u:secret@mail.go.id:x"])
def test_odd_mail_server_stops_the_start_without_telling_the_password(monkeypatch, value):
    monkeypatch.setenv("EMAIL_URL", value)
    with pytest.raises(ImproperlyConfigured, match="smtp\\+tls") as refused:
        env.mail_server("EMAIL_URL")
    assert "secret" not in str(refused.value)
