"""How high the gold comes, by ir_measures."""

from collections.abc import Sequence

from evals.gold import Stand
from evals.measures import RANKS
from evals.questions import Item
from evals.reply import Place


def relevant(units: Sequence[Place], spans: Sequence[Place]) -> frozenset[str]:
    """The ids of the units that hold more than half of a gold span; where none does, of those that hold most of it.

    The same rule for passages and for the baselines' chunks, however long each are.
    """
    found: set[str] = set()
    for span in spans:
        shares = {unit.id: unit.shared(span) for unit in units}
        most = max(shares.values(), default=0)
        least = min(most, len(span) // 2 + 1)
        found |= {name for name, shared in shares.items() if shared and shared >= least}
    return frozenset(found)


def ranks(
    units: Sequence[Place], asked: Sequence[tuple[Item, Sequence[Stand], Sequence[Place]]]
) -> dict[str, dict[str, float]]:
    """The ranking measures by question id and name, for each (question, gold, ranking best first) with gold.

    A question whose ranking is empty scores 0: nothing was found.
    """
    import ir_measures

    judged = [(item, relevant(units, _spans(stands)), ranking) for item, stands, ranking in asked if _spans(stands)]
    relevance = [ir_measures.Qrel(item.id, name, 1) for item, wanted, _ in judged for name in wanted]
    run = [
        ir_measures.ScoredDoc(item.id, place.id, -float(rank))
        for item, _, ranking in judged
        for rank, place in enumerate(ranking)
    ]
    measured: dict[str, dict[str, float]] = {item.id: dict.fromkeys(RANKS, 0.0) for item, _, _ in judged}
    if relevance and run:
        wanted = [ir_measures.parse_measure(name) for name in RANKS]
        for metric in ir_measures.iter_calc(wanted, relevance, run):
            measured[metric.query_id][str(metric.measure)] = float(metric.value)
    return measured


def _spans(stands: Sequence[Stand]) -> list[Place]:
    return [span for stand in stands for span in stand.spans]
