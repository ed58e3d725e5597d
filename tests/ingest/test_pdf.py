from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Document
from corpus.source import Source
from ingest.clean import clean
from ingest.pdf import read_pdf
from tests.ingest import documents


def document(path: Path) -> Document:
    return clean(read_pdf(path), Source("kilde", "Kilde"))


def blocks(path: Path) -> list[str]:
    return document(path).text.split("\n\n")


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    found = document(documents.two_columns(tmp_path / "a.pdf"))
    wanted = "\n\n".join(f"Afsnit {at} om robotter\n\n{documents.prose(f'Kommune {at}', 8)}" for at in range(1, 9))
    assert found.text == f"Teknologi i to spalter og en overskrift, der går hen over dem begge\n\n{wanted}"


def test_headings_by_the_size_of_their_type(tmp_path: Path) -> None:
    found = document(documents.two_columns(tmp_path / "a.pdf"))
    assert [heading.level for heading in found.headings] == [1] + [2] * 8
    assert found.section_at(found.text.index("Kommune 3 nummer 2")) == (
        "Teknologi i to spalter og en overskrift, der går hen over dem begge › Afsnit 3 om robotter"
    )


def test_three_columns(tmp_path: Path) -> None:
    wanted = [documents.prose(f"Kommune {at}", 5) for at in range(1, 21)]
    assert blocks(documents.three_columns(tmp_path / "a.pdf")) == wanted


def test_a_table_is_read_row_by_row_and_small_signs_stay_in_their_line(tmp_path: Path) -> None:
    assert blocks(documents.with_table(tmp_path / "a.pdf")) == [
        "Bilag",
        "Kommunen har 98 sensorer på 25 m2 og måler CO2.",
        "Teknologi Andel Trin",
        "Robotsoftware 75 % KLAR",
        "Sensorer 74 % AFPRØV",
        documents.prose("Efter tabellen"),
    ]


@pytest.mark.parametrize("foot", ["{page}", "Side {page} af 4", "- {page} -", "KL 2021 | {page}"])
def test_running_heads_and_page_numbers_go_and_pages_stay(tmp_path: Path, foot: str) -> None:
    pages = [[f"Kommune {name} har {count} robotter."] for name, count in (("A", 12), ("B", 4), ("C", 7), ("D", 1))]
    found = document(documents.lines_pdf(tmp_path / "a.pdf", pages, head="Rapport om teknologi", foot=foot))
    assert found.text.split("\n\n") == [line for page in pages for line in page]
    assert [found.page_at(found.text.index(page[0])) for page in pages] == [1, 2, 3, 4]


def test_divided_words(tmp_path: Path) -> None:
    page = ["Kommunen deler data- og teknologi på social-", "og sundhedsområdet. Medarbej-", "deren får AR-"]
    page += ["briller og en vejled-", "ning med på vejen hver dag."]
    assert blocks(documents.lines_pdf(tmp_path / "a.pdf", [page])) == [
        "Kommunen deler data- og teknologi på social- og sundhedsområdet. Medarbejderen får AR-briller og en vejledning"
        " med på vejen hver dag."
    ]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = [["Robotter hjælper hver dag de", "medarbejdere, som ellers skulle"], ["løfte tungt hele dagen."]]
    found = document(documents.lines_pdf(tmp_path / "a.pdf", pages))
    assert found.text == "Robotter hjælper hver dag de medarbejdere, som ellers skulle løfte tungt hele dagen."
    assert [found.page_at(found.text.index(word)) for word in ("ellers", "løfte")] == [1, 2]


def test_text_in_a_turned_page_and_a_stamp_across_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    canvas.rotate(-90)
    canvas.drawString(-500, 100, "Teksten på den drejede side kan læses.")
    canvas.rotate(90)
    canvas.setFont("Helvetica", 60)
    canvas.drawString(100, 100, "UDKAST")
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[0].rotate(270)
    writer.write(path)
    assert blocks(path) == ["Teksten på den drejede side kan læses."]


def test_text_in_a_form_stands_where_the_form_is_put(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=documents.PAGE)
    canvas.beginForm("boks")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(0, 0, "Først står det i en boks,")
    canvas.drawString(0, -12, "som er sat ind på siden.")
    canvas.endForm()
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 600, "Under boksen.")
    canvas.saveState()
    canvas.translate(50, 700)
    canvas.doForm("boks")
    canvas.restoreState()
    canvas.drawString(50, 800, "Over boksen.")
    canvas.save()
    assert blocks(tmp_path / "a.pdf") == [
        "Over boksen.",
        "Først står det i en boks, som er sat ind på siden.",
        "Under boksen.",
    ]


def test_a_table_set_on_its_side_is_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=documents.PAGE)
    canvas.drawString(50, 815, "Rapport")
    canvas.rotate(90)
    canvas.drawString(60, -200, "Teksten er sat på siden af arket")
    canvas.drawString(60, -214, "og skal læses alligevel.")
    canvas.save()
    assert blocks(tmp_path / "a.pdf") == ["Teksten er sat på siden af arket og skal læses alligevel."]
