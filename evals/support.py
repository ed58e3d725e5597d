"""Fits the score that holds a language model's sentences against the sources: ``python -m evals.support``.

Learned on most of the labelled pairs in ``support.toml`` and measured on those of the other places; what is stored is
then fitted on all. The point from which on a sentence counts as supported is the lowest at which, over places held out,
at most one in twenty of the unsupported sentences gets through: what is dropped costs some fluency, no more.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.writing.facts import Said, facts
from assistant.writing.support import FILE, SIGNS, Fitted, Stretch, Words, nearness, signs
from assistant.writing.verify import LONGER
from corpus.embedding import Embedder
from corpus.sentences import sentences

PAIRS = Path(__file__).with_name("support.toml")
FOLDS = 8
LET_THROUGH = 0.05
_STRENGTH = 1.0
"""Of the regularisation: how dear weights are."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and a source: the number of the source, whether it supports, and the ``SIGNS`` of the two."""

    place: int
    sentence: str
    supported: bool
    found: dict[str, float] | None


def read_pairs(embedder: Embedder) -> list[Pair]:
    """The labelled pairs with their signs; without signs where numbers, names and strong words decide already."""
    found: list[Pair] = []
    for number, place in enumerate(tomllib.loads(PAIRS.read_text("utf-8"))["place"]):
        text, title = place["text"], place["title"]
        tokens = embedder.tokens(f"{title}\n{text}", "passage")
        begins, ends = tokens.offsets[:, 0] - len(title) - 1, tokens.offsets[:, 1] - len(title) - 1
        spans = sentences(text)
        runs = spans + [(one[0], other[1]) for one, other in pairwise(spans)]
        stretches = [
            Stretch(text[start:end], "da", title, tokens.vectors[(ends <= 0) | ((begins < end) & (ends > start))])
            for start, end in runs
        ]
        for name, language in (("yes", "da"), ("no", "da"), ("yes_en", "en"), ("no_en", "en")):
            for sentence in place.get(name, ()):
                asked, words = facts(sentence, language), Words.of(embedder, sentence, language)
                holding = [
                    (nearness(words, each) - LONGER * (at >= len(spans)), at, each)
                    for at, each in enumerate(stretches)
                    if all(Said.by(each.text, "da", title).holds(fact) for fact in asked)
                ]
                measured = signs(words, max(holding)[2]) if holding else None
                found.append(Pair(number, sentence, name.startswith("yes"), measured))
    return found


def fit(pairs: Sequence[Pair]) -> tuple[dict[str, float], float]:
    """The weights by sign and the intercept of a logistic regression over ``pairs``."""
    from sklearn.linear_model import LogisticRegression

    pairs = [pair for pair in pairs if pair.found]
    rows = _matrix(pairs)
    scale = np.maximum(rows.std(axis=0), 1e-3)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=1000)
    model.fit(rows / scale, [pair.supported for pair in pairs])
    weights = dict(zip(SIGNS, (round(float(weight), 4) for weight in model.coef_[0] / scale), strict=True))
    return weights, round(float(model.intercept_[0]), 4)


def held_out(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """The likelihood of each pair by what was learned from other places."""
    found = np.zeros(len(pairs))
    for fold in range(FOLDS):
        weights, intercept = fit([pair for pair in pairs if pair.place % FOLDS != fold])
        fitted = Fitted(weights, intercept, 0.5)
        for at, pair in enumerate(pairs):
            if pair.place % FOLDS == fold and pair.found:
                found[at] = fitted.likelihood(pair.found)
    return found


def least(likely: NDArray[np.float64], supported: NDArray[np.bool_]) -> float:
    """The lowest likelihood from which on no more than ``LET_THROUGH`` of the unsupported ones are let through."""
    wrong = np.sort(likely[~supported])[::-1]
    return float(wrong[int(LET_THROUGH * len(wrong))]) + 1e-4


def main() -> None:
    """Fits, measures and stores."""
    pairs = read_pairs(Embedder.open())
    likely, supported = held_out(pairs), np.array([pair.supported for pair in pairs])
    point = least(likely, supported)
    weights, intercept = fit(pairs)
    measured = {
        "pairs": len(pairs),
        "supported": int(supported.sum()),
        "auc": round(_auc(likely, supported), 4),
        "supported_let_through": round(float((likely >= point)[supported].mean()), 4),
        "unsupported_let_through": round(float((likely >= point)[~supported].mean()), 4),
        "decided_by_facts": sum(pair.found is None for pair in pairs if not pair.supported),
    }
    stored = {
        "made_by": "python -m evals.support",
        "weights": weights,
        "intercept": intercept,
        "least": round(point, 4),
        "held_out": measured,
    }
    FILE.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    print(json.dumps(stored, indent=1))
    for pair, each in zip(pairs, likely, strict=True):
        if (each >= point) != pair.supported:
            print(f"{each:.2f} {'+' if pair.supported else '-'} {pair.sentence}")


def _matrix(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    return np.array([[pair.found[name] for name in SIGNS] for pair in pairs if pair.found])


def _auc(likely: NDArray[np.float64], supported: NDArray[np.bool_]) -> float:
    yes, no = likely[supported], likely[~supported]
    return float((yes[:, None] > no[None]).mean() + 0.5 * (yes[:, None] == no[None]).mean())


if __name__ == "__main__":
    main()
