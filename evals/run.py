"""Puts every question to a system and judges what comes back."""

from collections.abc import Callable, Sequence

from evals.gold import Stand, Texts, unplaced
from evals.measures import Outcome
from evals.questions import Item
from evals.ranking import ranks
from evals.reply import Reply, System

Progress = Callable[[str, int, int], None]
"""Hears a system's name, how many questions it has been asked, and of how many."""


def run(
    system: System, items: Sequence[Item], texts: Texts | None, told: Progress | None = None
) -> tuple[Outcome, ...]:
    """What came of ``items``, in their order; ``texts`` None where the sources are not at hand.

    The gold is placed before anything is asked: Refused names a question whose gold is nowhere.
    """
    stands = [texts.stands(item) if texts else unplaced(item) for item in items]
    replies: list[Reply] = []
    for item in items:
        replies.append(system.answer(item))
        if told:
            told(system.name, len(replies), len(items))
    measured = ranks(
        system.units or (),
        [
            (item, place, system.ranking(item))
            for item, place in zip(items, stands, strict=True)
            if system.units is not None and item.answerable and place
        ],
    )
    return tuple(
        _outcome(item, place, reply, texts, measured.get(item.id, {}))
        for item, place, reply in zip(items, stands, replies, strict=True)
    )


def _outcome(
    item: Item, stands: tuple[Stand, ...], reply: Reply, texts: Texts | None, ranked: dict[str, float]
) -> Outcome:
    shown = {*reply.citations, *reply.related}
    return Outcome(item, stands, reply, {cited: texts.find(cited) for cited in shown} if texts else None, ranked)
