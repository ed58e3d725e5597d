"""The words under the boxes of a quote are the quote: read back by another program than the one that read the text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.boxes import Boxes
from corpus.document import Document
from corpus.quote import normalised
from corpus.source import Source
from ingest.clean import clean
from ingest.passages import passages
from ingest.pdf import read_pdf
from ingest.places import boxes
from tests.ingest import documents
from tests.under import under

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "corpus" / "digests" / "kommunernes-teknologispring-2018.pdf"
KL = ROOT.parent / "shared" / "corpus" / "kl" / "kommunernes-teknologispring-2018.pdf"
LONG = (
    "Kommunens velfærdsteknologiske medarbejdere afprøver robotstøvsugere, skærmbesøg og vendelagener på plejehjemmet. "
    "Erfaringerne viser, at hjemmeplejens medarbejdere sparer arbejdstid, og at borgerne bliver mere selvhjulpne. "
)


def read(path: Path) -> tuple[Document, Boxes]:
    document = clean(read_pdf(path), Source("kilde", "Kilde"))
    found = boxes(document, path)
    assert found is not None
    return document, found


def sentences(document: Document) -> Iterator[tuple[int, int]]:
    """Every sentence that an answer may quote."""
    for passage in passages(document):
        yield from ((span.start, span.end) for span in passage.sentences)


def assert_agree(path: Path) -> int:
    """That every sentence is what stands under its boxes; how many there are."""
    document, found = read(path)
    spans = list(sentences(document))
    shown = [under(path, document, found.around(document, *span)) for span in spans]
    assert shown == [normalised(document.text[start:end]) for start, end in spans]
    return len(spans)


def divided(text: str, width: int) -> list[str]:
    """Lines of ``width`` characters, with a hyphen where a word is divided."""
    lines: list[str] = []
    while len(text) > width:
        cut = width - 1
        while not (text[cut - 2 : cut + 2].isalpha()) and text[cut] != " ":
            cut -= 1
        lines.append(text[:cut].rstrip() + ("" if text[cut] == " " or text[cut - 1] == " " else "-"))
        text = text[cut:].lstrip()
    return [*lines, text]


def columns_with_hyphens(path: Path) -> Path:
    """Two columns of divided words, the right one drawn first; the text goes on from page to page."""
    # Each of the words stands undivided somewhere too, so that the hyphen is known to be one of the line's end.
    lines = [*divided(LONG, 200), *divided(LONG * 12, 37)]
    canvas = Canvas(str(path), pagesize=documents.PAGE)
    canvas.setFont("Helvetica", 5)
    canvas.drawString(50, 800, lines[0])
    canvas.drawString(50, 793, lines[1])
    rest = lines[2:]
    while rest:
        canvas.setFont("Times-Roman", 10)
        for x, column in ((310, rest[20:40]), (50, rest[:20])):
            for at, line in enumerate(column):
                canvas.drawString(x, 760 - 12.5 * at, line)
        rest = rest[40:]
        canvas.showPage()
    canvas.save()
    return path


def with_ligatures(path: Path) -> Path:
    font = pytest.importorskip("matplotlib").get_data_path() + "/fonts/ttf/DejaVuSans.ttf"
    pdfmetrics.registerFont(TTFont("DejaVu", font))
    canvas = Canvas(str(path), pagesize=documents.PAGE)
    canvas.setFont("DejaVu", 10)
    canvas.drawString(50, 770, "Kommunen har ﬁre ﬂotte robotter på det grønne kontor i Ærø.")
    canvas.drawString(50, 757, "A\u030arhus fik en eﬀektiv app i a\u030aret 2022.")
    canvas.save()
    return path


def turned(quarter: int, *, cropped: bool) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        writer = PdfWriter(clone_from=PdfReader(documents.two_columns(path)))
        for page in writer.pages:
            if cropped:
                page.mediabox = RectangleObject((-30, 10, 640, 870))
                page.cropbox = RectangleObject((20, 30, 580, 830))
            page.rotate(90 * quarter)
        writer.write(path)
        return path

    return make


@pytest.mark.parametrize(
    "make",
    [
        documents.two_columns,
        documents.three_columns,
        columns_with_hyphens,
        with_ligatures,
        *(turned(quarter, cropped=bool(quarter % 2)) for quarter in range(4)),
        turned(0, cropped=True),
        lambda path: documents.encrypted(path, ""),
    ],
)
def test_the_words_under_the_boxes_are_the_quote(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert assert_agree(make(tmp_path / "a.pdf")) > 0


@pytest.mark.parametrize("path", [BUNDLED, KL], ids=["bundled", "kl"])
def test_every_sentence_of_a_report(path: Path) -> None:
    if not path.exists():
        pytest.skip("KL's own texts are not here")
    assert assert_agree(path) > 100


def test_a_quote_over_two_pages_has_boxes_on_both(tmp_path: Path) -> None:
    path = columns_with_hyphens(tmp_path / "a.pdf")
    document, found = read(path)
    over = [span for span in sentences(document) if document.page_at(span[0]) != document.page_at(span[1] - 1)]
    assert over
    for start, end in over:
        shown = found.around(document, start, end)
        assert {box.page for box in shown} == {document.page_at(start), document.page_at(end - 1)}
        assert under(path, document, shown) == normalised(document.text[start:end])


def test_a_box_goes_round_the_line_and_no_more(tmp_path: Path) -> None:
    path = documents.lines_pdf(tmp_path / "a.pdf", [["Kommunen har 12 robotter.", "Den har også 7 droner."]])
    document, found = read(path)
    start = document.text.index("Den har")
    (box,) = found.around(document, start, len(document.text))
    baseline = 1 - (770 - 12.5) / 842
    assert box.left == pytest.approx(50 / 595, abs=0.002)
    assert baseline - 10 / 842 < box.top < baseline < box.bottom < baseline + 4 / 842


def test_a_mark_of_a_note_is_passed_over(tmp_path: Path) -> None:
    path = documents.with_table(tmp_path / "a.pdf")
    document, found = read(path)
    start = document.text.index("Kommunen har")
    end = document.text.index("\n\n", start)
    assert under(path, document, found.around(document, start, end)) == (
        "Kommunen har 98 sensorer1 på 25 m2 og måler CO2 ."
    )


@pytest.mark.parametrize("make", [documents.damaged, documents.rubbish])
def test_pages_that_do_not_open_are_not_shown(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    document, _ = read(documents.two_columns(tmp_path / "a.pdf"))
    assert boxes(document, make(tmp_path / "b.pdf")) is None


def test_another_file_has_other_places(tmp_path: Path) -> None:
    """What the pages do not show has no box: the boxes are of what stands there, not of where it might."""
    document, _ = read(documents.lines_pdf(tmp_path / "a.pdf", [["Zoologen købte 12 quizmaskiner."]]))
    found = boxes(document, documents.lines_pdf(tmp_path / "b.pdf", [["Kommunen har fem robotter."]]))
    assert found is not None
    assert found.around(document, 0, len(document.text)) == []
