"""Whether the best sentence answers *this* question: a calibrated likelihood, decided by code on what was found."""

import math
from collections.abc import Sequence

from assistant.expected import NAMED, NUMERIC, Kind
from assistant.extract import Ranked
from assistant.learned import learned

_CEILING = 40.0

OF_QUESTIONS = frozenset({"taught", "asked", "answered", "unanswered", "answered_share", "best_taught"})
"""The signs that rest on earlier questions; there is a decision with them and one without."""
FROM_LEAD = (
    "window",
    "late",
    "similarity",
    "worst",
    "own",
    "around",
    "over",
    "unsaid",
    "number",
    "half",
    "name",
    "names",
    "foreign",
    "taught",
    "asked",
    "answered",
    "unanswered",
    "answered_share",
)
SIGNS = (*FROM_LEAD, "nearest", "best_taught", "numeric", "named")
"""What the decision goes by: figures of the best sentence by the names in ``assistant.weighing``; the nearest sentence
of all, by either vectors; whether a number or a name was asked for. Nothing that depends on how much else the sources
hold."""


def signs(kind: Kind, ranked: Sequence[Ranked]) -> dict[str, float]:
    """The signs for the best of ``ranked``, by name; there must be one."""
    return {
        **{name: ranked[0].candidate.figure(name) for name in FROM_LEAD},
        "nearest": max(each.candidate.figure("similarity") for each in ranked),
        "best_taught": max(each.candidate.figure("taught") for each in ranked),
        "numeric": float(kind.name in NUMERIC),
        "named": float(kind.name in NAMED),
    }


def likelihood(kind: Kind, ranked: Sequence[Ranked]) -> float:
    """How likely it is (0 to 1) that the sources answer, with the best of ``ranked``; 0 where nothing was found."""
    if not ranked:
        return 0.0
    found = signs(kind, ranked)
    decision = learned().known if ranked[0].candidate.figure("known") else learned().unknown
    odds = decision.intercept + sum(weight * found[name] for name, weight in decision.weights.items())
    return 1 / (1 + math.exp(-max(-_CEILING, min(_CEILING, odds))))
