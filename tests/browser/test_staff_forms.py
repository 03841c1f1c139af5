"""The staff forms under the strict policy: nothing is refused, the editor takes no hostile text."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site

HOSTILE = (
    '<p style="background:url(javascript:x)" onclick="window.hit=1">Teks <b>tebal</b></p>'
    '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    '<a href="javascript:window.hit=1">tautan</a><svg onload="window.hit=1"></svg><iframe srcdoc="<script>1</script>">'
)


FROM_WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View>
</w:WordDocument></xml><![endif]--><style><!-- @font-face {font-family:Calibri;} p.MsoNormal {margin:0cm;
mso-style-parent:"";} @list l0 {mso-list-id:1;} @list l0:level1 {mso-level-number-format:bullet; margin-left:36.0pt;}
@list l1 {mso-list-id:2;} @list l1:level1 {mso-level-number-format:decimal; margin-left:36.0pt;} --></style></head>
<body lang=IN><!--StartFragment-->
<h1 style='mso-margin-top-alt:auto'><span lang=IN style='font-family:"Arial",sans-serif'>Tata cara<o:p></o:p></span></h1>
<p class=MsoNormal><span style='color:red;mso-fareast-language:IN'>Bawa <b style='mso-bidi-font-weight:normal'>asli</b>
dan <span style='background:yellow'><font face="Calibri">fotokopi</font></span>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Kartu Keluarga<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Akta<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>Ambil antrean</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span><![endif]>Datang ke loket</p>
<table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'><tr><td width=300 style='border:solid windowtext 1.0pt'>
<p class=MsoNormal>Biaya<o:p></o:p></p></td><td width=300><p class=MsoNormal>Gratis<o:p></o:p></p></td></tr></table>
<!--EndFragment--></body></html>"""
"""What Word puts into the clipboard."""


def open_service(page: Page, site: Site, slug: str) -> None:
    page.goto(site.form_of(slug))


def open_section(page: Page, key: str) -> Locator:
    """Unfold a section of the form."""
    section = page.locator(f"#section-{key}")
    section.locator(":scope > summary").click()
    return section


def test_form_opens_without_a_complaint_and_speaks_indonesian(sign_in, site, complaints):
    page = sign_in("admin", at=None)
    page.set_viewport_size({"width": 1280, "height": 900})
    open_service(page, site, "perubahan-biodata")  # which no other test edits
    expect(page.get_by_label("Keadaan entri")).to_contain_text("Terbit")
    expect(page.locator(".ck-editor__editable")).to_be_hidden()
    editor = open_section(page, "alur")
    expect(editor.get_by_role("textbox", name="Penjelasan")).to_be_visible()
    expect(editor.get_by_role("button", name="Tebal")).to_be_visible()
    assert complaints == []


def paste(page: Page, html: str) -> Locator:
    """Paste HTML into the editor as the clipboard would give it."""
    editable = open_section(page, "alur").locator(".ck-editor__main > .ck-editor__editable")
    editable.click()
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData('text/html', html);
            document.querySelector('.ck-editor__editable').dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        html,
    )
    return editable


def test_pasted_hostile_text_runs_nowhere_and_is_stored_clean(sign_in, site):
    page = sign_in("admin", at=None)
    page.set_viewport_size({"width": 1280, "height": 900})
    open_service(page, site, "pengantar-skck")
    expect(paste(page, HOSTILE)).to_contain_text("Teks tebal")
    page.get_by_role("button", name="Simpan draf", exact=True).click()
    expect(page.get_by_text("Perubahan Anda tersimpan.")).to_be_visible()
    kept = page.locator("#id_description").input_value()
    assert "Teks" in kept
    assert "javascript:" not in kept
    assert "style" not in kept
    assert page.evaluate("window.hit") is None


def test_text_from_word_is_stored_as_plain_headings_paragraphs_and_lists(sign_in, site):
    page = sign_in("admin", at=None)
    page.set_viewport_size({"width": 1280, "height": 900})
    open_service(page, site, "legalisir-dokumen")
    expect(paste(page, FROM_WORD)).to_contain_text("Datang")
    page.get_by_role("button", name="Simpan draf", exact=True).click()
    expect(page.get_by_text("Perubahan Anda tersimpan.")).to_be_visible()
    kept = page.locator("#id_description").input_value().strip()
    for part in [
        "<h3>Tata cara</h3>", "<strong>asli</strong>", "<ul><li>Kartu Keluarga</li><li>Akta</li></ul>",
        "<ol><li>Ambil antrean</li><li>Datang ke loket</li></ol>", "<td>Gratis</td>",
    ]:  # fmt: skip
        assert part in kept, kept
    assert not re.search(r"mso|Mso|style|class|span|font|o:p|<!--|<p>(&nbsp;|\s)*</p>|<h1", kept), kept
