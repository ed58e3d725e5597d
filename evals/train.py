"""``make train``: learns what ranks sentences and when to refuse; writes ``taught.safetensors`` and ``learned.json``.

First ``evals.teach`` learns from the training questions. Then sentences are ranked by a linear score, fitted on the dev
half so that the gold ones get most of the softmax over all that were found. Whether to answer is learned from the
training questions (``evals.held_out``) where questions were asked before, and where none were by a logistic regression
on the dev half. The likelihood to answer from is chosen on the dev half, on scores that were learned without the
question (ten folds), so that margins are as wide as they are on new questions.
"""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from assistant.ask import Assistant
from assistant.extract import Ranked, by_score
from assistant.learned import FILE
from assistant.refusal import PLAIN, signs
from assistant.taught import instead, write
from assistant.trees import Trees
from assistant.weighing import FIGURES, matrix
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from evals.examples import FOLDS, Example, Floats, collected, scale
from evals.held_out import decision, held_out
from evals.publish import CATALOGUES
from evals.questions import QUESTIONS, Item, read_questions
from evals.teach import lessons, teach
from evals.thresholds import thresholds
from ingest.build import build

DRAWS = 200
"""Sets of questions drawn, with repetition, to choose the point to answer from."""
HARDLY_ANY = 0.01
GROUPS = ("answerable", "unanswerable_near", "unanswerable_far")
RANK_PENALTY = 0.01
ANSWER_STRENGTH = 0.1
_ONLY_FOR_REFUSAL = frozenset(
    {"meant", "worst", "unsaid", "foreign", "answered", "unanswered", "answered_share", "known"}
)
_OF_QUESTIONS = frozenset({"taught", "asked", "backed"})
RANKING = tuple(name for name in FIGURES if name not in _ONLY_FOR_REFUSAL)
WITHOUT_QUESTIONS = tuple(name for name in RANKING if name not in _OF_QUESTIONS)


def main() -> None:
    """Learns from the training questions, then from the dev half, over every corpus that is at hand."""
    embedder = Embedder.open(Settings().embedding_model)
    with TemporaryDirectory() as folder:
        assistants = {
            name: _assistant(Path(folder) / name, file, embedder) for name, file in CATALOGUES.items() if file.is_file()
        }
        given = lessons({name: each.snapshot() for name, each in assistants.items()})
        whole = teach(given, embedder)
        with instead(whole):
            examples = [example for name, each in assistants.items() for example in collected(each, _dev(name))]
        trained = held_out(assistants, given, whole)
    rank = _named(RANKING, _fit_ranking([each for each in examples if each.gold.any()], RANKING))
    trees = decision(trained, rank)
    write(replace(whole, decision=trees))
    known, plain = _known(examples, trees), _plain(examples)
    moved = _odds(known.least) - _odds(plain.least)
    means = np.concatenate([matrix(example.found) for example in examples]).mean(axis=0)
    weights, intercept = _fit_answer(plain.rows, plain.right)
    stored = {
        "made_by": "make train",
        "questions": {name: sum(each.item.id.startswith(name[0]) for each in examples) for name in CATALOGUES},
        "rank": rank,
        "plain": {"weights": _named(PLAIN, weights), "intercept": round(intercept + moved, 4)},
        "least": round(known.least, 3),
        "sure": round(_sure(trained, rank, trees), 3),
        "means": _named(FIGURES, means),
    }
    FILE.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    print(f"taught by {len(whole.asked.answered)} questions, {whole.asked.answered.sum()} of them answered")
    print(f"{len(trained)} of them decided when to answer")
    for title, each in (("with earlier questions", known), ("without them", plain)):
        print(title)
        for least in (each.least, 0.2, 0.3, 0.4, 0.5):
            _tell(each, least)


def _dev(name: str) -> list[Item]:
    """The dev half of a question set, less what is no question to the sources."""
    items = read_questions([QUESTIONS / f"{name}.jsonl"])
    return [item for item in items if item.split == "dev" and item.category not in ("smalltalk", "injection")]


@dataclass(frozen=True, slots=True)
class Decided:
    """How each dev question would have gone by what was learned without its fold.

    ``rows`` [questions, signs], ``likely`` and ``right`` [questions] are of ``ranked``; ``least`` is the likelihood to
    answer from.
    """

    ranked: list[tuple[Example, list[Ranked]]]
    rows: Floats
    likely: Floats
    right: NDArray[np.bool_]
    least: float


def _known(examples: Sequence[Example], trees: Trees) -> Decided:
    """By trees, which have seen no dev question."""
    ranked = _ranked(examples, RANKING)
    odds = np.array([trees.odds(signs(each.kind, every)) for each, every in ranked])
    return _decided(ranked, np.zeros((len(ranked), 0)), odds)


