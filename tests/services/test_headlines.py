"""Headlines of fees and times: short, and never a promise the words beside them take back."""

import pytest
from django.utils import translation

from services.document import Fee, ProcessingTime
from services.headlines import fee_headline, fee_tail, time_headline


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"text": "Paling lama 1 hari kerja", "max_value": 1, "unit": "hari kerja"},
            "Paling lama 1 hari kerja",
        ),
        (
            {
                "text": "Paling lama 1 jam; paling lama 24 jam bila ada gangguan",
                "max_value": 24,
                "unit": "jam",
            },
            "Paling lama 24 jam",
        ),
        (
            {"text": "Sekitar 15 menit di loket bila tidak ada antrean", "max_value": 15, "unit": "menit"},
            "Sekitar 15 menit",
        ),
        ({"text": "Sesuai antrean dan kelengkapan berkas pemohon di loket"}, None),
    ],
)
def test_time_is_short_or_its_outer_limit(given, words):
    assert time_headline(ProcessingTime(**given)) == (words or given["text"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"amount": 0, "text": "Tidak dipungut biaya"}, "Gratis"),
        ({"amount": 30000, "text": "Rp30.000 per surat"}, "Rp30.000 per surat"),
        ({"amount": 250000, "text": "Rp250.000 untuk tiap kendaraan yang didaftarkan"}, "Rp250.000"),
        ({"text": "Sesuai nilai jual objek pajak"}, "Sesuai nilai jual objek pajak"),
    ],
)
def test_fee_is_short(given, words):
    assert fee_headline(Fee(**given)) == words


@pytest.mark.parametrize(
    ("given", "head", "tail"),
    [
        ({"amount": 0, "text": "Gratis"}, "Free", ""),
        ({"amount": 25000, "text": "Rp25.000"}, "Rp25,000", ""),
        ({"amount": 25000, "text": "Rp25.000 per lembar"}, "Rp25,000", "Rp25.000 per lembar"),
        ({"text": "Sesuai nilai jual"}, "Sesuai nilai jual", ""),
    ],
)
def test_english_fee_is_an_amount_and_the_words_beside_it_say_the_rest(given, head, tail):
    with translation.override("en"):
        assert (fee_headline(Fee(**given)), fee_tail(Fee(**given))) == (head, tail)
