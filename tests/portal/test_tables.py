"""The catalogue as workbooks and CSV: nothing lost on the way, every fault named by sheet, row and column."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from portal import catalogue
from portal.exchange.files import read_upload
from services.catalogue_cells import safe, unsafe
from services.catalogue_csv import write_csv, write_csv_archive
from services.catalogue_faults import CatalogueError
from services.catalogue_sheets import sheets
from services.catalogue_workbook import read_workbook, template, write_workbook
from services.models import Agency, Service


@pytest.fixture
def agency(demo):
    return Agency.objects.get(key="disdukcapil")


def book(**given):
    """A workbook; keys are sheet names, values their rows."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in given.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def csv_of(*rows, coding="utf-8", delimiter=";"):
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode(coding)


def faults_of(content, agency, name="a.xlsx"):
    with pytest.raises(CatalogueError) as refused:
        read_upload(content, name, agency).preview()
    return "\n".join(map(str, refused.value.faults))


@pytest.mark.parametrize(
    ("name", "write"),
    [("katalog.xlsx", write_workbook), ("katalog.zip", write_csv_archive)],
)
def test_round_trip_leaves_everything(agency, name, write):
    service = Service.objects.get(slug="ktp-el-baru")
    service.extra = {"color_of_counter": "biru"}
    service.fee_note, service.summary = "=1+1", "'=baris satu\r\nbaris dua"
    service.facilities, service.review_months, service.facts_as_of = "Tiga loket", 12, ""
    service.save()
    report = read_upload(write(sheets(catalogue.export_data(agency))), name, None).preview()
    assert (report.created, report.changed) == ({}, {}), report.said
    assert report.count("left") == 256
    again = catalogue.preview(read_upload(write(sheets(catalogue.export_data())), name, None).catalogue)
    assert (again.created, again.changed) == ({}, {})


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+62",
        "-x",
        "@a",
        "'=x",
        "''@x",
        "\tx",
        " =x",
        "\n+1",
        "＝x",
        "'\u00a0－1",
        "\nx",
        "biasa",
        "'kutip",
        "",
    ],
)
def test_text_never_becomes_a_formula_and_comes_back(text):
    assert not safe(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t"))
    assert unsafe(safe(text)) == text


def test_formula_in_a_draft_is_text_in_the_workbook(agency):
    Service.objects.filter(slug="ktp-el-baru").update(fee_note="=HYPERLINK(1)")
    made = load_workbook(io.BytesIO(write_workbook(sheets(catalogue.export_data(agency)))))
    cells = [cell for row in made["Layanan"].iter_rows(min_row=2, max_row=2) for cell in row]
    assert "'=HYPERLINK(1)" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_plain_list_of_services_in_one_csv_is_enough(agency):
    content = csv_of(
        ["Nama", "Kategori", "Ringkasan", "Persyaratan", "Langkah", "Waktu", "Biaya", "Hasil", "No"],
        ["Surat Izin Ramai", "Surat kelurahan dan desa", "Ringkas", "1. KTP-el; Fotokopi KK; Pas foto 3x4",
         "Datang; Petugas: memeriksa", "1 hari", "Gratis", "Surat é", "1"],
        coding="cp1252",
    )  # fmt: skip
    upload = read_upload(content, "daftar.csv", agency)
    report = upload.preview()
    assert report.created == {"services": ["surat-izin-ramai"]}
    assert upload.ignored == ["lembar Layanan · kolom No"]
    _, said = report.said["services", "surat-izin-ramai"]
    assert [(each["id"], each["form"]) for each in said["requirements"]] == [
        ("ktp-el", "asli_diperlihatkan"),
        ("fotokopi-kk", "fotokopi"),
        ("pas-foto-3x4", "pas_foto"),
    ]
    assert [(each["actor"], each["text"]) for each in said["steps"]] == [
        ("pemohon", "Datang"),
        ("petugas", "memeriksa"),
    ]
    assert (said["category"], said["provider"], said["fee"]["amount"]) == ("surat", "disdukcapil", 0)
    assert said["product"] == ["Surat é"]
    assert "Kanal pengaduan belum dipilih" in str(report.not_published)


def test_column_that_is_not_there_changes_nothing_and_a_blank_cell_empties(agency):
    content = csv_of(["slug", "Nama", "Bila diwakilkan"], ["ktp-el-baru", "Nama Baru", ""], delimiter=",")
    before, after = read_upload(content, "a.csv", agency).preview().said["services", "ktp-el-baru"]
    changed = {name for name in after if before[name] != after[name]}
    assert changed == {"name", "representation"}
    assert after["representation"] == ""


def test_row_is_found_again_by_its_words_and_values_of_excel_are_understood(agency):
    content = book(
        Layanan=[["Slug", "Nama"], ["ktp-el-hilang-rusak", "KTP-el hilang atau rusak"], [], [None]],
        Persyaratan=[
            ["Layanan", "Persyaratan", "Lembar", "Untuk keadaan", "Bentuk"],
            ["ktp-el-hilang-rusak", "Surat kehilangan dari kepolisian", 3.0, None, "asli, diserahkan"],
        ],
    )
    report = read_upload(content, "a.xlsx", agency).preview()
    _, after = report.said["services", "ktp-el-hilang-rusak"]
    (paper,) = after["requirements"]
    assert (paper["copies"], paper["form"], paper["cases"]) == (3, "asli_diserahkan", [])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Nama", "Kategori"], ["A", "bulan"]], "lembar Layanan, baris 2 · kolom Kategori: “bulan” tidak ada"),
        ([["Nama", "Kategori"], [], ["", "surat"]], "lembar Layanan, baris 3 · kolom Nama: wajib diisi"),
        ([["Nama", "Biaya angka"], ["A", "banyak"]], "baris 2 · kolom Biaya angka: harus berupa angka"),
        ([["Nama", "Satuan waktu"], ["A", "abad"]], "kolom Satuan waktu: nilai tidak dikenal, pilih salah satu"),
        ([["Nama", "Konsultasi daring"], ["A", "mungkin"]], "tulis ya atau tidak"),
        ([["Nama", "Katgori"], ["A", "surat"]], "Katgori: kolom tidak dikenal; maksudnya “kategori”?"),
        ([["Nama", "Nama"], ["A", "B"]], "kolom ini ada dua kali"),
        ([["Kategori"], ["surat"]], "Nama: kolom ini harus ada"),
        ([["Nama", "Slug"], ["A", "x"], ["B", "x"]], "kunci ini dipakai lebih dari sekali"),
        ([["Nama", "Lainnya (JSON)"], ["A", "{"]], "bukan JSON yang sah"),
    ],
)  # fmt: skip
def test_fault_names_sheet_row_column_and_reason(agency, rows, words):
    for row in rows[1:]:
        row.extend(["" for _ in range(len(rows[0]) - len(row))])
    if "Kategori" not in rows[0]:
        for index, row in enumerate(rows):
            row.append("Kategori" if index == 0 else "surat")
    assert words in faults_of(book(Layanan=rows), agency)


