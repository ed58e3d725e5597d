import math

from hypothesis import given
from hypothesis import strategies as st

from evals.gold import Stand
from evals.measures import RANKS
from evals.questions import Gold, Item
from evals.ranking import ranks, relevant
from evals.reply import Place
from tests.evals.made import item

UNITS = [Place("a", start, start + 100) for start in range(0, 1000, 100)]


def gold(*spans: Place) -> tuple[Stand, ...]:
    return (Stand(Gold("a"), spans),)


def test_a_unit_is_relevant_that_holds_more_than_half() -> None:
    assert relevant(UNITS, [Place("a", 10, 40)]) == {UNITS[0].id}
    assert relevant(UNITS, [Place("a", 80, 140)]) == {UNITS[1].id}
    assert relevant(UNITS, [Place("a", 80, 240)]) == {UNITS[1].id}
    assert relevant(UNITS, [Place("b", 80, 240)]) == frozenset()


def test_overlapping_chunks_may_both_be_relevant() -> None:
    chunks = [Place("a", 0, 100), Place("a", 80, 180)]
    assert relevant(chunks, [Place("a", 85, 99)]) == {chunk.id for chunk in chunks}


def test_where_no_unit_holds_half_the_one_that_holds_most_is_relevant() -> None:
    assert relevant(UNITS, [Place("a", 80, 330)]) == {UNITS[1].id, UNITS[2].id}


def test_ranks_by_hand() -> None:
    span = gold(Place("a", 10, 40))
    second = [UNITS[1], UNITS[0], UNITS[2]]
    found = ranks(UNITS, [(item(id="q1"), span, UNITS[:3]), (item(id="q2"), span, second), (item(id="q3"), span, ())])
    assert found["q1"] == dict.fromkeys(RANKS, 1.0)
    assert found["q2"] == {"Success@1": 0, "Success@3": 1, "Success@5": 1, "RR": 0.5, "nDCG@10": 1 / math.log2(3)}
    assert found["q3"] == dict.fromkeys(RANKS, 0.0)


def test_a_question_without_gold_is_not_ranked() -> None:
    assert ranks(UNITS, [(item(), (), UNITS[:3])]) == {}
    assert ranks(UNITS, []) == {}


@given(st.permutations(UNITS), st.sampled_from(UNITS), st.integers(0, 9))
def test_the_higher_the_gold_the_better(order: list[Place], wanted: Place, at: int) -> None:
    def measured(ranking: list[Place]) -> dict[str, float]:
        asked: list[tuple[Item, tuple[Stand, ...], list[Place]]] = [(item(), gold(wanted), ranking)]
        return ranks(UNITS, asked)["q1"]

    rest = [unit for unit in order if unit != wanted]
    higher, lower = [*rest[:at], wanted, *rest[at:]], [*rest, wanted]
    better, worse = measured(higher), measured(lower)
    assert all(0 <= worse[name] <= better[name] <= 1 for name in RANKS)
    assert better["RR"] == 1 / (at + 1)
    assert better["Success@5"] == (at < 5)
