import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import codes

random_parts = st.text(codes.ALPHABET, min_size=7, max_size=7)
places = st.integers(0, codes.LENGTH - 1)


def test_new_code_is_valid_and_unlike_the_last():
    drawn = {codes.new_code() for _ in range(500)}
    assert len(drawn) == 500
    assert all(codes.is_valid(code) for code in drawn)


def test_alphabet_has_no_lookalikes():
    assert len(set(codes.ALPHABET)) == 32
    assert not set("ILOU") & set(codes.ALPHABET)


@given(random_parts, places, st.sampled_from(codes.ALPHABET))
def test_code_with_one_wrong_character_is_invalid(part, place, other):
    code = codes.with_check_character(part)
    wrong = code[:place] + other + code[place + 1 :]
    assert codes.is_valid(wrong) == (wrong == code)


@given(random_parts, places, places)
def test_code_with_two_characters_swapped_is_invalid(part, one, two):
    code = codes.with_check_character(part)
    swapped = list(code)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    assert codes.is_valid("".join(swapped)) == ("".join(swapped) == code)


@given(random_parts)
def test_code_survives_the_way_people_type_it(part):
    code = codes.with_check_character(part)
    as_typed = codes.display(code).lower().replace("1", "l").replace("0", "o")
    assert codes.normalise(f"  {as_typed} ") == code
    assert codes.normalise(as_typed.replace("-", " – ")) == code
    assert codes.normalise(f"https://contoh.example/k/{code}/?utm_source=wa") == code


@given(st.text(max_size=40))
def test_any_text_is_normalised_and_judged_without_error(text):
    assert codes.is_valid(codes.normalise(text)) in (True, False)


@pytest.mark.parametrize("wrong", ["", "7F3K", "7F3K9Q2MX", "UUUUUUUU", "7F3K-9Q2M"])
def test_text_of_another_shape_is_no_code(wrong):
    assert not codes.is_valid(wrong)


def test_code_is_displayed_in_two_groups():
    assert codes.display("7F3K9Q2M") == "7F3K-9Q2M"
