"""The staff forms under the strict policy: nothing is refused, the editor takes no hostile text."""

from playwright.sync_api import Page, expect

HOSTILE = (
    '<p style="background:url(javascript:x)" onclick="window.hit=1">Teks <b>tebal</b></p>'
    '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    '<a href="javascript:window.hit=1">tautan</a><svg onload="window.hit=1"></svg><iframe srcdoc="<script>1</script>">'
)


def open_service(page: Page, slug: str) -> None:
    page.goto(f"/kelola/services/service/?q={slug}")
    page.locator("#result_list tbody th a").first.click()


def test_form_opens_without_a_complaint_and_the_editor_is_there(sign_in, complaints):
    page = sign_in("admin")
    page.set_viewport_size({"width": 1280, "height": 900})
    open_service(page, "legalisir-dokumen")
    expect(page.locator(".ck-editor__editable")).to_be_visible()
    expect(page.get_by_label("Keadaan entri")).to_contain_text("Terbit (edisi 1)")
    assert complaints == []


def test_pasted_hostile_text_runs_nowhere_and_is_stored_clean(sign_in, site):
    page = sign_in("admin")
    page.set_viewport_size({"width": 1280, "height": 900})
    open_service(page, "pengantar-skck")
    editable = page.locator(".ck-editor__editable")
    editable.click()
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData('text/html', html);
            document.querySelector('.ck-editor__editable').dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        HOSTILE,
    )
    expect(editable).to_contain_text("Teks tebal")
    page.get_by_role("button", name="Simpan dan terbitkan").first.click()
    expect(page.get_by_text("Terbit sebagai edisi 2.")).to_be_visible()
    page.goto("/layanan/pengantar-skck/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Teks tebal")
    assert "javascript:" not in main.inner_html()
    assert page.evaluate("window.hit") is None


def test_requirements_can_be_put_in_another_order(sign_in, complaints):
    page = sign_in("admin")
    page.set_viewport_size({"width": 1280, "height": 900})
    open_service(page, "kk-hilang-rusak")
    labels = page.locator("#requirements-group .inline-related.has_original input[name$='-label']")
    expect(labels).to_have_count(5)
    first, second = labels.nth(0).input_value(), labels.nth(1).input_value()
    page.locator("#requirements-group .move-end").first.click()
    page.get_by_role("button", name="Simpan dan terus mengedit").first.click()
    expect(labels.nth(0)).to_have_value(second)
    expect(labels.nth(4)).to_have_value(first)
    assert complaints == []
