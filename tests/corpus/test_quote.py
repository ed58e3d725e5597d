import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.document import Document, Heading, Page
from corpus.quote import ForgedQuote, Quote, normalised
from corpus.source import Source

TEXTS = st.text(alphabet=st.sampled_from("abcæøåÆØÅ 1,»«-–’\n\u00a0a\u030a"), min_size=1, max_size=60)


def document(text: str) -> Document:
    return Document(Source(id="kilde", title="En kilde"), text, text, range(len(text)))


@given(TEXTS, st.data())
def test_a_quote_is_the_words_at_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    quote = Quote.at(document(text), start, end)
    assert quote.text == normalised(text[start:end])
    assert quote.text.split() == unicodedata.normalize("NFC", text[start:end]).split()


@given(TEXTS, TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_no_other_words_can_be_made_a_quote(text: str, words: str, start: int, end: int) -> None:
    assume(words != normalised(text[start:end]) or not 0 <= start < end <= len(text))
    with pytest.raises(ForgedQuote):
        Quote(document(text), start, end, words)


@pytest.mark.parametrize(
    "forged",
    [
        "98 kommuner svarede.",
        "98 kommuner har svaret",
        "89 kommuner har svaret.",
        "98 Kommuner har svaret.",
        "98  kommuner har svaret.",
        "98 kommuner har svaret. ",
        "98 kommuner … svaret.",
        "",
    ],
)
def test_forgeries_that_look_right_are_refused(forged: str) -> None:
    told = document("Alle 98 kommuner har svaret.")
    assert Quote.at(told, 5, 28).text == "98 kommuner har svaret."
    with pytest.raises(ForgedQuote):
        Quote(told, 5, 28, forged)


@pytest.mark.parametrize(("start", "end"), [(-3, 4), (4, 4), (5, 4), (0, 999), (7, 8)])
def test_a_place_that_holds_no_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(ForgedQuote):
        Quote.at(document("Én kilde og intet mere."[:7] + " " + "x"), start, end)


def test_normalisation_is_composed_letters_and_single_spaces_and_nothing_else() -> None:
    assert normalised("  Blå\u030a\u00a0\n bog ") == unicodedata.normalize("NFC", "Blå\u030a bog")
    assert normalised("a\u030a") == "å"
    assert normalised("»Ja« – ﬁk 6,8") == "»Ja« – ﬁk 6,8"


def test_a_quote_knows_its_page_and_its_headings() -> None:
    text = "Titel\n\nFørste side.\n\nAfsnit\n\nAnden side."
    told = Document(
        Source(id="kilde", title="En kilde"),
        text,
        text,
        range(len(text)),
        (Page(1, 0), Page(2, 21)),
        (Heading(0, 5, 1), Heading(21, 27, 2)),
    )
    first, second = Quote.at(told, 7, 19), Quote.at(told, 29, 40)
    assert (first.page, first.section) == (1, "Titel")
    assert (second.page, second.section) == (2, "Titel › Afsnit")
    assert Quote.at(document("Uden sider."), 0, 11).page is None
