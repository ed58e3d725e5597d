import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.embedding import Embedder
from corpus.source import Source
from evals.baselines import best_least, bm25, quickstart, refusing
from evals.chunks import OVERLAP, SIZE, Chunks
from evals.measures import Outcome, crag
from evals.reply import Cited
from tests.evals.made import answered, item, outcome

ROBOTS = "Robotterne skar gulerødder på plejehjemmet. " * 60
SENSORS = "Sensorerne i kloakken måler vandet efter skybrud. " * 60
PHRASE = "Kommunen har 17 droner."


@pytest.fixture(scope="module")
def chunks() -> Chunks:
    texts = {"robotter": ROBOTS, "sensorer": f"{SENSORS}\n\n{PHRASE}", "tom": ""}
    return Chunks({name: Document(Source(name, name), text, text, range(len(text))) for name, text in texts.items()})


def test_chunks_are_what_stands_there(chunks: Chunks) -> None:
    assert {unit.document for unit in chunks.units} == {"robotter", "sensorer"}
    for chunk, unit in zip(chunks.all, chunks.units, strict=True):
        assert len(unit) <= SIZE
        assert chunks.cited(unit) == Cited(unit.document, None, chunk.page_content)
    first, second = chunks.units[:2]
    assert 0 < first.end - second.start <= OVERLAP


def test_bm25_finds_words_as_they_are_written(chunks: Chunks) -> None:
    search = bm25(chunks)
    reply = search.answer(item(question="Hvor mange DRONER har kommunen?"))
    assert PHRASE in reply.text
    assert reply.citations[0].document == "sensorer"
    assert search.ranking(item(question="droner"))
    assert not search.answer(item(question="xyzzy")).answered
    assert search.ranking(item(question="xyzzy")) == []


def test_the_quick_start_finds_meaning(chunks: Chunks, embedder: Embedder) -> None:
    with quickstart(chunks, embedder) as search:
        reply = search.answer(item(question="maskiner der forbereder grøntsager"))
        assert reply.answered
        assert reply.citations[0].document == "robotter"
        assert len(search.ranking(item(question="regnvand"))) == min(10, len(chunks.units))


def scored(score: float, right: bool) -> Outcome:
    return outcome(item(), answered("412" if right else "413", score=score))


def test_the_best_score_by_hand() -> None:
    assert best_least([scored(3, True), scored(2, False), scored(1, True), scored(0, False)]) == 1
    assert best_least([scored(3, True), scored(2, True), scored(1, False)]) == 2
    assert best_least([scored(1, False)]) == float("inf")
    assert best_least([]) == float("inf")


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=30))
def test_no_other_score_is_better(answers: list[tuple[int, bool]]) -> None:
    outcomes = [scored(score, right) for score, right in answers]

    def points(least: float) -> float:
        return sum(crag(each) for each in refusing(outcomes, least))

    best = points(best_least(outcomes))
    assert all(best >= points(least) for least in (*range(7), float("inf")))


def test_what_is_refused_is_shown_as_nearest() -> None:
    low, high = refusing([scored(1, True), scored(2, True)], 2)
    assert (low.reply.status, low.reply.text, low.reply.citations) == ("refused", "", ())
    assert low.reply.related == high.reply.citations
    assert high.reply.answered
