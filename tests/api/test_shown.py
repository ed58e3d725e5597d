from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from api.contents import contents
from api.shown import PART, Block, blocks, marked_span, parts, pieces
from corpus.document import Document, Heading, Page
from corpus.passage import Passage, Span
from corpus.source import Source

WORDS = st.lists(st.text("abcæøå.,", min_size=1, max_size=12), min_size=1, max_size=5).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    texts = draw(st.lists(WORDS, min_size=1, max_size=8))
    text = "\n\n".join(texts)
    starts = [sum(len(before) + 2 for before in texts[:at]) for at in range(len(texts))]
    headings = tuple(
        Heading(start, start + len(words), draw(st.integers(1, 6)))
        for start, words in zip(starts, texts, strict=True)
        if draw(st.booleans())
    )
    turns = sorted(draw(st.sets(st.integers(0, len(text) - 1), max_size=4)))
    pages = tuple(Page(number, start) for number, start in enumerate(turns, 1))
    return Document(Source("d", "D"), text, text, range(len(text)), pages, headings)


@st.composite
def marked(draw: st.DrawFn) -> tuple[Document, Span]:
    document = draw(documents())
    start = draw(st.integers(0, len(document.text) - 1))
    return document, Span(start, draw(st.integers(start + 1, len(document.text))))


@given(marked())
def test_every_word_is_shown_once_and_only_the_words_are_marked(given_: tuple[Document, Span]) -> None:
    document, mark = given_
    shown = [(block, list(pieces(document, block, mark))) for block in blocks(document)]
    assert "\n\n".join("".join(piece.text for piece in each) for _, each in shown) == document.text
    words = " ".join(piece.text for _, each in shown for piece in each if piece.marked)
    assert words.replace(" ", "") == document.text[mark.start : mark.end].replace(" ", "").replace("\n", "")


@given(marked())
def test_the_marked_words_begin_once(given_: tuple[Document, Span]) -> None:
    document, mark = given_
    found = [piece for block in blocks(document) for piece in pieces(document, block, mark) if piece.first]
    visible = document.text[mark.start : mark.end].strip("\n")
    assert len(found) == bool(visible)
    assert all(piece.marked for piece in found)


@given(documents())
def test_every_page_is_numbered_once_and_in_order(document: Document) -> None:
    numbers = [
        number for block in blocks(document) for piece in pieces(document, block, None) for number in piece.pages
    ]
    assert numbers == [page.number for page in document.pages]


@given(documents())
def test_a_heading_is_at_most_one_deeper_than_the_one_before(document: Document) -> None:
    depths = [block.depth for block in blocks(document) if block.depth]
    assert len(depths) == len(document.headings)
    assert all(after <= before + 1 for before, after in pairwise([0, *depths]))


def test_a_long_document_is_cut_at_headings_and_no_passage_with_it() -> None:
    long = [Block(Span(at * 1000, at * 1000 + 900), at * 1000, int(at % 30 == 0)) for at in range(500)]
    cut = parts(long, set())
    assert [block for part in cut for block in part] == long
    assert len(cut) > 3
    assert all(part[0].depth == 1 for part in cut)
    assert max(part[-1].span.end - part[0].span.start for part in cut) < PART + 31_000
    flat = [Block(block.span, block.after, 0) for block in long]
    assert len(parts(flat, set())) == 1
    starts = {block.span.start for block in flat[::7]}
    assert {part[0].span.start for part in parts(flat, starts)} <= {0, *starts}


def test_nonsense_is_no_place() -> None:
    text = "x" * 150 + " " + "x" * 99
    document = Document(Source("d", "D"), text, text, range(len(text)))
    passage = Passage("p", "d", 100, 200, None, ())
    assert marked_span(document, passage, "0", "100") == Span(100, 200)
    assert marked_span(document, passage, "10", "20") == Span(110, 120)
    for nonsense in ["|", "-1|5", "5|5", "9|4", "0|101", "x|5", "50|51", "0|999999999"]:
        assert marked_span(document, passage, *nonsense.split("|")) is None


def test_the_contents_leave_out_the_title_and_what_is_too_deep() -> None:
    texts = ["D", *(text for number in range(50) for text in (f"Kapitel {number}", f"Afsnit {number}", "Brødtekst."))]
    starts = [sum(len(before) + 2 for before in texts[:at]) for at in range(len(texts))]
    levels = [1, *(level for _ in range(50) for level in (2, 3, 0))]
    headings = tuple(
        Heading(start, start + len(words), level)
        for start, words, level in zip(starts, texts, levels, strict=True)
        if level
    )
    text = "\n\n".join(texts)
    document = Document(Source("d", "D"), text, text, range(len(text)), (), headings)
    lines = contents(document, [blocks(document)])
    assert [line.words for line in lines] == [f"Kapitel {number}" for number in range(50)]
    assert {line.depth for line in lines} == {1}
    assert all(text[line.start :].startswith(line.words) for line in lines)
    plain = Document(Source("d", "D"), text, text, range(len(text)))
    assert contents(plain, [blocks(plain)]) == []
