"""How far a system's own confidence can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.measures import GUARDED, Outcome, verdict

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Point:
    """If the surest ``coverage`` of all questions are answered: the share of those answers that is wrong."""

    coverage: float
    risk: float


def calibration(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """The answers that tell their confidence, in bins of equal width; empty bins are left out."""
    told = [
        (outcome.reply.confidence, verdict(outcome) == "right")
        for outcome in outcomes
        if _counts(outcome) and outcome.reply.answered and outcome.reply.confidence is not None
    ]
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in told:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return tuple(
        Bin(len(each), float(np.mean([pair[0] for pair in each])), float(np.mean([pair[1] for pair in each])))
        for each in bins
        if each
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """How far confidence is from what happens, averaged over all answers (expected calibration error, 0 to 1)."""
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.confidence - each.right) for each in bins) / total if total else None


def risk_coverage(outcomes: Sequence[Outcome]) -> tuple[Point, ...]:
    """Risk against coverage, the surest answers first (El-Yaniv and Wiener, 2010); answers alike in score as one."""
    asked = [outcome for outcome in outcomes if _counts(outcome)]
    scored = sorted(
        (
            (outcome.reply.score, verdict(outcome) != "right")
            for outcome in asked
            if outcome.reply.answered and outcome.reply.score is not None
        ),
        key=lambda pair: -pair[0],
    )
    points: list[Point] = []
    wrong = 0
    for answered, (score, is_wrong) in enumerate(scored, 1):
        wrong += is_wrong
        if answered == len(scored) or scored[answered][0] < score:
            points.append(Point(answered / len(asked), wrong / answered))
    return tuple(points)


def _counts(outcome: Outcome) -> bool:
    """Whether it is a question to the sources, answerable or not; the others are not a matter of confidence."""
    return outcome.item.category not in (*GUARDED, "smalltalk")
