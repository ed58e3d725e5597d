import pytest

from corpus.document import Document, Page
from corpus.passage import Passage, Span
from corpus.refused import Refused
from corpus.sentences import sentences
from corpus.source import Source
from evals.gold import Texts, unplaced
from evals.questions import Gold
from evals.reply import Cited, Place
from tests.evals.made import item

FIRST = "Havneby gav 412 borgere\nskærmbesøg i 2022. Det sparede 1.300 timer."
SECOND = "Bakkedal satte 88 sensorer op. Robotterne skar 412 gulerødder."
TEXT = f"{FIRST}\n\n{SECOND}"
BREAK = TEXT.index(SECOND)


def passage(number: int, start: int, end: int) -> Passage:
    spans = tuple(Span(start + one, start + other) for one, other in sentences(TEXT[start:end]))
    return Passage(f"p{number}", "rapport", start, end, None, spans)


@pytest.fixture
def texts() -> Texts:
    source = Source("rapport", "Rapport (fiktive eksempeldata)")
    pages = (Page(1, 0), Page(2, BREAK))
    document = Document(source, TEXT, TEXT, range(len(TEXT)), pages)
    return Texts({"rapport": document}, [passage(1, 0, len(FIRST)), passage(2, BREAK, len(TEXT))])


def words(place: Place) -> str:
    return TEXT[place.start : place.end]


def test_a_quote_is_found_whatever_its_white_space(texts: Texts) -> None:
    (place,) = texts.find(Cited("rapport", None, "412  borgere skærmbesøg i\n2022."))
    assert words(place) == "412 borgere\nskærmbesøg i 2022."


@pytest.mark.parametrize(
    "cited",
    [
        Cited("rapport", None, "412 borgeres"),
        Cited("rapport", 2, "412 borgere"),
        Cited("rapport", None, "412 BORGERE"),
        Cited("rapport", None, " "),
        Cited("andet", None, "412 borgere"),
    ],
)
def test_what_does_not_stand_there_is_not_found(texts: Texts, cited: Cited) -> None:
    assert texts.find(cited) == ()


def test_every_place_a_quote_stands(texts: Texts) -> None:
    assert len(texts.find(Cited("rapport", None, "412"))) == 2
    assert len(texts.find(Cited("rapport", 2, "412"))) == 1


def test_gold_by_quote_stands_in_its_passage(texts: Texts) -> None:
    (stand,) = texts.stands(item(gold=(Gold("rapport", quote="88 sensorer"),)))
    assert [words(span) for span in stand.spans] == ["88 sensorer"]
    assert stand.passages == (Place("rapport", BREAK, len(TEXT)),)


def test_gold_by_match_is_the_sentence(texts: Texts) -> None:
    (stand,) = texts.stands(item(gold=(Gold("rapport", page=2, match="SENSORER"),)))
    assert [words(span) for span in stand.spans] == ["Bakkedal satte 88 sensorer op."]


def test_gold_by_neither_is_every_sentence_with_what_must_be_said(texts: Texts) -> None:
    (stand,) = texts.stands(item(gold=(Gold("rapport"),), must=("412", "nej")))
    assert [words(span)[:10] for span in stand.spans] == ["Havneby ga", "Robotterne"]
    (stand,) = texts.stands(item(gold=(Gold("rapport", page=2),), must=("412",)))
    assert [words(span)[:10] for span in stand.spans] == ["Robotterne"]


@pytest.mark.parametrize(
    "gold",
    [
        Gold("rapport", quote="413 borgere"),
        Gold("rapport", page=2, quote="412 borgere"),
        Gold("rapport", match="droner"),
        Gold("rapport", page=3),
        Gold("ukendt"),
    ],
)
def test_gold_that_is_nowhere_names_its_question(texts: Texts, gold: Gold) -> None:
    with pytest.raises(Refused, match="q1"):
        texts.stands(item(gold=(gold,)))


def test_without_texts_gold_is_document_and_page() -> None:
    (stand,) = unplaced(item(gold=(Gold("rapport", page=2, quote="hvad som helst"),)))
    assert (stand.gold.document, stand.gold.page, stand.spans) == ("rapport", 2, ())
