"""A system's figures: over all questions, for each split, and for each category."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.interval import Figure, figure
from evals.measures import MEASURES, Outcome
from evals.questions import CATEGORIES

Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a system's outcomes come to; a measure that applies to no question of a group is left out."""

    system: str
    questions: int
    overall: Figures
    splits: Mapping[str, Figures]
    categories: Mapping[str, Figures]


def summary(system: str, outcomes: Sequence[Outcome]) -> Summary:
    """The figures of ``outcomes``."""
    splits = {name: [each for each in outcomes if each.item.split == name] for name in ("dev", "test")}
    categories = {name: [each for each in outcomes if each.item.category == name] for name in CATEGORIES}
    return Summary(
        system,
        len(outcomes),
        figures(outcomes),
        {name: figures(group) for name, group in splits.items() if group},
        {name: figures(group) for name, group in categories.items() if group},
    )


def figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """The figure of each measure that applies."""
    found: dict[str, Figure] = {}
    for name, measure in MEASURES.items():
        values = [value for each in outcomes if (value := measure.of(each)) is not None]
        middle = figure(values, measure.middle)
        if middle:
            found[name] = middle
    return found
