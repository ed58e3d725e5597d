"""A question with all that was found for it, and where among that its gold is: what learning starts from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.conversation import Turn
from assistant.expected import Kind
from assistant.extract import Ranked, chosen
from assistant.weighing import FIGURES, Candidate, matrix
from evals.gold import Texts, said
from evals.questions import Item

Floats = NDArray[np.float64]
FOLDS = 10
COSINES = 20.0
"""Cosines of this model lie within a tenth of each other; so they are fitted on the scale of the others."""
_SCALES = dict.fromkeys(("window", "late", "similarity", "sentence_late", "worst"), COSINES) | {"taught": 8.0}


@dataclass(frozen=True, slots=True)
class Example:
    """A question with all that was found for it; ``gold`` tells the sentences [n] that hold its gold."""

    item: Item
    kind: Kind
    found: list[Candidate]
    gold: NDArray[np.bool_]

    def figures(self, names: Sequence[str]) -> Floats:
        """The figures ``names``, on one scale [n, names]."""
        return np.asarray(matrix(self.found)[:, [FIGURES.index(name) for name in names]] * scale(names), np.float64)

    @property
    def fold(self) -> int:
        """A fold by the question's id, so that it is the same whatever else is in the set."""
        return hashlib.sha256(f"fold {self.item.id}".encode()).digest()[0] % FOLDS

    def led(self, ranked: Sequence[Ranked]) -> bool:
        """Whether the best of ``ranked`` is gold."""
        return bool(self.gold[[each is ranked[0].candidate for each in self.found].index(True)])

    def right(self, ranked: Sequence[Ranked]) -> bool:
        """Whether an answer out of ``ranked`` is right; in parts, or without a ``must``, whether its lead is."""
        if not self.item.answerable:
            return False
        if self.item.category == "multi" or not self.item.must:
            return self.led(ranked)
        words = " ".join(each.quote.text for each in chosen(ranked, self.kind))
        return all(said(must, words) for must in self.item.must)


def scale(names: Sequence[str]) -> Floats:
    """What the figures ``names`` are multiplied by to be on one scale [names]."""
    return np.array([_SCALES.get(name, 1.0) for name in names])


def collected(assistant: Assistant, items: Sequence[Item]) -> list[Example]:
    """The questions that anything was found for, with what was found."""
    texts = Texts.of(assistant.snapshot())
    examples = []
    for item in items:
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
