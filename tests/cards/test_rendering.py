import io
import os
import subprocess
import sys
import threading
from functools import cache, partial

import pytest
import zxingcpp
from PIL import Image

from cards import typesetting
from cards.content import build_content
from cards.formats import FORMATS, PACK_FORMATS
from cards.packs import options_that_fit
from cards.rendering import MAX_SLIDES, TooManySlides, picture_digest, render, render_link_preview
from services.choices import RequirementForm
from tests.cards.packs import (
    AS_OF,
    CHECK_URL,
    CODE,
    make_content,
    make_options,
    pages,
    squeezed,
)
from tests.catalogue import make_documents, make_facts

SLUGS = list(make_documents())


@cache
def packs_of(slug):
    """The contents of the packs that a service is published as."""
    document, facts = make_documents()[slug], make_facts()
    build = partial(build_content, document, facts)
    cases = [case.key for case in document.cases]
    return [build(each) for each in options_that_fit(build, cases, make_options())]


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_of_a_service_is_cut(slug):
    document = make_documents()[slug]
    drawn = "".join(text for content in packs_of(slug) for text in pages(content))
    for each in document.requirements:
        said = [
            each.label,
            str(RequirementForm(each.form).label),
            each.condition,
            each.note,
            each.where_to_get,
        ]
        said += [each.legal_ref, f"{each.copies} lembar" if each.copies else ""]
        assert [text for text in said if squeezed(text) not in drawn] == []
    for text in (
        *document.not_required,
        document.fee.basis,
        document.processing_time.text,
        document.validity,
    ):
        assert squeezed(text) in drawn


@pytest.mark.parametrize("slug", SLUGS)
def test_every_line_of_the_content_is_printed(slug):
    for content in packs_of(slug):
        drawn = "".join(pages(content))
        for section in content.sections:
            for block in section.blocks:
                texts = [block.value if block.kind != "free" else "GRATIS", block.heading]
                texts += [] if section.kind == "cover" else [block.label]
                texts += [each for row in block.rows for each in (row.lead, row.text)]
                if section.kind == "cover" and block.key in ("name", "summary"):
                    texts.remove(block.heading)
                assert [text for text in texts if squeezed(text) not in drawn] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_slide_stands_alone(slug):
    for content in packs_of(slug):
        texts = pages(content)
        assert len(texts) <= MAX_SLIDES
        for number, text in enumerate(texts, start=1):
            assert squeezed(content.agency) in text
            assert squeezed(content.short_name if number > 1 else content.name) in text
            assert squeezed("Berlaku per 22 November 2026") in text
            assert squeezed("dukcapil.contohkab.example/k/7F3K-9Q2M") in text
            assert squeezed(f"{number} / {len(texts)}") in text
            assert ("GRATIS" in text) == content.is_free


def test_every_slide_of_a_case_names_the_case():
    content = make_content("kk-baru", sections=("requirements",))
    slides = render(content, kind="svg")
    for slide, text in zip(slides, pages(content), strict=True):
        assert squeezed(content.section(slide.section).case) in text


def test_slides_are_named_in_posting_order():
    content = make_content("perubahan-biodata", cases=("pendidikan",), sections=("cover", "who", "where"))
    names = [slide.name for slide in render(content, kind="svg")]
    assert names[:3] == ["01-cover.svg", "02-pemohon.svg", "03-tempat-jam.svg"]
    assert names[3] == "04-tempat-jam-2.svg"
    assert names == sorted(names)


@pytest.mark.parametrize("format", PACK_FORMATS)
def test_png_has_the_size_of_its_format(format):
    (slide,) = render(make_content(sections=("cover",)), format, kind="png")
    assert Image.open(io.BytesIO(slide.data)).size == (FORMATS[format].width, FORMATS[format].height)


def test_qr_code_is_read_after_a_messenger_recompressed_it():
    content = make_content(sections=("cover", "not_required"))
    for slide in render(content, code=CODE, check_url=CHECK_URL, kind="png"):
        picture = Image.open(io.BytesIO(slide.data)).convert("RGB")
        small = picture.resize((round(picture.width * 0.83), round(picture.height * 0.83)))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=50)
        (read,) = zxingcpp.read_barcodes(Image.open(out))
        assert read.text == CHECK_URL


def test_preview_says_so_and_has_no_code():
    content = make_content()
    for text in pages(content, None):
        assert text.count("PRATINJAU") >= 2
        assert "/k/" not in text
    (slide,) = render(make_content(sections=("cover",)), kind="png")
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(slide.data))) == []


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "jpeg"])
def test_same_content_gives_the_same_bytes(kind):
    content = make_content(sections=("not_required",))
    first = render(content, code=CODE, check_url=CHECK_URL, kind=kind)
    render(make_content("kk-baru", sections=("cover",)), kind=kind)
    typesetting.forget()  # a compiler that has drawn nothing yet
    assert render(content, code=CODE, check_url=CHECK_URL, kind=kind) == first


def test_kept_compiler_never_draws_the_card_before():
    one, other = make_content("kk-baru"), make_content("pengantar-skck")
    assert pages(one) != pages(other)
    assert squeezed("Surat Pengantar SKCK") in pages(other)[0]


def test_threads_draw_at_the_same_time():
    content = make_content(sections=("cover", "time_fee"))
    drawn = []
    threads = [threading.Thread(target=lambda: drawn.append(render(content, kind="jpeg"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == 4
    assert all(each == drawn[0] for each in drawn)


def test_forked_child_of_a_process_that_drew_gets_an_error_not_a_hang():
    program = (
        "import os, sys\n"
        "import django\n"
        "django.setup()\n"
        "from tests.cards.packs import make_content\n"
        "from cards.rendering import render\n"
        "render(make_content(), kind='pdf')\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    try:\n"
        "        render(make_content(), kind='pdf')\n"
        "    except RuntimeError:\n"
        "        os._exit(7)\n"
        "    os._exit(1)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], timeout=30, env={**os.environ}, check=False
    )
    assert run.returncode == 7


def test_link_preview_is_a_small_jpeg():
    data = render_link_preview(make_content("cek-cetak-dokumen-digital"))
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert len(data) < 300_000


def test_carousel_jpeg_keeps_within_what_a_post_may_weigh():
    (slide,) = render(make_content(sections=("cover",)), code=CODE, check_url=CHECK_URL, kind="jpeg")
    assert Image.open(io.BytesIO(slide.data)).size == (1080, 1350)
    assert len(slide.data) < 450_000


def test_picture_digest_follows_all_that_is_drawn():
    content = make_content()
    base = picture_digest(content, "portrait", CODE, CHECK_URL)
    assert picture_digest(make_content(), "portrait", CODE, CHECK_URL) == base
    later = make_content(as_of=AS_OF.replace(day=23))
    assert picture_digest(later, "portrait", CODE, CHECK_URL) != base
    assert picture_digest(content, "story", CODE, CHECK_URL) != base


def test_service_with_too_many_cases_is_split_into_packs():
    contents = packs_of("perubahan-biodata")
    assert len(contents) == 2
    cases = [section.case for content in contents for section in content.sections if section.case]
    assert cases == [case.label for case in make_documents()["perubahan-biodata"].cases]


def test_pack_of_more_than_twenty_slides_says_what_to_do():
    with pytest.raises(TooManySlides, match="Pilih lebih sedikit keadaan"):
        render(make_content("perubahan-biodata"), kind="svg")
