"""What residents ask and say in the export of everything, and the promise to answer in the catalogue file."""

from faq.models import Inquiry
from portal import catalogue
from portal.catalogue_export import export_text
from portal.exchange.asked_sections import ASKED_SECTIONS
from services.models import Agency
from tests.portal.asked import make_asked

WIDE = {"search_counts", "gap_decisions", "demand_weights"}


def sections(agencies):
    return {name: list(section(agencies)) for name, section in ASKED_SECTIONS.items()}


def test_what_belongs_to_nobody_leaves_only_with_all_agencies(demo, admin_user):
    agency = Agency.objects.get(key="disdukcapil")
    make_asked(agency, admin_user)
    whole = sections(list(Agency.objects.all()))
    assert all(whole.values())
    assert "Petugas Loket" not in str(whole["taps"])
    assert (len(whole["feedback"]), len(whole["page_counts"])) == (2, 2)
    Agency.objects.create(key="lain", name="Instansi lain")
    part = sections([agency])
    assert {name for name, rows in part.items() if not rows} == WIDE
    assert [row["agency"] for row in part["feedback"]] == ["disdukcapil"]
    assert [row["kind"] for row in part["page_counts"]] == ["layanan"]
    other = sections([Agency.objects.get(key="lain")])
    assert not any(other.values())


def test_followers_name_the_inquiry_they_are_answered_with(demo):
    agency = Agency.objects.get(key="disdukcapil")
    first = Inquiry.objects.create(agency=agency, text="a", code_digest="1")
    Inquiry.objects.create(agency=agency, text="b", code_digest="2", lead=first)
    rows = sections([agency])["inquiries"]
    assert [row["lead"] for row in rows] == [None, first.pk]
    assert not {"contact", "code_digest", "sent_with", "stems"} & rows[0].keys()


def test_days_to_answer_go_in_and_out_and_stay_where_a_file_is_silent(demo):
    silent = export_text()
    assert "answer_days" not in silent
    agency = Agency.objects.get(key="disdukcapil")
    agency.answer_days = 5
    agency.save()
    told = export_text()
    assert "answer_days: 5" in told
    assert not catalogue.import_text(silent).changed
    agency.answer_days = 9
    agency.save()
    assert catalogue.import_text(told).changed == {"office": ["disdukcapil"]}
    agency.refresh_from_db()
    assert agency.answer_days == 5
