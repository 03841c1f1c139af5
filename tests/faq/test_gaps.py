"""Searches in vain: what of them is counted, how they are grouped, how long they are kept."""

import datetime
import logging
import time

import pytest
import time_machine
from django.test import Client, RequestFactory

from faq import asked
from faq.gaps import opening, readers, retention, tally
from faq.gaps.groups import group, groups, survey
from faq.gaps.meaning import keys_of
from faq.gaps.tally import Counted
from faq.models import GapDecision, GapOutcome, SearchCount
from services import retention as rules
from services.models import NotOurs
from services.search import lexicon

TODAY = datetime.date(2026, 11, 22)
NIK = "3201234567890123"
PHONE = "Mozilla/5.0 (Linux; Android 10) Chrome/80.0"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-22 09:00+07:00", tick=False):
        yield


def counted(words, times=1, *, found=False, opened=0, ago=0):
    return SearchCount.objects.create(
        day=TODAY - datetime.timedelta(days=ago), words=words, times=times, was_found=found, opened=opened
    )


def rows():
    asked.write()
    return {(row.words, row.was_found, row.times, row.opened) for row in SearchCount.objects.all()}


def told(client, words, **more):
    headers = {"sec-fetch-site": "same-origin"} | more.pop("headers", {})
    return client.post("/cari/dibuka/", {"q": words, **more}, headers=headers)


# --- counting -------------------------------------------------------------------------------------------------------


def test_an_opened_result_is_counted_once_for_a_search(demo, client):
    client.get("/cari/?q=KTP++Hilang")
    for _ in range(3):
        assert told(client, "ktp hilang").status_code == 204
    assert rows() == {("ktp hilang", True, 1, 1)}
    assert not client.cookies


def test_words_never_searched_fill_nothing(demo, client):
    for number in range(5):
        told(client, f"bohong {number}")
        told(client, f"bohong {number}", saran="ya")
    for _ in range(asked.MOST_TRIES + 1):
        assert rows() == set()
    assert not asked.openings._counts


def test_what_was_opened_waits_for_its_search(demo, client):
    told(client, "ktp hilang")
    assert rows() == set()
    client.get("/cari/?q=ktp+hilang")
    assert rows() == {("ktp hilang", True, 1, 1)}


def test_a_suggestion_that_is_chosen_is_searched_and_opened(demo, client):
    client.get("/cari/?q=ktp+hilang")
    client.get("/cari/saran/?q=ktp+hil")
    told(client, "ktp hilang", saran="ya")
    assert rows() == {("ktp hilang", True, 2, 1)}


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])
def test_other_sites_count_nothing(demo, client, headers):
    client.get("/cari/?q=ktp+hilang")
    assert told(client, "ktp hilang", headers=headers).status_code == 403
    assert client.get("/cari/dibuka/").status_code == 405
    assert rows() == {("ktp hilang", True, 1, 0)}


def test_a_thousand_posts_count_as_many_as_an_hour_allows(db):
    SearchCount.objects.create(day=TODAY, words="ktp", times=5000, was_found=True)
    post = RequestFactory().post("/cari/dibuka/", {"q": "ktp"}, headers={"sec-fetch-site": "same-origin"})
    assert {opening.search_opened(post).status_code for _ in range(1000)} == {204}
    assert rows() == {("ktp", True, 5000, opening.MOST_AN_HOUR)}


def test_without_scripts_the_page_before_tells(demo, client):
    client.get("/cari/?q=ktp+hilang")
    ours = "http://testserver/cari/?q=ktp+hilang"
    for referer in (
        "https://lain.example/cari/?q=ktp+hilang", "http://testserver/", "http://testserver/layanan/?q=ktp+hilang",
        "http://testserver", "http://[", ours.replace("/cari/", "/cari/saran/"),
    ):  # fmt: skip
        assert client.get("/layanan/kk-baru/", headers={"referer": referer}).status_code == 200
    client.head("/layanan/kk-baru/", headers={"referer": ours})
    client.get("/layanan/", headers={"referer": ours})
    client.get("/layanan/kk-baru/", headers={"referer": ours, "sec-purpose": "prefetch"})
    assert rows() == {("ktp hilang", True, 1, 0)}
    client.get("/layanan/kk-baru/", headers={"referer": ours})
    assert rows() == {("ktp hilang", True, 1, 1)}


