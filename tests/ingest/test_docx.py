from pathlib import Path

import docx
from docx.oxml import parse_xml

from ingest.docx import read_docx
from tests.ingest import documents

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_headings_lists_and_tables_in_order(tmp_path: Path) -> None:
    raw = read_docx(documents.word(tmp_path / "plan.docx"))
    assert raw.text.split("\n\n") == [
        "Plan for skærmbesøg",
        "Baggrund",
        "Havneby Kommune begyndte med skærmbesøg i 2022.",
        "Færre timer på vejen",
        "Mere ro for borgeren",
        "Tal",
        "Teknologi | Andel",
        "Skærmbesøg | 40 %",
        "Synligt.",
    ]
    assert [heading.level for heading in raw.headings] == [1, 1, 2]
    assert (raw.title, raw.language, raw.pages) == ("Plan for skærmbesøg", "da", ())


def test_tracked_changes_and_content_controls(tmp_path: Path) -> None:
    document = docx.Document()
    for xml in (
        f"<w:p {NS}><w:ins><w:r><w:t>Indsat</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>slettet</w:delText></w:r></w:del></w:p>",
        f"<w:sdt {NS}><w:sdtContent><w:p><w:r><w:t>I et felt</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f'<w:p {NS}><w:r><w:t xml:space="preserve">data</w:t><w:noBreakHyphen/><w:t>center</w:t></w:r></w:p>',
    ):
        document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    document.save(str(tmp_path / "a.docx"))
    assert read_docx(tmp_path / "a.docx").text.split("\n\n") == ["Indsat", "I et felt", "data-center"]


def test_a_line_in_bold_is_a_heading_under_those_with_styles(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Robotter i køkkenet").bold = True
    paragraph = document.add_paragraph("Tre robotter ")
    paragraph.add_run("skærer grøntsager").bold = True
    document.save(str(tmp_path / "a.docx"))
    raw = read_docx(tmp_path / "a.docx")
    assert [(raw.text[h.start : h.end], h.level) for h in raw.headings] == [("Robotter i køkkenet", 4)]
