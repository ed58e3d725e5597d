"""``make train``: learns what ranks sentences and when to refuse; writes ``taught.safetensors`` and ``learned.json``.

First ``evals.teach`` learns from the training questions, then this from the dev half.

Sentences are ranked by a linear score, fitted so that the gold ones get most of the softmax over all that were
found. Whether to answer is a logistic regression on the signs of the best sentence, fitted on scores that were learned
without the question (ten folds), so that it sees margins as wide as they are on new questions.
"""

import hashlib
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from assistant.ask import Assistant
from assistant.conversation import Turn
from assistant.expected import Kind
from assistant.extract import Ranked, by_score, chosen
from assistant.learned import FILE
from assistant.refusal import OF_QUESTIONS, SIGNS, signs
from assistant.taught import write
from assistant.weighing import FIGURES, Candidate, matrix
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from evals.gold import Texts, said
from evals.publish import CATALOGUES
from evals.questions import QUESTIONS, Item, read_questions
from evals.teach import teach
from evals.thresholds import thresholds
from ingest.build import build

Floats = NDArray[np.float64]
FOLDS = 10
DRAWS = 200
"""Sets of questions drawn, with repetition, to choose the point to answer from."""
GROUPS = ("answerable", "unanswerable_near", "unanswerable_far")
RANK_PENALTY = 0.01
ANSWER_STRENGTH = 0.1
COSINES = 20.0
"""Cosines of this model lie within a tenth of each other; so they are fitted on the scale of the others."""
_SCALES = dict.fromkeys(("window", "late", "similarity", "sentence_late", "worst"), COSINES) | {"taught": 8.0}
_ONLY_FOR_REFUSAL = frozenset({"worst", "unsaid", "foreign", "answered", "unanswered", "answered_share", "known"})
RANKING = tuple(name for name in FIGURES if name not in _ONLY_FOR_REFUSAL)


@dataclass(frozen=True, slots=True)
class Example:
    """A dev question with all that was found for it; ``gold`` tells the sentences [n] that hold its gold."""

    item: Item
    kind: Kind
    found: list[Candidate]
    gold: NDArray[np.bool_]

    def figures(self, names: Sequence[str]) -> Floats:
        """The figures ``names``, on one scale [n, names]."""
        return np.asarray(matrix(self.found)[:, [FIGURES.index(name) for name in names]] * _scale(names), np.float64)

    @property
    def fold(self) -> int:
        """A fold by the question's id, so that it is the same whatever else is in the set."""
        return hashlib.sha256(f"fold {self.item.id}".encode()).digest()[0] % FOLDS

    def right(self, ranked: Sequence[Ranked]) -> bool:
        """Whether an answer out of ``ranked`` is right; of a question with several parts, whether its lead is gold."""
        if not self.item.answerable:
            return False
        if self.item.category == "multi":
            return bool(self.gold[[each is ranked[0].candidate for each in self.found].index(True)])
        words = " ".join(each.quote.text for each in chosen(ranked, self.kind))
        return all(said(must, words) for must in self.item.must)