def test_in_english_too(demo, client):
    client.get("/en/cari/?q=lost+id")
    client.get("/en/layanan/kk-baru/", headers={"referer": "http://testserver/en/cari/?q=lost%20id"})
    assert [row[2:] for row in rows()] == [(1, 1)]


def test_machines_and_staff_are_not_counted(demo, client, staff):
    for agent in ("Googlebot/2.1", "WhatsApp/2.2", "curl/8.0", "python-requests/2.3"):
        client.get("/cari/?q=bot", headers={"user-agent": agent})
    client.get("/cari/?q=prefetch", headers={"sec-purpose": "prefetch;prerender"})
    client.head("/cari/?q=kepala")
    staff.get("/cari/?q=petugas")
    client.get("/cari/?q=xyzzy&persis=ya")
    assert rows() == set()
    client.get("/cari/?q=warga", headers={"user-agent": PHONE})
    assert len(rows()) == 1


@pytest.mark.parametrize("dest", ["image", "iframe"])
def test_page_of_others_that_asks_in_the_background_counts_nothing(demo, client, dest):
    sent = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" if dest == "iframe" else "no-cors"}
    for path in ("/cari/", "/layanan/"):
        client.get(f"{path}?q=xyzzyqq", headers=sent | {"sec-fetch-dest": dest})
    assert rows() == set()
    followed = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    client.get("/cari/?q=xyzzyqq", headers=sent | followed)
    assert rows() == {("xyzzyqq", False, 1, 0)}


def test_one_address_cannot_fill_the_day(demo, client, monkeypatch):
    monkeypatch.setattr(readers, "NEW_AN_HOUR", 2)
    counted("kemarin dicari orang lain", ago=1)
    counted("hari ini dicari orang lain")
    for number in range(4):
        client.get(f"/cari/?q=qq{number}xyzzy")
        client.get(f"/layanan/?q=qq{number}zzyxw")
    for words in ("qq0xyzzy", "hari ini dicari orang lain", "kemarin dicari orang lain"):
        client.get("/cari/", {"q": words})
    today = {row.words: row.times for row in SearchCount.objects.filter(day=TODAY)} if rows() else {}
    assert today == {"qq0xyzzy": 2, "qq0zzyxw": 1, "hari ini dicari orang lain": 2}
    client.get("/cari/?q=qqxyzzy", REMOTE_ADDR="192.0.2.7")
    assert SearchCount.objects.filter(words="qqxyzzy").exists() if rows() else False


def test_lists_count_what_they_do_not_have(demo, client):
    for path in ("/layanan/", "/tanya-jawab/"):
        client.get(f"{path}?q=xyzzyqq")
        client.get(f"{path}?q=ktp")
        client.head(f"{path}?q=xyzzyqq")
    client.get("/tanya-jawab/?q=xyzzyqq&topik=keamanan")
    assert rows() == {("xyzzyqq", False, 2, 0)}


def test_a_list_that_has_nothing_does_not_say_that_the_site_has_nothing(demo, client):
    client.get("/cari/?q=ktp+hilang")
    asked.note_missed_in_list("ktp hilang")
    assert rows() == {("ktp hilang", True, 2, 0)}


def test_a_matter_of_others_is_answered_on_the_spot(demo, client):
    NotOurs.objects.create(name="Zakat", words=["xzakatx"], institution="Baznas")
    client.get("/cari/?q=xzakatx")
    assert rows() == {("xzakatx", True, 1, 1)}


def test_a_number_is_stored_and_logged_nowhere(demo, client, caplog):
    caplog.set_level(logging.DEBUG)
    client.get("/cari/", {"q": f"ktp {NIK} hilang"})
    told(client, f"ktp {NIK} hilang")
    told(client, f"ktp {NIK} hilang", saran="ya")
    client.get("/layanan/kk-baru/", headers={"referer": f"http://testserver/cari/?q=ktp+{NIK}+hilang"})
    client.get("/layanan/", {"q": f"xyzzyqq {NIK}"})
    client.get("/tanya-jawab/", {"q": f"xyzzyqq {NIK}"})
    found = rows()
    assert {row[0] for row in found} == {"ktp [nomor disamarkan] hilang", "xyzzyqq [nomor disamarkan]"}
    assert ("ktp [nomor disamarkan] hilang", True, 2, 2) in found
    assert not [each for each in caplog.records if NIK in each.getMessage()]


