import shutil
from collections import Counter

import pytest

from tests.cards import others
from tests.cards.packs import make_content
from tests.proof import reading
from tests.proof.contents import contents, questions, services

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
SAMPLE = {
    "cover": lambda: make_content(sections=("cover",)),
    "brand": lambda: make_content("kk-baru", sections=("not_required",), theme="brand"),
    "dark": lambda: make_content("kk-baru", sections=("cover",), theme="dark"),
    "question": lambda: others.question(sections=("questions",)),
}


@needs_tesseract
@pytest.mark.parametrize(("format", "name"), list(zip(("portrait", "story") * 2, SAMPLE, strict=True)))
def test_card_is_read_back_after_a_messenger_recompressed_it(format, name):
    assert reading.faults(list(reading.readings(SAMPLE[name](), format))) == []


def test_words_that_ran_together_count_as_read_and_others_do_not():
    truth = reading.words("pada jam layanan di loket")
    assert reading.not_read(truth, reading.words("padajam layanan diloket")) == Counter()
    assert reading.not_read(truth, reading.words("padajamx layanan diloket")) == reading.words("pada jam")


def test_faults_are_a_code_a_slide_or_too_many_words_of_all():
    good, torn = reading.Reading("one", 100, (), True), reading.Reading("two", 100, ("a",) * 4, True)
    assert reading.faults([good, torn]) == []
    assert "only 96.0%" in reading.faults([torn])[0]
    assert reading.faults([good, reading.Reading("three", 10, ("a", "b"), True)])[0].startswith(
        "three: 80.0%"
    )
    assert "QR code not read" in reading.faults([reading.Reading("four", 10, (), False)])[0]


def test_proof_reads_the_whole_catalogue():
    assert len(services()) == 26
    assert len(questions()) >= 100
    assert contents("question", next(iter(questions())), "story")