def main() -> None:
    """Learns from the training questions, then from the dev half, over every corpus that is at hand."""
    embedder = Embedder.open(Settings().embedding_model)
    with TemporaryDirectory() as folder:
        assistants = {
            name: _assistant(Path(folder) / name, file, embedder) for name, file in CATALOGUES.items() if file.is_file()
        }
        taught = teach({name: each.snapshot() for name, each in assistants.items()}, embedder)
        write(taught)
        print(f"taught by {len(taught.asked.answered)} questions, {taught.asked.answered.sum()} of them answered")
        examples = [
            example
            for name, each in assistants.items()
            for example in _collected(each, read_questions([QUESTIONS / f"{name}.jsonl"]))
        ]
    known = _decided(examples, RANKING, SIGNS)
    without = tuple(name for name in RANKING if name not in OF_QUESTIONS)
    unknown = _decided(examples, without, tuple(name for name in SIGNS if name not in OF_QUESTIONS))
    moved = _odds(known.least) - _odds(unknown.least)
    means = np.concatenate([matrix(example.found) for example in examples]).mean(axis=0)
    stored = {
        "made_by": "make train",
        "questions": {name: sum(each.item.id.startswith(name[0]) for each in examples) for name in CATALOGUES},
        "rank": _named(RANKING, _fit_ranking([each for each in examples if each.gold.any()], RANKING)),
        "known": {"weights": known.weights, "intercept": round(known.intercept, 4)},
        "unknown": {"weights": unknown.weights, "intercept": round(unknown.intercept + moved, 4)},
        "least": round(known.least, 3),
        "means": _named(FIGURES, means),
    }
    FILE.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    for title, each in (("with earlier questions", known), ("without them", unknown)):
        print(title)
        for least in (each.least, 0.2, 0.3, 0.4, 0.5):
            _tell(each, least)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and how it would have gone for each question by what was learned without the question's fold.

    ``likely`` and ``right`` [questions] are of ``held_out``; ``least`` is the likelihood to answer from.
    """

    weights: dict[str, float]
    intercept: float
    held_out: list[tuple[Example, list[Ranked]]]
    likely: Floats
    right: NDArray[np.bool_]
    least: float


def _decided(examples: Sequence[Example], ranking: Sequence[str], names: Sequence[str]) -> Decided:
    held_out = _held_out(examples, ranking)
    rows = np.array([[signs(each.kind, ranked)[name] for name in names] for each, ranked in held_out])
    right = np.array([each.right(ranked) for each, ranked in held_out])
    folds = np.array([each.fold for each, _ in held_out])
    answer, intercept = _fit_answer(rows, right)
    odds = np.zeros(len(right))
    for fold in range(FOLDS):
        weights, start = _fit_answer(rows[folds != fold], right[folds != fold])
        odds[folds == fold] = rows[folds == fold] @ weights + start
    likely = 1 / (1 + np.exp(-odds))
    return Decided(_named(names, answer), intercept, held_out, likely, right, _best_least(held_out, likely, right))


def _odds(likelihood: float) -> float:
    return math.log(likelihood / (1 - likelihood))


def _assistant(folder: Path, catalogue: Path, embedder: Embedder) -> Assistant:
    snapshots = Snapshots(folder)
    build([read_catalogue(catalogue)], snapshots, embedder)
    return Assistant(snapshots, embedder)


def _collected(assistant: Assistant, items: Sequence[Item]) -> list[Example]:
    texts = Texts.of(assistant.snapshot())
    examples = []
    for item in items:
        if item.split == "dev" and item.category not in ("smalltalk", "injection"):
            question, found = assistant.weigh(item.question, history=[Turn("user", turn) for turn in item.history])
            spans = [span for stand in texts.stands(item) for span in stand.spans]
            gold = [
                any(
                    span.document == each.quote.document.source.id
                    and span.start < each.quote.end
                    and each.quote.start < span.end
                    for span in spans
                )
                for each in found
            ]
            if found:
                examples.append(Example(item, question.kind, found, np.array(gold, bool)))
    return examples


def _scale(names: Sequence[str]) -> Floats:
    return np.array([_SCALES.get(name, 1.0) for name in names])


def _fit_ranking(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    """The weights, for raw figures, under which the gold sentences have the greatest share of the softmax."""
    prepared = [(example.figures(names), example.gold) for example in examples]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for figures, gold in prepared:
            scores = figures @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            of_gold = shares[gold].sum()
            total -= float(np.log(of_gold + 1e-12))
            slope -= figures.T @ (np.where(gold, shares / of_gold, 0.0) - shares)
        count = len(prepared)
        return total / count + RANK_PENALTY * float(weights @ weights) / 2, slope / count + RANK_PENALTY * weights

    fitted: Floats = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    weights: Floats = fitted * _scale(names)
    return weights


def _held_out(examples: Sequence[Example], names: Sequence[str]) -> list[tuple[Example, list[Ranked]]]:
    """Each question's sentences, ranked by weights that were learned without its fold."""
    every = []
    for fold in range(FOLDS):
        weights = _fit_ranking([each for each in examples if each.fold != fold and each.gold.any()], names)
        named = _named(names, weights)
        every += [(each, by_score(each.found, named)) for each in examples if each.fold == fold]
    return every


def _fit_answer(rows: Floats, right: NDArray[np.bool_]) -> tuple[Floats, float]:
    scaler = StandardScaler().fit(rows)
    fitted = LogisticRegression(C=ANSWER_STRENGTH, max_iter=5000).fit(scaler.transform(rows), right)
    weights: Floats = fitted.coef_[0] / scaler.scale_
    return weights, float(fitted.intercept_[0] - weights @ scaler.mean_)


def _best_least(held_out: Sequence[tuple[Example, list[Ranked]]], likely: Floats, right: NDArray[np.bool_]) -> float:
    """The likelihood from which on the four targets that it decides are missed by least in all, on most draws."""
    groups = {name: np.array([name in _groups(each.item) for each, _ in held_out]) for name in GROUPS}
    goal = thresholds()

    def missed(least: float, draw: NDArray[np.int64]) -> float:
        given = likely[draw] >= least
        answerable, near, far = (groups[name][draw] for name in GROUPS)
        reached = {
            "correct": (given & right[draw])[answerable].mean(),
            "false_refusals": 1 - given[answerable].mean(),
            "refused_near": (~given)[near].mean(),
            "refused_far": (~given)[far].mean(),
        }
        return sum(goal[name].missed(float(value)) for name, value in reached.items())

    some = np.random.default_rng(0)
    steps = np.arange(0.05, 0.95, 0.005)
    # The best point for one set of questions is a matter of luck; the middle of those for many drawn from it is not.
    draws = [some.integers(0, len(likely), len(likely)) for _ in range(DRAWS)]
    return float(np.median([steps[np.argmin([missed(least, draw) for least in steps])] for draw in draws]))


def _groups(item: Item) -> set[str]:
    return {"answerable"} if item.answerable else {item.category}


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def _tell(decided: Decided, least: float) -> None:
    """Prints what a question that was not learned from would get, by category."""
    given = decided.likely >= least
    for prefix in ("b-", "k-"):
        print(prefix, f"answered from {least:.3f} on")
        for category in sorted({each.item.category for each, _ in decided.held_out}):
            these = np.array(
                [each.item.id.startswith(prefix) and each.item.category == category for each, _ in decided.held_out]
            )
            if these.any():
                shares = f"answered {given[these].mean():.2f}  right {(given & decided.right)[these].mean():.2f}"
                print(f"  {category:20}{these.sum():4d}  {shares}")


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(str(refused))
