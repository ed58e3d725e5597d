"""Tunes the embedding model to how staff ask: small changes to its last layers, learned from questions.

The changes are of low rank (Hu et al., "LoRA", 2021), so that they fit in a small file beside the model. Only questions
are embedded by the tuned model; no passage is embedded again, and no snapshot changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.adapter import Vectors
from corpus.embedding import Embedder


@dataclass(frozen=True, slots=True, eq=False)
class Tuning:
    """Changes to weights of the model by their names: each is ``out`` [outputs, rank] times ``into`` [rank, inputs]."""

    into: Mapping[str, Vectors]
    out: Mapping[str, Vectors]

    def vector(self, embedder: Embedder, question: str) -> Vectors:
        """The vector of a question [dimensions], of length one, by the model of ``embedder`` with these changes."""
        return _tuned(embedder, self).query(question)

    def vectors(self, embedder: Embedder, questions: Sequence[str]) -> Vectors:
        """Those of many [questions, dimensions]."""
        return _tuned(embedder, self).queries(questions)


@lru_cache(maxsize=4)
def _tuned(embedder: Embedder, tuning: Tuning) -> Embedder:
    return embedder.changed({name: tuning.out[name] @ tuning.into[name] for name in tuning.into})
