import pytest

from assistant.answer import Answer, Citation, Sentence, shown_title, viewer_url
from corpus.document import Document
from corpus.passage import Passage, Span
from corpus.quote import Quote
from corpus.source import Source

TEXT = "Indledning. Havneby har 412 skærmbesøg."
TOLD = Document(Source(id="havneby", title="Havneby", digest=True), TEXT, TEXT, range(len(TEXT)))
PASSAGE = Passage("p1", "havneby", 0, len(TEXT), None, (Span(0, 11), Span(12, len(TEXT))))
CITED = Citation(1, Quote.at(TOLD, 12, len(TEXT)), PASSAGE)


def answer(**changes: object) -> Answer:
    fields: dict[str, object] = {
        "id": "a",
        "status": "answered",
        "text": "Havneby har 412 skærmbesøg. [1]",
        "standalone_question": "?",
        "snapshot": "s",
        "sentences": (Sentence("Havneby har 412 skærmbesøg.", (1,)),),
        "citations": (CITED,),
    }
    return Answer(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_sentence_without_a_source_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a citation"):
        Sentence("Havneby har 500 skærmbesøg.", ())


@pytest.mark.parametrize(
    "changes",
    [
        {"citations": ()},
        {"sentences": ()},
        {"sentences": (Sentence("x", (2,)),)},
        {"status": "refused"},
        {"reason": "not_in_sources"},
        {"status": "clarify"},
        {"status": "blocked", "reason": None},
    ],
)
def test_an_answer_that_does_not_add_up_cannot_be_made(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"citations|reason"):
        answer(**changes)


def test_a_link_names_the_passage_and_the_place_in_it() -> None:
    assert answer().sentences[0].marked == "Havneby har 412 skærmbesøg. [1]"
    assert viewer_url(CITED) == f"/sources/havneby?passage=p1&from=12&to={len(TEXT)}#citat"


def test_a_digest_says_so_in_its_title() -> None:
    assert shown_title(TOLD.source, "da") == "Havneby (resumé)"
    assert shown_title(TOLD.source, "en") == "Havneby (digest)"
    assert shown_title(Source(id="x", title="X"), "da") == "X"
