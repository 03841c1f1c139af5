import io
import threading

import pypdfium2
import pytest
from PIL import Image, JpegImagePlugin

from cards import png, rasterising, typesetting
from cards.rendering import picture_inputs, render
from tests.cards.packs import CHECK_URL, CODE, make_content


def make_pdf(*sizes):
    """A PDF of empty pages, which no template has filled."""
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for width, height in sizes:
        document.new_page(width, height).close()
    document.save(out)
    document.close()
    return out.getvalue()


@pytest.fixture(scope="module")
def pdf():
    content = make_content(sections=("cover", "time_fee"))
    inputs = picture_inputs(content, "portrait", CODE, CHECK_URL)
    return typesetting.typeset("main.typ", inputs, "pdf", content.as_of, tagged=False)[0][0]


def test_png_holds_exactly_what_pdfium_draws_from_the_untouched_pdf(pdf):
    document = pypdfium2.PdfDocument(pdf)
    expected = [page.render(scale=1).to_pil().convert("RGB") for page in document]
    drawn = [Image.open(io.BytesIO(data)) for data in rasterising.pngs(pdf)]
    assert [picture.mode for picture in drawn] == ["RGB"] * len(expected)
    assert [picture.tobytes() for picture in drawn] == [picture.tobytes() for picture in expected]
    document.close()


def test_colour_profiles_are_taken_out_without_moving_a_byte(pdf):
    plain = rasterising._in_device_colours(pdf)
    assert b"/ICCBased" in pdf
    assert b"/ICCBased" not in plain
    assert len(plain) == len(pdf)


def test_png_is_what_its_readers_expect(pdf):
    first = rasterising.pngs(pdf)[0]
    assert len(first) < 300_000
    assert Image.open(io.BytesIO(first)).info == {}
    Image.open(io.BytesIO(first)).verify()


def test_jpeg_keeps_its_colours_at_full_resolution(pdf):
    picture = Image.open(io.BytesIO(rasterising.jpegs(pdf, 88)[0]))
    assert JpegImagePlugin.get_sampling(picture) == 0  # 4:4:4
    assert (picture.size, picture.mode) == ((1080, 1350), "RGB")
    exact = Image.open(io.BytesIO(rasterising.pngs(pdf)[0]))
    corner, drawn = exact.getpixel((8, 8)), picture.getpixel((8, 8))
    assert max(abs(one - other) for one, other in zip(corner, drawn, strict=True)) <= 2


def test_page_that_nothing_fills_is_white_whatever_was_drawn_before(pdf):
    rasterising.pngs(pdf)
    for data in rasterising.pngs(make_pdf((60, 40), (50, 30))):
        assert Image.open(io.BytesIO(data)).getcolors() in ([(2400, (255,) * 3)], [(1500, (255,) * 3)])


def test_kinds_drawn_at_the_same_time_come_out_as_alone(pdf):
    alone = [rasterising.pngs(pdf), rasterising.jpegs(pdf, 88)]
    drawn = [[], []]
    threads = [threading.Thread(target=lambda: drawn[0].append(rasterising.pngs(pdf))) for _ in range(2)]
    threads += [
        threading.Thread(target=lambda: drawn[1].append(rasterising.jpegs(pdf, 88))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [[alone[0]] * 2, [alone[1]] * 2]


def test_broken_pdf_is_an_error_and_the_next_one_is_drawn():
    with pytest.raises(pypdfium2.PdfiumError):
        rasterising.pngs(b"%PDF-1.7 torn")
    assert len(rasterising.pngs(make_pdf((40, 40)))) == 1


def test_huge_page_is_refused_before_it_takes_memory():
    with pytest.raises(ValueError, match="not a card"):
        rasterising.pngs(make_pdf((14_000, 14_000)))
    assert len(rasterising.pngs(make_pdf((40, 40)))) == 1


def test_rows_of_another_size_are_no_png():
    with pytest.raises(ValueError, match="3 rows of 2 pixels"):
        png.encoded(bytes(10), 2, 3)


def test_folder_of_a_thread_goes_with_it():
    folders = []

    def draw():
        render(make_content(sections=("cover",)), kind="svg")
        folders.append(typesetting._folder().path)

    thread = threading.Thread(target=draw)
    thread.start()
    thread.join()
    (folder,) = folders
    assert not folder.exists()


def test_templates_that_the_system_cleaned_away_are_copied_again():
    content = make_content(sections=("cover",))
    before = render(content, kind="svg")
    (typesetting._folder().path / "type.typ").unlink()
    assert render(content, kind="svg") == before


def test_text_is_drawn_as_now_given_after_other_text_and_in_a_new_thread():
    one, other = make_content(sections=("cover",)), make_content("kk-baru", sections=("cover",))
    first = render(one, kind="png")
    assert render(other, kind="png") != first
    typesetting.forget()
    assert render(one, kind="png") == first
