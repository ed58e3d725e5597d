"""When a text may answer what the rows lack (fiktive eksempeldata)."""

from pathlib import Path

import pytest

from assistant import reply
from assistant.answer import Answer
from assistant.question import Question, understood
from assistant.rows import Rows
from assistant.several import Part
from corpus.catalogue import read_catalogue
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.assistant.made import scored, single
from tests.hashed import HashedEmbedder

SOURCES = Path(__file__).parent.parent / "radar" / "sources.toml"
NO_TECHNOLOGY = "»hjernechips« er ikke blandt de teknologier, som der er rækker om her."
NO_REPORT = "Der er ingen kommunerapport for Esbjerg blandt de kilder, der svares fra."


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    snapshots = Snapshots(tmp_path_factory.mktemp("radar"))
    build([read_catalogue(SOURCES)], snapshots, HashedEmbedder())
    return snapshots.open(HashedEmbedder())


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("Er hjernechips med på radaren?", "Radaren har mange teknologier.", NO_TECHNOLOGY),
        ("Er hjernechips med på radaren?", "Radaren har ingen hjernechips.", None),
        ("Hvem er chatbotterne i hhv. Esbjerg og Vejle til for?", "Esbjergs chatbot er til borgerne.", None),
        ("Hvem er chatbotterne på radaren i hhv. Esbjerg og Vejle til for?", "Esbjergs chatbot er grøn.", NO_REPORT),
    ],
)
def test_a_text_has_to_name_what_the_rows_do_not_know_and_be_of_the_radar_where_that_was_named(
    snapshot: Snapshot, asked: str, text: str, said: str | None
) -> None:
    question = understood(asked)
    assert isinstance(question, Question)
    rows = Rows(snapshot)
    of_rows = rows.asked(question, asked, None, [])
    assert of_rows is not None
    answer = _of(snapshot, question, text)
    assert rows.after(question, of_rows, answer).text == (said or answer.text)


def test_a_text_that_answers_surely_need_not_be_of_the_radar_but_name_what_the_rows_do_not_know(
    snapshot: Snapshot,
) -> None:
    rows = Rows(snapshot)
    for asked, text, said in (
        ("Hvem er chatbotterne på radaren i hhv. Esbjerg og Vejle til for?", "Esbjergs chatbot er grøn.", None),
        ("Er hjernechips med på radaren?", "Radaren har mange teknologier.", NO_TECHNOLOGY),
    ):
        question = understood(asked)
        assert isinstance(question, Question)
        of_rows = rows.asked(question, asked, None, [])
        assert of_rows is not None
        answer = _of(snapshot, question, text, likelihood=1.0)
        assert rows.after(question, of_rows, answer).text == (said or answer.text)


def _of(snapshot: Snapshot, question: Question, text: str, likelihood: float = 0.9) -> Answer:
    return reply.answered(snapshot, question, [Part(question, scored([single(text, "bakkedal")], [1.0]), likelihood)])