def test_faults_of_cells_and_of_what_is_missing_or_unknown_come_at_once(agency):
    head = ["Nama", "Kategori", "Biaya angka", "Keadaan"]
    told = faults_of(
        book(Layanan=[head, ["A", "surat", "banyak"], ["B", "bulan", 1], ["", "surat", 1]]), agency
    )
    for words in ["baris 2 · kolom Biaya angka", "baris 3 · kolom Kategori", "baris 4 · kolom Nama: wajib"]:
        assert words in told
    told = faults_of(book(Layanan=[head, ["A", "surat", "banyak"], ["B", "", 1]]), agency)
    assert "baris 2 · kolom Biaya angka" in told
    assert "baris 3 · kolom Kategori" in told


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("name", ["xl/workbook.xml", "layanan.csv"])
def test_damaged_archive_is_told_as_damaged(agency, packing, name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr(name, "Nama;Kategori\r\n" + "abc;surat\r\n" * 200)
    content, start = bytearray(file.getvalue()), 30 + len(name) + 12
    content[start : start + 12] = b"\xff" * 12
    assert "rusak" in faults_of(bytes(content), agency)


def test_workbook_that_is_none_says_so(agency):
    assert "Berkas Excel ini rusak atau bukan Excel" in faults_of(b"garbage", agency, "daftar.XLSX")


def test_row_of_a_service_that_is_not_in_the_file_is_a_fault(agency):
    content = book(Layanan=[["Nama"], ["A"]], Langkah=[["Layanan", "Siapa"], ["B", "petugas"]])
    assert "lembar Langkah, baris 2 · kolom Layanan: “B” tidak ada di lembar Layanan" in faults_of(
        content, agency
    )


def packed(name, content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.xlsx", "kosong"),
        (LOCKED, "a.xlsx", "kata sandi"),
        (b"\xd0\xcf\x11\xe0", "a.xls", "Excel lama"),
        (b"PK\x03\x04rusak", "a.xlsx", "rusak"),
        (packed("bom.csv", b"0" * (81 * 1024 * 1024)), "a.zip", "terlalu besar"),
        (packed("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "a.xlsx", "deklarasi"),
        (packed("xl/workbook.xml", "<x/>"), "a.xlsx", "rusak"),
        (packed("foto.png", b"x"), "a.zip", "tidak memuat"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "jenisnya tidak dikenal"),
        (b"\x89PNG\x00\x00", "a.csv", "bukan teks"),
        (b"\xff\xfe\x00", "a.csv", "bukan teks"),
        (b'Nama;Kategori\r\n"A;surat', "a.csv", "tanda kutip"),
        (b"a: &a [*a]", "a.yaml", "berulang"),
        (book(Apa=[["x"]], Itu=[["y"]]), "a.xlsx", "tidak ada lembar yang dikenal"),
    ],
)  # fmt: skip
def test_file_that_could_hurt_is_refused_with_words(content, name, words):
    with pytest.raises(CatalogueError, match=words):
        read_upload(content, name, None)


def test_template_can_be_imported_and_offers_lists(agency):
    content = template()
    report = read_upload(content, "template.xlsx", agency).preview()
    assert report.created["services"] == ["surat-keterangan-contoh"]
    assert list(report.said) == [
        ("services", "surat-keterangan-contoh"),
        ("faqs", "apakah-perlu-pengantar-rt"),
    ]
    made = load_workbook(io.BytesIO(content))
    assert made.sheetnames[0] == "Petunjuk"
    rules = made["Persyaratan"].data_validations.dataValidation
    assert [str(rule.sqref) for rule in rules] == ["D2:D5000"]
    place = rules[0].formula1.partition("!")[2].replace("$", "")
    assert "Asli, diperlihatkan" in [row[0].value for row in made["Pilihan"][place]]


def test_workbook_is_read_as_values(agency):
    assert read_workbook(book(Layanan=[["Nama"], ["=1+1"]]))["Layanan"] == [["Nama"]]


def test_csv_is_what_excel_opens(agency):
    content = write_csv([["Nama"], ["é;x"], [-7.0], [None]])
    assert content == '\ufeffNama\r\n"é;x"\r\n-7.0\r\n""\r\n'.encode()