def test_the_page_tells_the_script_the_masked_words(demo, client):
    text = client.get("/cari/", {"q": f"KTP {NIK}"}).content.decode()
    assert 'data-searched="ktp [nomor disamarkan]" data-opened="/cari/dibuka/"' in text


# --- groups ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "alike",
    [
        ["ktp ilang", "kehilangan ktp", "e-ktp hilang", "ktp hlang", "cara ngurus ktp yang hilang"],
        ["biaya ktp", "ktp bayar berapa", "harga ktp"],
        ["kartu keluarga", "kk", "bikin kk", "KK"],
        ["bansoss", "bansos", "cek bansos"],
        ["ktp [nomor disamarkan]", "ktp"],
    ],
)
def test_the_same_meaning_is_the_same_group(demo, alike):
    keys = keys_of(dict.fromkeys(alike, 1), lexicon.current())
    assert len(set(keys.values())) == 1, keys


def test_other_meanings_are_other_groups(demo):
    words = [
        "ktp hilang",
        "ktp rusak",
        "kk hilang",
        "biaya ktp",
        "ktp",
        "xyzzy",
        "[nomor disamarkan]",
        "💥",
        "💦",
    ]
    keys = keys_of(dict.fromkeys(words, 1), lexicon.current())
    assert len(set(keys.values())) == len(words), keys


def test_a_slip_of_a_word_that_only_residents_know_is_mended(demo):
    times = {"qurblando": 9, "qurblanda": 1, "zzyxw": 1}
    keys = keys_of(times, lexicon.current())
    assert keys["qurblanda"] == keys["qurblando"] != keys["zzyxw"]


def test_groups_are_ranked_by_searches_in_vain(demo):
    counted("ktp ilang", 4)
    counted("kehilangan ktp", 2, ago=3)
    counted("xyzzyqq", 5)
    counted("kk baru", 50, found=True, opened=40)
    first, second = groups(30)
    assert (first.title, first.words, first.times, first.last_day) == (
        "ktp ilang",
        ["ktp ilang", "kehilangan ktp"],
        6,
        TODAY,
    )
    assert (second.title, second.missed, second.unopened) == ("xyzzyqq", 5, 0)


def test_what_is_found_now_is_no_gap_any_more(demo):
    counted("xyzzyqq", 5, ago=2)
    counted("xyzzyqq", 1, found=True, opened=1)
    assert groups(30) == []


@pytest.mark.parametrize(
    ("times", "opened", "is_gap"), [(2, 0, False), (3, 0, True), (10, 1, True), (10, 2, False)]
)
def test_hits_that_hardly_anybody_opens_are_a_gap(demo, times, opened, is_gap):
    counted("kk baru", 9, found=True, opened=9, ago=1)
    counted("xyzzyqq", times, found=True, opened=opened)
    assert [each.unopened for each in groups(30)] == ([times - opened] if is_gap else [])


def test_days_before_openings_were_counted_say_nothing_of_them(demo):
    counted("xyzzyqq", 50, found=True, ago=5)
    assert groups(30) == []
    counted("kk baru", 9, found=True, opened=9, ago=1)
    assert groups(30) == []


def test_a_period_is_compared_with_the_one_before(demo):
    counted("xyzzyqq", 5)
    counted("xyzzyqq", 2, ago=6)
    counted("xyzzyqq", 3, ago=7)
    counted("xyzzyqq", 9, ago=14)
    (found,) = groups(7)
    assert (found.searched, found.before) == (7, 3)
    assert groups(396)[0].before is None


def decide(words, outcome, ago):
    with time_machine.travel(f"{TODAY - datetime.timedelta(days=ago)} 08:00+07:00", tick=False):
        return GapDecision.objects.create(words=words, outcome=outcome)


