"""Logos: what an upload is made into, how it is drawn, and the page where an agency's look is set."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from cards import agency_preview, logos
from cards.logos import look_of
from portal import roles
from services import snapshot
from services.logo_images import MAX_BYTES, SIDE, NotALogo, logo_of
from services.models import Agency, AuditRecord, Logo
from services.staff import agency_look_form
from tests.people import make_staff, signed_in

KEY = "disdukcapil"
ADDRESS = f"/kelola/kantor/instansi/{KEY}/tampilan/"


def written(picture, format="PNG", **options):
    out = io.BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def emblem(size=(900, 900), colour="#0f766e", ground=(0, 0, 0, 0), box=(200, 200, 700, 700)):
    picture = Image.new("RGBA", size, ground)
    ImageDraw.Draw(picture).ellipse(box, fill=colour)
    return picture


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_upload_is_written_anew_without_borders_and_metadata(format):
    picture = emblem(ground="#ffffff").convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "Rumah kepala dinas"
    made = logo_of(written(picture, format, exif=exif, lossless=True))
    assert 490 < made.width <= SIDE
    assert b"Rumah" not in made.png
    kept = opened(made.png)
    assert (kept.format, kept.size, dict(kept.getexif()), kept.info) == (
        "PNG",
        (made.width, made.height),
        {},
        {},
    )


def test_same_picture_gives_the_same_digest():
    assert logo_of(written(emblem())) == logo_of(written(emblem()))
    assert logo_of(written(emblem())).digest != logo_of(written(emblem(colour="#b91c1c"))).digest


def test_kept_logo_is_small_however_large_the_upload():
    noise = Image.effect_noise((1500, 1200), 90).convert("RGB")
    made = logo_of(written(noise, "JPEG", quality=80))
    assert max(made.width, made.height) == SIDE
    assert len(made.png) < 300_000


def png_of_size(width, height):
    """A PNG whose head tells a size that its few bytes do not hold."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "bukan gambar"),
        (b"GIF89a" + bytes(50), "bukan gambar"),
        (written(emblem())[:400], "bukan gambar"),
        (written(emblem().convert("RGB"), "GIF"), "bukan gambar"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "skrip"),
        (bytes(MAX_BYTES + 1), "2 MB"),
        (png_of_size(5_000, 5_000), "terlalu besar"),
        (png_of_size(60_000, 60_000), "bukan gambar|terlalu besar"),
        (written(Image.new("RGBA", (300, 300))), "kosong"),
        (written(Image.new("RGB", (300, 300), "#fff")), "kosong"),
        (written(emblem(box=(100, 100, 130, 130))), "terlalu kecil"),
        (written(Image.new("RGB", (1600, 100), "#0f766e")), "terlalu panjang"),
    ],
)
def test_what_is_no_logo_is_refused_with_what_to_do(data, words):
    with pytest.raises(NotALogo, match=words):
        logo_of(data)


@pytest.mark.parametrize(
    ("picture", "plate", "ground"),
    [
        (emblem(), "white", False),
        (emblem(colour="#ffffff"), "dark", False),
        (emblem(colour="#ffd166"), "dark", False),
        (emblem(ground="#ffffff"), "white", False),
        (emblem(colour="#ffffff", ground="#b91c1c"), "white", True),
    ],
)
def test_logo_stands_on_the_plate_on_which_it_is_seen(picture, plate, ground):
    look = look_of(logo_of(written(picture)).png)
    assert (look["plate"], look["ground"]) == (plate, ground)


def test_look_tells_the_shape_of_a_logo():
    round_one = look_of(logo_of(written(emblem())).png)
    wide = look_of(logo_of(written(emblem(size=(1600, 900), box=(100, 300, 1500, 700)))).png)
    square = look_of(logo_of(written(Image.new("RGB", (300, 300), "#0f766e"))).png)
    assert round_one["ratio"] == pytest.approx(1, abs=0.01)
    assert round_one["reach"] == pytest.approx(1, abs=0.05)
    assert wide["ratio"] == pytest.approx(3.5, abs=0.05)
    assert square["reach"] == pytest.approx(1.41, abs=0.03)


# The page


@pytest.fixture
def chief(demo):
    return signed_in(make_staff(roles.ADMINISTRATOR, "chief", list(Agency.objects.all())))


def base_of(client):
    return client.get(ADDRESS).context["base"]


def upload(client, data, **changes):
    file = SimpleUploadedFile("logo.png", data, "image/png")
    return client.post(f"{ADDRESS}logo/", {"logo": file, "dasar": base_of(client)} | changes)


def agency():
    return Agency.objects.get(key=KEY)


def test_logo_is_given_taken_away_and_taken_back(chief):
    assert upload(chief, written(emblem())).status_code == 302
    digest = agency().logo_id
    assert snapshot.current().agencies[KEY].logo == digest
    page = chief.get(ADDRESS).content.decode()
    assert "data:image/png;base64," in page
    assert "Batalkan" in page
    chief.post(f"{ADDRESS}logo/", {"langkah": "hapus", "dasar": base_of(chief)})
    assert agency().logo is None
    chief.post(f"{ADDRESS}batal/")
    assert agency().logo_id == digest
    assert Logo.objects.count() == 1
    last = AuditRecord.objects.order_by("pk").last()
    assert (last.action, last.key, last.detail) == ("change", KEY, {"fields": ["logo"], "undone": True})


