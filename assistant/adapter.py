"""Bends the sentences' vectors towards how staff ask: a small map that was learned from questions.

Sentences get a low-rank correction on top of the vector that the model gives, fitted so that a question lies nearest to
the sentence that answers it (after the adapters of Houlsby et al., ICML 2019, here on the finished vectors, so that
nothing is embedded again). Questions are embedded by the tuned model (``assistant.tuning``).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
STEEP = 4.0
"""How steeply the correction bends; a unit vector's parts are small."""


@dataclass(frozen=True, slots=True)
class Bend:
    """A correction: ``into`` and ``out`` [rank, dimensions] each."""

    into: Vectors
    out: Vectors

    def __call__(self, vectors: Vectors) -> Vectors:
        """``vectors`` [n, dimensions] corrected, of length one."""
        bent = vectors + np.tanh(STEEP * (vectors @ self.into.T)) @ self.out
        unit: Vectors = bent / np.maximum(np.linalg.norm(bent, axis=-1, keepdims=True), np.float32(1e-12))
        return unit


@dataclass(frozen=True, slots=True)
class Adapter:
    """The correction of sentences, and what a sentence counts for beside the windows around it."""

    sentence: Bend
    share: float

    def pulls(self, sentences: Vectors, around: Vectors, asked_of: bool = True) -> Vectors:
        """For each of ``sentences`` [n, dimensions] with the windows ``around`` it, what a question is held against.

        Its product with a question's vector, as the tuned model gives it, is how near it is (−1 to 1). Where no
        question was ``asked_of`` the sentences, they are taken as they are: how to bend a sentence was learned from
        such as are like it.
        """
        if asked_of:
            sentences, around = self.sentence(sentences), self.sentence(around)
        mixed: Vectors = self.share * sentences + (1 - self.share) * around
        return mixed
