"""The decision whether what was found answers: learned from training questions whose authors taught nothing else.

Whoever asks is none of the authors. So the questions of some of the authors are put to an assistant that was taught by
the others, and boosted trees learn from what it found when its best sentence is gold.
"""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

from assistant.ask import Assistant
from assistant.asked import Asked
from assistant.extract import by_score
from assistant.refusal import SIGNS, signs
from assistant.taught import Taught, instead
from assistant.trees import LEAF, Trees
from evals.examples import Example, collected
from evals.questions import Item
from evals.teach import Lesson, known, left_out

Numbers = NDArray[Any]
EACH = 3000
"""So many questions of each corpus are asked: a tenth of a second each."""
TREES = 150
RATE = 0.05
LEAVES = 8
LEAST_IN_LEAF = 30
SHARE = 0.7
"""The share of the questions that each tree is fitted on."""


def held_out(assistants: Mapping[str, Assistant], given: Mapping[str, Lesson], taught: Taught) -> list[Example]:
    """Questions of the authors who are left out, with what is found for them by what the others taught."""
    out = left_out(given)
    examples: list[Example] = []
    with instead(replace(taught, asked=_others(taught.asked, list(given.values()), out))):
        for name, assistant in assistants.items():
            mine = [item for item, by in zip(given[name].items, given[name].by(out), strict=True) if by]
            examples += collected(assistant, sorted(mine, key=_shuffled)[:EACH])
    return examples


def _others(asked: Asked, lessons: Sequence[Lesson], out: Set[str]) -> Asked:
    """What is known without the questions of some authors."""
    vectors = [
        asked.vectors[asked.group == number][np.logical_not(each.by(out))] for number, each in enumerate(lessons)
    ]
    return known([each.without(out) for each in lessons], vectors)


def decision(examples: Sequence[Example], rank: Mapping[str, float]) -> Trees:
    """Trees that tell whether the best sentence, by the weights ``rank``, is gold."""
    ranked = [by_score(each.found, rank) for each in examples]
    found = [signs(each.kind, every) for each, every in zip(examples, ranked, strict=True)]
    rows = np.array([[each[name] for name in SIGNS] for each in found], np.float32)
    right = np.array([each.right(every) for each, every in zip(examples, ranked, strict=True)])
    return boosted(rows, right)


def boosted(rows: Numbers, right: Numbers) -> Trees:
    """Trees fitted to ``rows`` [questions, signs] and whether each is ``right`` [questions]."""
    fitted = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_IN_LEAF,
        subsample=SHARE,
        random_state=0,
    ).fit(rows, right)
    trees = [each.tree_ for each in fitted.estimators_[:, 0]]
    nodes = max(tree.node_count for tree in trees)

    def padded(values: Sequence[Numbers], empty: float) -> Numbers:
        return np.stack([np.pad(each, (0, nodes - len(each)), constant_values=empty) for each in values])

    # scikit-learn marks a leaf with no children (−1) and asks its sign −2.
    share = float(right.mean())
    return Trees(
        SIGNS,
        padded([np.where(tree.children_left < 0, LEAF, tree.feature) for tree in trees], LEAF).astype(np.int64),
        padded([tree.threshold for tree in trees], 0).astype(np.float32),
        padded([np.maximum(tree.children_left, 0) for tree in trees], 0).astype(np.int64),
        padded([np.maximum(tree.children_right, 0) for tree in trees], 0).astype(np.int64),
        (RATE * padded([tree.value[:, 0, 0] for tree in trees], 0)).astype(np.float32),
        float(np.log(share / (1 - share))),
    )


def _shuffled(item: Item) -> bytes:
    return hashlib.sha256(item.id.encode()).digest()