def test_wrong_upload_is_told_beside_its_field_and_changes_nothing(chief):
    answer = upload(chief, b"<svg></svg>")
    assert answer.status_code == 400
    assert 'id="error_logo"' in answer.content.decode()
    assert chief.post(f"{ADDRESS}logo/", {"dasar": base_of(chief)}).status_code == 400
    assert agency().logo is None


def test_one_form_saves_file_colour_and_texts_together(chief):
    file = SimpleUploadedFile("logo.png", written(emblem()), "image/png")
    typed = {"logo": file, "brand_color": "#7C2D12", "instagram": "@baru", "dasar": base_of(chief)}
    assert chief.post(ADDRESS, typed).status_code == 302
    now = agency()
    assert (now.logo is not None, now.brand_color, now.social["instagram"]) == (True, "#7c2d12", "@baru")
    page = chief.get(ADDRESS).content.decode()
    assert "Logo dipasang." in page
    answer = chief.post(
        ADDRESS,
        {"logo": SimpleUploadedFile("b.png", b"<svg/>"), "instagram": "@lain", "dasar": base_of(chief)},
    )
    words = answer.content.decode()
    assert answer.status_code == 400
    assert "Belum disimpan" in words
    assert "Logo dipasang." not in words
    assert agency().social["instagram"] == "@baru"


def test_second_of_two_people_is_told_and_nothing_is_overwritten(chief):
    base = base_of(chief)
    Agency.objects.filter(key=KEY).update(verify_line="Ditulis orang lain")
    assert upload(chief, written(emblem()), dasar=base).status_code == 409
    answer = chief.post(ADDRESS, {"instagram": "@baru", "dasar": base})
    assert answer.status_code == 409
    assert "@baru" in answer.content.decode()
    assert agency().verify_line == "Ditulis orang lain"


def test_accounts_keep_their_order_and_those_of_other_networks(chief):
    Agency.objects.filter(key=KEY).update(social={"mastodon": "@m", "instagram": "@lama", "x": "@x"})
    typed = {
        "instagram": "@baru",
        "youtube": "@video",
        "others": "mastodon: @m",
        "hashtags": "#satu\ndua\nsatu",
    }
    chief.post(ADDRESS, typed | {"dasar": base_of(chief)})
    assert list(agency().social.items()) == [
        ("mastodon", "@m"),
        ("instagram", "@baru"),
        ("youtube", "@video"),
    ]
    assert agency().hashtags == ["#satu", "dua"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("others", "tanpa tanda"), ("others", "hashtags: x"), ("others", "x: @x"), ("hashtags", "dua kata")],
)
def test_lines_that_would_not_work_are_refused(field, value):
    form = agency_look_form.LookForm({field: value})
    assert list(form.errors) == [field]


def test_hashtags_beyond_five_are_warned_of(chief):
    Agency.objects.filter(key=KEY).update(hashtags=[f"tagar{at}" for at in range(7)])
    assert "Tidak terpakai: tagar5, tagar6" in chief.get(ADDRESS).content.decode()


def test_look_of_another_agency_is_not_there(demo):
    other = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    member = signed_in(make_staff(roles.ADMINISTRATOR, "lain", [other]))
    for address in (ADDRESS, f"{ADDRESS}light-1.svg"):
        assert member.get(address).status_code == 404
    for address in (f"{ADDRESS}logo/", f"{ADDRESS}batal/"):
        assert member.post(address).status_code == 404


def test_cards_of_the_page_are_drawn_in_every_style(chief):
    addresses = [each["address"] for each in chief.get(ADDRESS).context["previews"]]
    drawn = [chief.get(each) for each in (addresses[0], addresses[-1])]
    assert [each["Content-Type"] for each in drawn] == ["image/svg+xml"] * 2
    assert chief.get(f"{ADDRESS}neon-1.svg").status_code == 404
    assert chief.get(f"{ADDRESS}light-9.svg").status_code == 404


def test_card_bears_the_logo_that_its_agency_had(chief):
    upload(chief, written(emblem()))
    digest = agency().logo_id
    assert agency_preview.sample(KEY, snapshot.current(), "dark").logo == digest
    assert logos.drawn(digest)["plate"] == "white"
    assert bytes(logos.drawn(digest)["png"]) == bytes(Logo.objects.get().png)
    assert logos.drawn("") is None


def test_form_leads_to_the_look_only_who_may_change_it(demo):
    agency = Agency.objects.get(key="disdukcapil")
    for role, leads in ((roles.ADMINISTRATOR, True), (roles.PR, False)):
        page = signed_in(make_staff(role, f"{role}-look", [agency]))
        page = page.get(f"/kelola/services/agency/{agency.pk}/change/").content.decode()
        assert ("Atur logo dan media sosial" in page) == leads
