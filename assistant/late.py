"""Late interaction: how well each word of a question, in its context, is met by some word of a text in its own.

After ColBERT (Khattab and Zaharia, SIGIR 2020), over the token vectors of the embedding model; tokens count by how rare
their word is in the sources, so that "hvor" and "kommune" say little and "græs" much.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.concepts import Concept
from corpus.embedding import Embedder
from corpus.lexical import Lexical
from corpus.terms import content_terms

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LITTLE = 0.3
"""The rarity of what says next to nothing: function words and marks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The tokens of a question: ``vectors`` [tokens, dimensions], and ``weights`` [tokens] that sum to 1.

    ``words`` is the tokens of each word that says what the question is about, as places in ``vectors``.
    """

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    words: tuple[tuple[int, ...], ...]

    def met(self, tokens: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each token of the question the cosine of the one nearest to it of ``tokens`` [n, dimensions]."""
        best: NDArray[np.float32] = (self.vectors @ tokens.T).max(axis=1, initial=0.0)
        return best

    def mean(self, met: NDArray[np.float32]) -> float:
        """The weighted mean of what ``met`` returned."""
        return float(met @ self.weights)

    def worst(self, met: NDArray[np.float32]) -> float:
        """The same of the word that is met least."""
        return min(
            (float(met[list(word)].mean()) for word in self.words), default=float(met.mean()) if len(met) else 0.0
        )


def asked(embedder: Embedder, question: str, concepts: Sequence[Concept], lexical: Lexical) -> Asked:
    """The tokens of ``question``, weighted by the rarity of its ``concepts``."""
    tokens = embedder.tokens(question, "query")
    rarities = {concept.term: concept.rarity(lexical) for concept in concepts}
    weights = np.full(len(tokens.vectors), _LITTLE, np.float32)
    words = []
    for word in _WORD.finditer(question):
        within = np.flatnonzero((tokens.offsets[:, 0] < word.end()) & (tokens.offsets[:, 1] > word.start()))
        rarity = max((rarities.get(term, 0.0) for term in content_terms(word[0])), default=0.0)
        if rarity and len(within):
            weights[within] = rarity / len(within)
            words.append(tuple(int(place) for place in within))
    return Asked(tokens.vectors, weights / max(float(weights.sum()), 1e-6), tuple(words))