@pytest.mark.parametrize(
    ("outcome", "ago", "is_back"),
    [
        (GapOutcome.SYNONYM, 0, False), (GapOutcome.SYNONYM, 1, True), (GapOutcome.NOT_OURS, 1, True),
        (GapOutcome.DRAFT, 14, False), (GapOutcome.DRAFT, 15, True),
        (GapOutcome.DISMISSED, 90, False), (GapOutcome.DISMISSED, 91, True),
    ],
)  # fmt: skip
def test_what_was_dealt_with_comes_back_when_it_is_searched_in_vain_again(demo, outcome, ago, is_back):
    decide("xyzzyqq", outcome, ago)
    counted("xyzzyqq", 9, ago=ago)
    counted("xyzzyqq tolong", 3)
    assert [(each.times, each.came_back) for each in groups(396)] == ([(3, True)] if is_back else [])


def test_once_in_a_while_does_not_bring_it_back(demo):
    decide("xyzzyqq", GapOutcome.SYNONYM, 5)
    counted("xyzzyqq", 2)
    assert groups(30) == []


def test_grouping_is_the_same_every_time_and_quick(demo):
    stock = [
        "ktp",
        "kk",
        "akta",
        "hilang",
        "ilang",
        "rusak",
        "bayi",
        "nikah",
        "pndah",
        "syarat",
        "biaya",
        "xyz",
        "qq",
    ]
    words = [f"{a} {b} {c} {n}" for n in range(3) for a in stock for b in stock for c in stock][:5000]
    counts = [Counted(n, each, n % 7 + 1, n % 7 + 1, 0, 0, TODAY) for n, each in enumerate(words)]
    known = lexicon.current()
    start = time.process_time()
    found = group(counts, known)
    assert time.process_time() - start < 1
    assert found == group(counts[::-1], known)
    assert sum(each.times for each in found) == sum(each.missed for each in counts)


def test_a_survey_takes_few_queries(demo, django_assert_max_num_queries):
    for number in range(30):
        counted(f"xyzzyqq {number}", 3, ago=number % 5)
        decide(f"selesai {number}", GapOutcome.DISMISSED, 2)
    lexicon.current()
    with django_assert_max_num_queries(6):
        survey(30)


# --- keeping --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (datetime.date(2026, 11, 22), datetime.date(2025, 10, 22)),
        (datetime.date(2027, 3, 31), datetime.date(2026, 2, 28)),
        (datetime.date(2027, 1, 1), datetime.date(2025, 12, 1)),
    ],
)
def test_searches_are_kept_for_13_months(db, today, first):
    assert retention.first_kept_day(today) == first
    for day in (first, first - datetime.timedelta(days=1)):
        SearchCount.objects.create(day=day, words="ktp", times=1, was_found=True)
    for moment in (f"{first} 00:00+07:00", f"{first - datetime.timedelta(days=1)} 23:59+07:00"):
        with time_machine.travel(moment, tick=False):
            GapDecision.objects.create(words=moment, outcome=GapOutcome.DISMISSED)
    with time_machine.travel(f"{today} 12:00+07:00", tick=False):
        assert rules.RULES["searches"].forget() == 1
        assert rules.RULES["gap-decisions"].forget() == 1
    assert SearchCount.objects.get().day == first
    assert GapDecision.objects.get().words.startswith(str(first))


def test_most_searched_words_are_read_first(demo, monkeypatch):
    monkeypatch.setattr(tally, "MOST_READ", 1)
    counted("xyzzyqq", 1)
    counted("qqxyzzy", 2)
    assert [each.title for each in groups(30)] == ["qqxyzzy"]


def test_a_page_of_another_visitor_tells_nothing_of_the_search(demo):
    assert "Set-Cookie" not in Client().get("/cari/?q=ktp").headers


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (["hajatan", "izin hajatan", "surat ijin hajatan"], True),
        (["surat belum menikah", "keterangan belum menikah", "surat keterangan belum menikah"], True),
        (["surat waris", "keterangan ahli waris"], True),
        (["surat xyzzyqq", "dokumen xyzzyqq", "xyzzyqq"], True),
        (["belum menikah", "menikah"], False),
        (["izin usaha", "keterangan usaha"], False),
        (["akta kelahiran", "akta kematian"], False),
        (["surat izin", "surat keterangan"], False),
    ],
)
def test_words_that_say_little_do_not_part_what_means_the_same(demo, words, same):
    keys = keys_of(dict.fromkeys(words, 3), lexicon.current())
    assert len(set(keys.values())) == (1 if same else len(words)), keys
