"""The 14 parts: what counts as filled, inherited, in the draft only and missing; what the board costs."""

import pytest
from django.http import QueryDict

from portal import roles
from services import publishing, standard
from services.models import Agency, Service
from services.standard import PARTS, State
from services.standard_board import Board, Places, board_rows
from services.standard_sheet import make_sheet
from services.standard_text import edition_parts
from tests.catalogue import make_documents, make_facts
from tests.people import make_staff

EDITED = {part.key for part in PARTS if not part.field}


def states(**given):
    known = {"drafted": (), "published": None, "own": (), "given": ()} | given
    return {score.part.key: score.state for score in standard.scores(**known)}


def row_of(user, slug):
    return next(row for row in board_rows(user) if row.service.slug == slug)


def state_of(row, key):
    return next(cell for cell in row.cells if cell.score.part.key == key)


def test_there_are_six_public_and_eight_internal_parts():
    assert (len(standard.PUBLIC), len(standard.INTERNAL)) == (6, 8)
    assert len({part.key for part in PARTS}) == 14


def test_part_of_an_edition_counts_as_filled_only_where_it_is_live():
    found = states(drafted={"waktu", "biaya"}, published={"biaya"})
    assert (found["biaya"], found["waktu"], found["produk"]) == (
        State.FILLED,
        State.DRAFT_ONLY,
        State.MISSING,
    )
    assert State.DRAFT_ONLY.is_gap
    score = standard.scores((), {"biaya"}, (), ())[3]
    assert (score.state, score.note) == (State.FILLED, "kosong di draf")


def test_own_text_of_a_part_comes_before_that_of_the_agency():
    found = states(own={"facilities"}, given={"facilities", "number_of_staff"})
    assert found["sarana"] is State.FILLED
    assert found["jumlah-pelaksana"] is State.INHERITED
    assert found["evaluasi"] is State.MISSING


@pytest.mark.parametrize("slug", list(make_documents()))
def test_every_published_service_says_the_parts_of_editions(slug):
    document = make_documents()[slug].model_dump(mode="json")
    assert standard.parts_said(document) == EDITED
    assert all(said.items for said in edition_parts(document, make_facts().channels).values())


def test_board_shows_where_each_part_stands(demo, administrator):
    service = Service.objects.get(slug="kk-baru")
    Service.objects.filter(pk=service.pk).update(number_of_staff="Tiga petugas.")
    Agency.objects.update(safety_guarantee="")
    row = row_of(administrator, "kk-baru")
    assert (row.public_done, row.done) == (6, 13)
    assert state_of(row, "jumlah-pelaksana").score.state is State.FILLED
    facilities = state_of(row, "sarana")
    assert facilities.score.state is State.INHERITED
    assert facilities.url.endswith(f"/agency/{service.agency_id}/change/#id_facilities")
    assert state_of(row, "keamanan").url.endswith(f"/service/{service.pk}/change/#section-standar")
    assert state_of(row, "prosedur").url.endswith("#section-alur")


def test_board_leaves_out_what_was_taken_down_and_marks_what_was_never_published(demo, administrator):
    publishing.withdraw(Service.objects.get(slug="kk-baru"), reason="Digabung.")
    published = Service.objects.get(slug="akta-kelahiran")
    new = Service.objects.create(
        slug="baru", name="Baru", short_name="Baru", category=published.category, agency=published.agency,
        summary="Baru.", fee_text="Gratis",
    )  # fmt: skip
    rows = {row.service.slug: row for row in board_rows(administrator)}
    assert "kk-baru" not in rows
    assert not rows["baru"].is_live
    assert state_of(rows["baru"], "biaya").words == "Di draf saja"
    assert state_of(rows["baru"], "waktu").words == "Kosong"
    assert rows["baru"].service == new


def test_filters_and_counts_are_of_what_is_shown(demo, administrator):
    Agency.objects.update(facilities="")
    Service.objects.filter(slug="kk-baru").update(facilities="Ruang tunggu.")
    board = Board(administrator, QueryDict("kurang=sarana"))
    everything = Board(administrator, QueryDict(""))
    assert "kk-baru" not in {row.service.slug for row in board.rows}
    assert len(board.rows) == len(everything.rows) - 1
    counts = {each.part.key: each.words for each in everything.counts}
    assert counts["sarana"] == f"Sarana: 1 dari {len(everything.rows)}"
    assert counts["persyaratan"] == f"Persyaratan: {len(everything.rows)} dari {len(everything.rows)}"
    assert [row.service.slug for row in Board(administrator, QueryDict("q=kk+baru")).rows] == ["kk-baru"]
    assert Board(administrator, QueryDict("kurang=entah")).rows == everything.rows


def test_board_holds_own_services_only_and_costs_a_few_queries(demo, django_assert_max_num_queries):
    kelurahan = Agency.objects.get(key="kelurahan")
    user = make_staff(roles.EDITOR, agencies=[kelurahan])
    user.has_perm("services.view_service")  # asked once for every page
    with django_assert_max_num_queries(4):
        rows = board_rows(user)
    assert {row.service.agency_id for row in rows} == {kelurahan.pk}
    assert kelurahan.publisher.facilities
    assert not kelurahan.facilities
    assert state_of(rows[0], "sarana").score.state is State.MISSING  # another office's are no evidence


def test_who_may_not_change_the_agency_is_led_to_the_service(demo):
    cell = state_of(row_of(make_staff(roles.EDITOR), "kk-baru"), "sarana")
    assert cell.score.state is State.INHERITED
    assert cell.url.endswith("/change/#section-standar")
    assert "/services/service/" in cell.url


def test_sheet_tells_where_a_text_comes_from_and_where_the_draft_differs(demo, administrator):
    service = Service.objects.select_related("agency__publisher").get(slug="kk-baru")
    document = service.current_edition().document
    draft = service.draft_data()
    draft["fee"] = draft["fee"] | {"text": "Rp10.000"}
    sheet = make_sheet(service, (1, document), draft, make_facts().channels)
    parts = {each.part.key: each for each in sheet.parts}
    assert {key for key, each in parts.items() if each.differs} == {"biaya"}
    assert parts["biaya"].said.items[0].text == document["fee"]["text"]
    assert parts["waktu"].source == "Edisi 1"
    assert parts["sarana"].source == f"Dari {service.agency.name}"
    assert Places(administrator).of(service, parts["waktu"].part, State.FILLED).endswith("#section-waktu")
