import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Heading
from corpus.passage import Passage
from corpus.source import Source
from ingest.passages import AT_MOST, passages

WORDS = st.text(alphabet="abæøå", min_size=1, max_size=9)
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=8).map(" ".join)


def document(blocks: list[str], headings: set[int] = frozenset()) -> Document:  # type: ignore[assignment]
    text, found = "", []
    for place, block in enumerate(blocks):
        text += "\n\n" if text else ""
        if place in headings:
            found.append(Heading(len(text), len(text) + len(block), 1))
        text += block
    return Document(Source(id="kilde", title="Kilde"), text, text, range(len(text)), (), tuple(found))


@given(st.lists(PARAGRAPHS, min_size=1, max_size=8), st.sets(st.integers(0, 7)))
def test_every_word_outside_headings_is_in_exactly_one_passage(blocks: list[str], headings: set[int]) -> None:
    told = document(blocks, headings)
    cut = passages(told)
    places = [place for passage in cut for span in passage.sentences for place in range(span.start, span.end)]
    assert len(places) == len(set(places))
    heads = {place for heading in told.headings for place in range(heading.start, heading.end)}
    left = set(range(len(told.text))) - heads - set(places)
    assert not "".join(told.text[place] for place in left).strip()
    for passage in cut:
        assert not heads & set(range(passage.start, passage.end))
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
        assert all(span.end - span.start <= AT_MOST for span in passage.sentences)
        assert passage.end - passage.start <= AT_MOST or len(passage.sentences) == 1


@given(st.lists(PARAGRAPHS, min_size=1, max_size=5))
def test_an_id_names_the_words_and_not_the_place(blocks: list[str]) -> None:
    told = passages(document(["Overskrift", *blocks], {0}))
    assert len({passage.id for passage in told}) == len(told)
    moved = passages(document(["En ny indledning.", "Overskrift", *blocks], {1}))
    assert {passage.id for passage in told} <= {passage.id for passage in moved}


def words(blocks: list[str]) -> list[list[str]]:
    told = document(blocks)
    return [[told.text[span.start : span.end] for span in passage.sentences] for passage in passages(told)]


def test_sentences_are_gathered_until_there_are_enough() -> None:
    paragraph = "Kommunen har ni projekter i gang. " * 9
    assert [len(passage) for passage in words([paragraph.strip()] * 4)] == [18, 18]


def test_a_fragment_goes_with_what_it_heads() -> None:
    (contact,) = words(["Kontorchef", "Ida Holm", "Telefon: 12 34 56 78", "Kommunen svarer gerne på alle spørgsmål."])
    assert contact == ["Kontorchef\n\nIda Holm\n\nTelefon: 12 34 56 78\n\nKommunen svarer gerne på alle spørgsmål."]
    (listed,) = words(["Der er to mål:", "Bedre tid til borgerne.", "Færre papirer i skufferne."])
    assert listed == ["Der er to mål:\n\nBedre tid til borgerne.", "Færre papirer i skufferne."]


@pytest.mark.parametrize("text", ["ord " * 1000, "x" * 5000])
def test_a_stretch_without_an_end_is_cut_where_it_can_be(text: str) -> None:
    cut: tuple[Passage, ...] = passages(document([text.strip()]))
    assert all(passage.end - passage.start <= AT_MOST for passage in cut)


def test_nothing_makes_nothing() -> None:
    assert passages(document(["Kun en overskrift"], {0})) == ()