def _plain(examples: Sequence[Example]) -> Decided:
    """By logistic regression, without what earlier questions say."""
    ranked = _ranked(examples, WITHOUT_QUESTIONS)
    rows = np.array([[signs(each.kind, every)[name] for name in PLAIN] for each, every in ranked])
    right = np.array([each.right(every) for each, every in ranked])
    folds = np.array([each.fold for each, _ in ranked])
    odds = np.zeros(len(right))
    for fold in range(FOLDS):
        weights, start = _fit_answer(rows[folds != fold], right[folds != fold])
        odds[folds == fold] = rows[folds == fold] @ weights + start
    return _decided(ranked, rows, odds)


def _decided(ranked: list[tuple[Example, list[Ranked]]], rows: Floats, odds: Floats) -> Decided:
    likely = _likely(odds)
    right = np.array([each.right(every) for each, every in ranked])
    return Decided(ranked, rows, likely, right, _best_least(ranked, likely, right))


def _likely(odds: Floats) -> Floats:
    likely: Floats = 1 / (1 + np.exp(-odds))
    return likely


def _odds(likelihood: float) -> float:
    return math.log(likelihood / (1 - likelihood))


def _assistant(folder: Path, catalogue: Path, embedder: Embedder) -> Assistant:
    snapshots = Snapshots(folder)
    build([read_catalogue(catalogue)], snapshots, embedder)
    return Assistant(snapshots, embedder)


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
    weights: Floats = fitted * scale(names)
    return weights


def _ranked(examples: Sequence[Example], names: Sequence[str]) -> list[tuple[Example, list[Ranked]]]:
    """Each question's sentences, ranked by weights that were learned without its fold."""
    every = []
    for fold in range(FOLDS):
        weights = _fit_ranking([each for each in examples if each.fold != fold and each.gold.any()], names)
        named = _named(names, weights)
        every += [(each, by_score(each.found, named)) for each in examples if each.fold == fold]
    return every


def _sure(examples: Sequence[Example], rank: Mapping[str, float], trees: Trees) -> float:
    """The likelihood that all but ``HARDLY_ANY`` of the best sentences that do not answer stay below."""
    ranked = [(each, by_score(each.found, rank)) for each in examples]
    odds = np.array([trees.odds(signs(each.kind, every)) for each, every in ranked if not each.right(every)])
    return float(np.quantile(_likely(odds), 1 - HARDLY_ANY))


def _fit_answer(rows: Floats, right: NDArray[np.bool_]) -> tuple[Floats, float]:
    scaler = StandardScaler().fit(rows)
    fitted = LogisticRegression(C=ANSWER_STRENGTH, max_iter=5000).fit(scaler.transform(rows), right)
    weights: Floats = fitted.coef_[0] / scaler.scale_
    return weights, float(fitted.intercept_[0] - weights @ scaler.mean_)


def _best_least(ranked: Sequence[tuple[Example, list[Ranked]]], likely: Floats, right: NDArray[np.bool_]) -> float:
    """The likelihood from which on the four targets that it decides are missed by fewest questions, on most draws.

    Counted in questions, since one of a score of far ones would else weigh as much as ten of the answerable.
    """
    groups = {name: np.array([name in _groups(each.item) for each, _ in ranked]) for name in GROUPS}
    goal = thresholds()

    def missed(least: float, draw: NDArray[np.int64]) -> float:
        given = likely[draw] >= least
        answerable, near, far = (groups[name][draw] for name in GROUPS)
        reached = {
            "correct": (answerable, (given & right[draw])[answerable].mean()),
            "false_refusals": (answerable, 1 - given[answerable].mean()),
            "refused_near": (near, (~given)[near].mean()),
            "refused_far": (far, (~given)[far].mean()),
        }
        return sum(goal[name].missed(float(value)) * float(asked.sum()) for name, (asked, value) in reached.items())

    some = np.random.default_rng(0)
    steps = np.arange(0.05, 0.95, 0.005)
    # The best point for one set of questions is a matter of luck; the middle of those for many drawn from it is not.
    draws = [some.integers(0, len(likely), len(likely)) for _ in range(DRAWS)]
    return float(np.median([_middle(steps, [missed(least, draw) for least in steps]) for draw in draws]))


def _middle(steps: Floats, missed: Sequence[float]) -> float:
    """The middle of the steps at which least is missed: as far from a fall to either side as can be."""
    return float(np.median(steps[np.isclose(missed, min(missed))]))


def _groups(item: Item) -> set[str]:
    return {"answerable"} if item.answerable else {item.category}


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def _tell(decided: Decided, least: float) -> None:
    """Prints what a question that was not learned from would get, by category."""
    given = decided.likely >= least
    for prefix in ("b-", "k-"):
        print(prefix, f"answered from {least:.3f} on")
        for category in sorted({each.item.category for each, _ in decided.ranked}):
            these = np.array(
                [each.item.id.startswith(prefix) and each.item.category == category for each, _ in decided.ranked]
            )
            if these.any():
                shares = f"answered {given[these].mean():.2f}  right {(given & decided.right)[these].mean():.2f}"
                print(f"  {category:20}{these.sum():4d}  {shares}")


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(str(refused))
