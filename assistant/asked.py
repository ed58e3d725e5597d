"""What was asked before about the texts: questions whose answer, or whose lack of one, is known.

A question like one that a sentence answers speaks for the sentence; one like those that the texts do not answer speaks
against an answer. What is known holds for the very words that it was learned about: a passage that has changed, or a
source of somebody's own, is judged without.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.adapter import Vectors

NEAREST = 10
"""So many questions are looked at for whether their like is answered."""
LIKE = 6.0
"""How fast a question counts less the less it is like the one that is asked."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What questions about one group of texts say of a new one.

    ``answered`` and ``unanswered`` are how like it the nearest of each is (cosine), ``share`` of the ``NEAREST`` the
    share that is answered.
    """

    answered: float
    unanswered: float
    share: float


@dataclass(frozen=True, slots=True)
class Recalled:
    """What earlier questions say of a new one: by group of texts, and for sentences by passage and place in it.

    ``sentences`` says how like it the likest question is that a sentence answers, ``backed`` the share of the
    ``NEAREST`` about the same texts that it answers.
    """

    groups: tuple[Alike, ...]
    sentences: Mapping[tuple[str, int], float]
    backed: Mapping[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that are known: ``vectors`` [questions, dimensions] by the tuned model.

    ``group`` [questions] numbers the texts a question was asked of, ``answered`` [questions] whether they answer it.
    ``first`` [questions + 1] says where a question's sentences begin in ``passage`` and ``start`` [sentences]: the
    passage's id and the sentence's place counted from the passage's start. ``group_of`` is the group of each passage.
    """

    vectors: Vectors
    group: NDArray[np.int64]
    answered: NDArray[np.bool_]
    first: NDArray[np.int64]
    passage: tuple[str, ...]
    start: NDArray[np.int64]
    group_of: Mapping[str, int]

    def recall(self, question: Vectors) -> Recalled:
        """What they say of ``question`` [dimensions], embedded as they are."""
        like = self.vectors @ question
        order = np.argsort(-like)
        sentences: dict[tuple[str, int], float] = {}
        backed: dict[tuple[str, int], float] = {}
        for at in order[: 4 * NEAREST]:
            counts = float(np.exp(LIKE * (like[at] - 1)))
            for key in self._answers(at):
                sentences[key] = max(counts, sentences.get(key, 0.0))
        groups = []
        for number in range(int(self.group.max(initial=-1)) + 1):
            own = order[self.group[order] == number]
            nearest, yes, no = own[:NEAREST], own[self.answered[own]][:1], own[~self.answered[own]][:1]
            for at in nearest:
                for key in self._answers(at):
                    backed[key] = backed.get(key, 0.0) + 1 / len(nearest)
            share = float(self.answered[nearest].mean()) if len(nearest) else 0.0
            best = [max(0.0, float(like[each].max(initial=0.0))) for each in (yes, no)]
            groups.append(Alike(best[0], best[1], share))
        return Recalled(tuple(groups), sentences, backed)

    def _answers(self, at: int) -> list[tuple[str, int]]:
        return [(self.passage[place], int(self.start[place])) for place in range(self.first[at], self.first[at + 1])]
