"""Three states of a draft: what differs, whose change it is, and what comes out of the choices."""

from copy import deepcopy

import pytest

from services.merging_drafts import ORDER, differences, merge, with_own_keys


def paper(key, label="", **more):
    return {"key": key, "label": label or key, "cases": [], "alternative_to": "", "note": "", **more}


@pytest.fixture
def base():
    return {
        "fields": {"summary": "Lama", "pinned": False, "tips": ["satu"], "fee_amount": 0},
        "parts": {
            "cases": [{"key": "hilang", "label": "Hilang"}, {"key": "rusak", "label": "Rusak"}],
            "requirements": [paper("kk"), paper("ktp"), paper("foto")],
            "steps": [{"actor": "pemohon", "where": "", "text": "Datang", "cases": []}],
            "offices": ["mpp", "dinas"],
        },
    }


@pytest.fixture
def theirs(base):
    return deepcopy(base)


@pytest.fixture
def mine(base):
    return deepcopy(base)


def sides(*states):
    return {each.path: each.side for each in differences(*states)}


def defaults(*states):
    """What comes out if nobody touches the page: one's own changes, the others' where both changed."""
    chosen = {path for path, side in sides(*states).items() if side == "mine"}
    return merge(*states, chosen)


def item(state, key, part="requirements"):
    return next(each for each in state["parts"][part] if each["key"] == key)


def keys(state, part="requirements"):
    return [each["key"] for each in state["parts"][part]]


def test_what_is_the_same_is_no_difference(base, theirs, mine):
    theirs["fields"]["summary"] = mine["fields"]["summary"] = "Sama-sama baru"
    assert differences(base, theirs, mine) == []


def test_every_change_is_told_with_whose_it_is(base, theirs, mine):
    theirs["fields"] |= {"summary": "Mereka", "pinned": True}
    mine["fields"] |= {"summary": "Saya", "tips": ["satu", "dua"]}
    theirs["parts"]["offices"] = ["dinas"]
    item(theirs, "kk")["note"], item(mine, "kk")["label"] = "asli", "Kartu keluarga"
    assert sides(base, theirs, mine) == {
        ("fields", "summary"): "both",
        ("fields", "pinned"): "theirs",
        ("fields", "tips"): "mine",
        ("parts", "requirements", "kk", "label"): "mine",
        ("parts", "requirements", "kk", "note"): "theirs",
        ("parts", "offices"): "theirs",
    }
    merged = defaults(base, theirs, mine).state
    assert merged["fields"] == {"summary": "Mereka", "pinned": True, "tips": ["satu", "dua"], "fee_amount": 0}
    assert item(merged, "kk") | {"cases": 0} == paper("kk", "Kartu keluarga", note="asli") | {"cases": 0}
    assert merge(base, theirs, mine, {("fields", "summary")}).state["fields"]["summary"] == "Saya"


def test_item_that_one_removed_and_the_other_changed_is_contested(base, theirs, mine):
    theirs["parts"]["requirements"].pop(1)
    item(mine, "ktp")["note"] = "harus asli"
    path = ("parts", "requirements", "ktp")
    assert sides(base, theirs, mine) == {path: "both"}
    assert keys(merge(base, theirs, mine, set()).state) == ["kk", "foto"]
    brought_back = merge(base, theirs, mine, {path}).state
    assert keys(brought_back) == ["kk", "ktp", "foto"]
    assert item(brought_back, "ktp")["note"] == "harus asli"


def test_item_that_i_removed_goes_unless_the_other_changed_it(base, theirs, mine):
    mine["parts"]["requirements"] = [paper("kk")]
    item(theirs, "foto")["note"] = "latar merah"
    assert sides(base, theirs, mine) == {
        ("parts", "requirements", "ktp"): "mine",
        ("parts", "requirements", "foto"): "both",
    }
    assert keys(defaults(base, theirs, mine).state) == ["kk", "foto"]


def test_new_items_of_both_stand_where_each_put_them(base, theirs, mine):
    theirs["parts"]["requirements"].insert(1, paper("dari-mereka"))
    mine["parts"]["requirements"].insert(2, paper("dari-saya"))
    mine["parts"]["requirements"].insert(0, paper("paling-depan"))
    merged = defaults(base, theirs, mine).state
    assert keys(merged) == ["paling-depan", "kk", "dari-mereka", "ktp", "dari-saya", "foto"]


def test_order_is_a_choice_of_its_own(base, theirs, mine):
    mine["parts"]["requirements"].reverse()
    theirs["parts"]["requirements"].append(paper("baru"))
    path = ("parts", "requirements", ORDER)
    assert sides(base, theirs, mine)[path] == "mine"
    assert keys(defaults(base, theirs, mine).state) == ["foto", "baru", "ktp", "kk"]
    theirs["parts"]["requirements"][:2] = reversed(theirs["parts"]["requirements"][:2])
    assert sides(base, theirs, mine)[path] == "both"
    assert keys(merge(base, theirs, mine, set()).state) == ["ktp", "kk", "foto", "baru"]


def test_steps_are_chosen_as_a_whole(base, theirs, mine):
    theirs["parts"]["steps"][0]["text"] = "Ambil nomor"
    mine["parts"]["steps"].append({"actor": "petugas", "where": "", "text": "Periksa", "cases": []})
    assert sides(base, theirs, mine) == {("parts", "steps"): "both"}
    assert merge(base, theirs, mine, {("parts", "steps")}).state["parts"]["steps"] == mine["parts"]["steps"]


def test_new_items_with_the_same_label_are_one(base, theirs, mine):
    theirs["parts"]["requirements"].append(paper("pas-foto", "Pas foto", note="2 lembar"))
    mine["parts"]["requirements"].append(paper("pas-foto", "pas foto "))
    mine = with_own_keys(base, theirs, mine)
    assert sides(base, theirs, mine) == {
        ("parts", "requirements", "pas-foto", "label"): "both",
        ("parts", "requirements", "pas-foto", "note"): "both",
    }


def test_new_items_that_share_a_key_by_chance_both_stay(base, theirs, mine):
    theirs["parts"]["requirements"].append(paper("surat", "Surat A"))
    mine["parts"]["requirements"] += [paper("surat", "Surat B"), paper("kuasa", alternative_to="surat")]
    merged = defaults(base, theirs, with_own_keys(base, theirs, mine)).state
    assert {each["key"]: each["label"] for each in merged["parts"]["requirements"][3:]} == {
        "surat": "Surat A",
        "surat-2": "Surat B",
        "kuasa": "kuasa",
    }
    assert item(merged, "kuasa")["alternative_to"] == "surat-2"


def test_case_that_something_needs_is_not_lost(base, theirs, mine):
    """Without its case a paper would suddenly be asked of everyone."""
    theirs["parts"]["cases"].pop(0)
    mine["parts"]["requirements"].append(paper("laporan", cases=["hilang"]))
    merged = defaults(base, theirs, mine)
    assert keys(merged.state, "cases") == ["rusak", "hilang"]
    assert merged.kept_cases == ["Hilang"]


def test_alternative_to_a_removed_paper_is_let_go(base, theirs, mine):
    theirs["parts"]["requirements"].pop(0)
    item(mine, "foto")["alternative_to"] = "kk"
    merged = defaults(base, theirs, mine).state
    assert item(merged, "foto")["alternative_to"] == ""


def test_nothing_given_is_changed(base, theirs, mine):
    theirs["parts"]["requirements"].pop(0)
    mine["parts"]["requirements"].reverse()
    before = deepcopy((base, theirs, mine))
    defaults(base, theirs, mine)
    assert (base, theirs, mine) == before
