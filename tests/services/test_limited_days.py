"""Days on which an office opens for some services only: closed for the others, wherever a service is asked for."""

import pytest
import time_machine

from services import hours, snapshot
from services.facts import LimitedDay, SharedFacts
from services.limited_days import excluded_days, office_for
from services.models import Office, Service
from services.office_pages import office_card
from services.opening_words import state_words
from services.structured_data import service_data
from tests.catalogue import make_documents
from tests.catalogue import make_facts as catalogue_facts
from tests.services.test_hours import at, day_of, make_facts, make_office, make_ramadan, make_week
from tests.services.test_offices import read, words_of
from tests.services.test_pages import make_page

SATURDAY = at("2026-11-28T09:00")
ONLY_CARDS = (LimitedDay(weekday=5, services=("ktp", "ikd")),)


def make_limited(*days, **fields):
    return make_office(*days, limited=ONLY_CARDS, **fields)


@pytest.mark.parametrize(
    ("services", "closed"),
    [(("ktp",), []), (("ikd", "ktp"), []), (("kk",), [5]), (("ktp", "kk"), [5]), ((), [])],
)
def test_day_is_closed_unless_it_is_for_all_services_asked_for(services, closed):
    office = make_limited()
    assert excluded_days(office, services) == closed
    assert hours.is_open_at(office_for(office, *services), make_facts(), SATURDAY) is not bool(closed)


def test_office_that_serves_everything_stays_the_same_object():
    office = make_limited()
    assert office_for(office, "ktp") is office
    assert office_for(make_office(), "kk").whole is None


def test_limit_on_a_day_without_hours_changes_nothing():
    office = make_office("08:00-12:00", limited=ONLY_CARDS)
    assert office_for(office, "kk") is office


def test_ramadan_hours_of_the_day_are_closed_too():
    office = make_limited(ramadan=make_week("", "", "", "", "", "09:00-10:00"))
    facts = make_facts(ramadan=(make_ramadan("2026-11-01", "2026-11-30"),))
    assert hours.day_hours(office, facts, SATURDAY.date()).is_open
    assert not hours.day_hours(office_for(office, "kk"), facts, SATURDAY.date()).is_open


def test_day_says_why_it_is_closed_and_other_days_do_not():
    card = office_card(office_for(make_limited(), "kk"), make_facts(), SATURDAY)
    assert state_words(card.state) == "Hari ini hanya layanan tertentu, buka Senin 08.00"
    assert [row.note for row in card.week if row.note] == ["hanya layanan tertentu"]
    assert card.turned_away_words == "Sabtu tidak melayani layanan ini."


def test_closure_is_the_reason_where_there_is_one():
    facts = catalogue_facts()
    office = office_for(facts.offices["kantor-dinas"], "kk-baru")
    assert not hours.day_hours(office, facts, day_of("2026-08-17")).for_others


def test_stored_facts_keep_the_limit_but_never_the_whole_office():
    facts = make_facts(offices={"utama": office_for(make_limited(), "kk")})
    again = SharedFacts.model_validate_json(facts.model_dump_json()).offices["utama"]
    assert (again.limited, again.whole) == (ONLY_CARDS, None)


@pytest.mark.parametrize(("slug", "is_open"), [("kk-baru", False), ("ktp-el-hilang-rusak", True)])
def test_service_page_counts_the_day_only_for_its_services(slug, is_open):
    page = make_page(slug, now=SATURDAY)
    assert page.first_office.is_open is is_open
    days = [day for each in page.first_office.facts.regular[5:6] for day in each]
    assert bool(days) is is_open


def test_service_page_takes_no_papers_on_that_day(demo, client):
    with time_machine.travel("2026-11-23T02:00Z", tick=False):
        text = words_of(read(client, "/layanan/kk-baru/?serah=2026-11-28"))
        allowed = words_of(read(client, "/layanan/ktp-el-hilang-rusak/?serah=2026-11-28"))
    assert "Hari itu tidak ada layanan." in text
    assert "saat buka lagi (Senin, 30 November 2026" in text
    assert "Sabtu tidak melayani layanan ini." in text
    assert "Bila berkas lengkap diserahkan Sabtu, 28 November 2026" in allowed
    assert "tidak melayani layanan ini" not in allowed


def test_structured_data_of_a_service_has_its_hours_and_closures():
    data = str(service_data(make_page("kk-baru"), []))
    assert "https://schema.org/Saturday" not in data.partition('"kantor-dinas"')[2].partition("serviceUrl")[0]
    assert "specialOpeningHoursSpecification" in data
    assert data.count("schema.org/Saturday") < str(service_data(make_page("ktp-el-hilang-rusak"), [])).count(
        "schema.org/Saturday"
    )


def test_event_page_opens_no_office_that_leaves_a_chosen_service_out(demo, client):
    with time_machine.travel("2026-11-28T02:00Z", tick=False):
        text = words_of(read(client, "/peristiwa/punya-bayi/"))
    assert "Hari ini hanya layanan tertentu" in text
    assert "Sabtu hanya untuk layanan tertentu." in text


def test_office_page_keeps_its_hours_and_names_the_services(demo, client):
    with time_machine.travel("2026-11-28T02:00Z", tick=False):
        text = read(client, "/kantor/kantor-dinas/")
    assert "Buka sampai" in words_of(text)
    limit = text.partition("Sabtu hanya untuk:")[2].partition("</p>")[0]
    for slug in catalogue_facts().offices["kantor-dinas"].limited[0].services:
        assert f'href="/layanan/{slug}/"' in limit
        assert make_documents()[slug].name in limit


def test_office_list_says_that_a_day_is_limited(demo, client):
    assert "Sabtu hanya untuk layanan tertentu." in words_of(read(client, "/kantor/"))


def test_saved_limit_is_read_at_once(demo):
    limit = Office.objects.get(key="mpp").limited_days.create(weekday=0)
    assert snapshot.current().offices["mpp"].limited == (LimitedDay(weekday=0, services=()),)
    limit.services.add(Service.objects.get(slug="kk-baru"))
    assert snapshot.current().offices["mpp"].limited[0].services == ("kk-baru",)
    limit.delete()
    assert snapshot.current().offices["mpp"].limited == ()
