"""Whether the best sentence answers *this* question: a calibrated likelihood, decided by code on what was found.

Where questions were asked before about the best sentence's words, boosted trees decide, learned from such questions;
where none were, a logistic regression without what such questions say, learned from the dev half.
"""

import math
from collections.abc import Sequence

from assistant.expected import NAMED, NUMERIC, Kind
from assistant.extract import Ranked
from assistant.learned import learned
from assistant.taught import taught
from corpus.embedding import Embedder

_CEILING = 40.0
_OF_ANOTHER = 0.05
"""The most that is likely where a year or a municipality is asked for and the best sentence is about another:
hardly any training question of this sort is answered, too few for trees to see."""

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
    "form",
    "names",
    "first",
    "foreign",
    "taught",
    "asked",
    "backed",
    "answered",
    "unanswered",
    "answered_share",
)
SIGNS = (*FROM_LEAD, "nearest", "best_taught", "numeric", "named", "rather_answered", "rather_this")
"""What the decision goes by: figures of the best sentence by the names in ``assistant.weighing``; the nearest sentence
of all, by either vectors; whether a number or a name was asked for; how much more the question is like one that is
answered, or answered by this sentence, than like one that is not. Nothing that depends on how much else the sources
hold."""
PLAIN = tuple(
    name
    for name in (*FROM_LEAD, "nearest", "numeric", "named")
    if name not in {"form", "first", "taught", "asked", "backed", "answered", "unanswered", "answered_share"}
)
"""Those of them that are there without earlier questions, as far as a few hundred questions can weigh them."""


def signs(kind: Kind, ranked: Sequence[Ranked]) -> dict[str, float]:
    """The signs for the best of ``ranked``, by name; there must be one."""
    lead = {name: ranked[0].candidate.figure(name) for name in FROM_LEAD}
    return {
        **lead,
        "nearest": max(each.candidate.figure("similarity") for each in ranked),
        "best_taught": max(each.candidate.figure("taught") for each in ranked),
        "numeric": float(kind.name in NUMERIC),
        "named": float(kind.name in NAMED),
        "rather_answered": lead["answered"] - lead["unanswered"],
        "rather_this": lead["asked"] - lead["unanswered"],
    }


def likelihood(embedder: Embedder, kind: Kind, ranked: Sequence[Ranked]) -> float:
    """How likely it is (0 to 1) that the sources answer, with the best of ``ranked``; 0 where nothing was found.

    ``embedder`` is the one that ``ranked`` was found with.
    """
    if not ranked:
        return 0.0
    found, known = signs(kind, ranked), taught(embedder)
    if known and ranked[0].candidate.figure("known"):
        odds = known.decision.odds(found)
    else:
        plain = learned().plain
        odds = plain.intercept + sum(weight * found[name] for name, weight in plain.weights.items())
    likely = 1 / (1 + math.exp(-max(-_CEILING, min(_CEILING, odds))))
    return min(likely, _OF_ANOTHER) if ranked[0].candidate.figure("meant") == 0 else likely
