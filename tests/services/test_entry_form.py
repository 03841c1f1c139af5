"""The form of an entry at /kelola/: sections in the order of the page, rows, what they say, and that it stays fast."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faq.models import Question
from portal import roles
from services.admin.form_values import said
from services.admin.service import PLANS
from services.fields import clean_html
from services.models import Case, Document, Office, Requirement, Service
from tests.forms import form_data
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"
KEYS = [
    "layanan", "keadaan", "persyaratan", "siapa", "tidak-perlu", "alur", "waktu", "biaya", "hasil", "tempat",
    "pengaduan", "dasar-hukum", "pemeriksaan", "terkait", "inggris", "standar", "meja",
]  # fmt: skip


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


def address(service):
    return f"/kelola/services/service/{service.pk}/change/"


def sections(response):
    return {section.plan.key: section for section in response.context["sections"]}


def queries(client, service):
    client.get(address(service))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address(service)).status_code == 200
    return len(seen)


def test_sections_stand_in_the_order_of_the_page_and_can_be_linked_to(staff, service):
    page = staff.get(address(service)).content.decode()
    assert re.findall(r'<details class="entry-section [^"]*" id="section-([^"]+)"', page) == KEYS
    assert (
        page.index('id="id_fee_text"') < page.index('id="given_at-group"') < page.index('id="id_facilities"')
    )
    for field in ["name", "description", "fee_amount", "owner", "pinned", "facilities", "facts_as_of"]:
        assert f'id="id_{field}"' in page


def test_every_field_and_inline_has_its_section(staff, service):
    response = staff.get(address(service))
    shown = {formset.formset.prefix for formset in response.context["inline_admin_formsets"]}
    assert shown == {plan.rows for plan in PLANS if plan.rows}
    assert all(section.rows or section.fieldset for section in response.context["sections"])


def test_head_of_a_section_says_what_it_holds(staff, service):
    found = sections(staff.get(address(service)))
    assert found["persyaratan"].head == f"{service.requirements.count()} persyaratan"
    assert found["biaya"].head == "Gratis"
    assert (found["standar"].head, found["standar"].state) == ("kosong", "empty")
    Service.objects.filter(pk=service.pk).update(fee_text="", facilities="Ruang tunggu.")
    service.rests_on.all().delete()
    found = sections(staff.get(address(service)))
    assert (found["biaya"].head, found["biaya"].state) == ("belum diisi", "missing")
    assert found["standar"].head == "1 bagian diisi di sini"
    assert (found["dasar-hukum"].head, found["dasar-hukum"].state) == ("kosong", "empty")


def test_line_of_a_requirement_says_form_copies_and_cases(staff, service):
    case = service.cases.first()
    row = service.requirements.first()
    row.form, row.copies = "fotokopi", 2
    row.save()
    row.cases.set([case])
    shown = sections(staff.get(address(service)))["persyaratan"].rows[0]
    assert (shown.lead, shown.more) == (row.label, f"Fotokopi · 2 lembar · {case.label}")


def test_refused_save_names_each_field_and_links_to_it(staff, service):
    data = form_data(staff.get(address(service)), "service_form")
    response = staff.post(address(service), data | {"name": [""], "requirements-1-label": [""]})
    faults = {fault.target: fault.label for fault in response.context["faults"]}
    assert faults == {"id_name": "Nama resmi", "id_requirements-1-label": "Persyaratan 2, Persyaratan"}
    assert 'href="#id_requirements-1-label"' in response.content.decode()
    assert {key for key, found in sections(response).items() if found.faults} == {"layanan", "persyaratan"}


def test_rows_are_saved_in_the_order_of_their_numbers(staff, service):
    before = [row.pk for row in service.requirements.all()]
    data = form_data(staff.get(address(service)), "service_form")
    for number, pk in enumerate(reversed(before)):
        index = before.index(pk)
        data[f"requirements-{index}-position"] = [str(number + 1)]
    assert staff.post(address(service), data).status_code == 302
    assert [row.pk for row in service.requirements.all()] == before[::-1]


def test_row_without_a_number_goes_to_the_end(staff, service):
    first = service.requirements.first()
    data = form_data(staff.get(address(service)), "service_form")
    data |= {"requirements-0-position": [""], "requirements-0-label": ["Diubah"]}
    assert staff.post(address(service), data).status_code == 302
    assert service.requirements.last().pk == first.pk


def test_new_row_that_only_has_a_number_is_no_row(staff, service):
    count = service.requirements.count()
    data = form_data(staff.get(address(service)), "service_form")
    data |= {
        "requirements-TOTAL_FORMS": [str(count + 1)],
        f"requirements-{count}-position": ["9"],
        f"requirements-{count}-service": [str(service.pk)],
    }
    assert staff.post(address(service), data).status_code == 302
    assert service.requirements.count() == count


def make_larger(service):
    """Ten more of everything that has choices."""
    documents = list(Document.objects.all()[:10])
    cases = [Case.objects.create(service=service, label=f"Keadaan {number}") for number in range(10)]
    for number, document in enumerate(documents):
        row = Requirement.objects.create(
            service=service,
            label=f"Syarat {number}",
            form="fotokopi",
            document=document,
            position=20 + number,
        )
        row.cases.set(cases)
        step = service.steps.create(actor="petugas", text=f"Langkah {number}", position=20 + number)
        step.cases.set(cases)
    taken = set(service.given_at.values_list("office", flat=True))
    for office in Office.objects.exclude(pk__in=taken):
        service.given_at.create(office=office, position=30)


def test_form_of_a_large_service_takes_no_more_queries(staff, service):
    service.steps.create(
        actor="petugas", text="Belum terbit.", position=9
    )  # a changed draft is compared, too
    small = queries(staff, service)
    make_larger(service)
    assert queries(staff, service) <= small
    assert small <= 75


def test_known_form_codes_and_actors_are_suggested(staff, service):
    page = staff.get(address(service)).content.decode()
    codes = page.split('<datalist id="known-form-codes">')[1].split("</datalist>")[0]
    assert '<option value="F-1.02">' in codes
    assert 'list="known-form-codes"' in page
    assert '<option value="pemohon">Anda</option>' in page


def test_internal_part_shows_what_it_inherits(staff, service):
    service.agency.facilities = "Ruang tunggu ber-AC."
    service.agency.save()
    page = staff.get(address(service)).content.decode()
    assert 'placeholder="Ruang tunggu ber-AC."' in page


@pytest.mark.parametrize("slug_of", [lambda: Service.objects.first(), lambda: Question.objects.first()])
def test_form_may_be_read_by_those_who_may_not_change_it(demo, slug_of):
    entry = slug_of()
    client = signed_in(make_staff(roles.PR))
    response = client.get(f"/kelola/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/")
    assert response.status_code == 200
    assert "data-save" not in response.content.decode()


def test_only_colleagues_can_keep_an_entry(demo, service):
    from services.models import Agency

    other = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain")
    make_staff(roles.EDITOR, "orang-lain", [other])
    mine = make_staff(roles.EDITOR, "penyunting", [service.agency])
    page = signed_in(mine).get(address(service))
    owners = page.context["adminform"].form.fields["owner"].queryset
    assert [user.username for user in owners] == ["penyunting"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("services/service/?q=zzzz", "Tidak ada layanan yang cocok dengan “zzzz”."),
        ("faq/question/?q=zzzz", "Tidak ada tanya jawab yang cocok"),
    ],
)
def test_empty_list_says_what_to_do(staff, demo, path, words):
    page = staff.get(f"/kelola/{path}").content.decode()
    assert words in page
    assert "Tampilkan semua" in page


def test_office_and_document_are_found_by_typing(demo, service):
    client = signed_in(make_staff(roles.EDITOR))
    for model, field, term in [
        ("serviceoffice", "office", "mal"),
        ("requirement", "document", "kartu keluarga"),
    ]:
        found = client.get(
            "/kelola/autocomplete/",
            {"app_label": "services", "model_name": model, "field_name": field, "term": term},
        )
        assert found.json()["results"], (model, found.content)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "<h1>Syarat</h1><h2 class='x'>Lain</h2><h5>Kecil</h5>",
            "<h3>Syarat</h3><h3>Lain</h3><h4>Kecil</h4>",
        ),
        ("<p><b>Bawa</b> <i>asli</i></p>", "<p><strong>Bawa</strong> <em>asli</em></p>"),
        ("<p>Satu</p><p>&nbsp;</p><p><span></span><br></p><p>Dua</p>", "<p>Satu</p><p>Dua</p>"),
        ("<ul><li><p><strong></strong></p></li></ul><p>A<o:p></o:p></p>", "<p>A</p>"),
        ("<p>1 &lt;h1&gt; &lt;p&gt;&lt;/p&gt; 2</p>", "<p>1 &lt;h1&gt; &lt;p&gt;&lt;/p&gt; 2</p>"),
        ("<p>a<br>b</p><table><tbody><tr><td></td></tr></tbody></table>",) * 2,
    ],
)
def test_rich_text_from_elsewhere_becomes_ours(typed, kept):
    assert clean_html(typed) == kept
    assert clean_html(kept) == kept


def test_value_in_words_is_short_and_plain(demo, service):
    class Form:
        fields = {}
        instance = Service(
            name="x" * 200, description="<p>Satu</p><p>dua</p>", tips=["a", "b"], online_apply="penuh"
        )

    assert said(Form, "name") == "x" * 79 + "…"
    assert said(Form, "description") == "Satu dua"
    assert said(Form, "tips") == "2 butir"
    assert said(Form, "online_apply") == "Bisa daring penuh"
    assert said(Form, "owner") == said(Form, "fee_text") == ""
