"""BM25 over the Danish terms of passages, kept in a snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Lexical:
    """An opened BM25 index (Lucene's variant, k1 1.2, b 0.75); passages are known by their place in the list."""

    index: bm25s.BM25

    @classmethod
    def build(cls, passages: Sequence[Sequence[str]]) -> "Lexical":
        """An index over the terms of each passage."""
        index = bm25s.BM25(k1=1.2, b=0.75)
        index.index([list(terms) or [""] for terms in passages] or [[""]], show_progress=False)  # bm25s needs one
        return cls(index)

    def save(self, folder: Path) -> None:
        """Writes the index into ``folder``."""
        self.index.save(str(folder), show_progress=False)

    @classmethod
    def open(cls, folder: Path) -> "Lexical":
        """The index that ``save`` wrote."""
        return cls(bm25s.BM25.load(str(folder)))

    def scores(self, terms: Sequence[tuple[str, float]]) -> NDArray[np.float32]:
        """The BM25 score of every passage for weighted query ``terms``; terms that no passage has add nothing."""
        total = np.zeros(self.index.scores["num_docs"], np.float32)
        for term, weight in terms:
            if term in self.index.vocab_dict:
                total += weight * self.index.get_scores([term])
        return total

    def spread(self, term: str) -> int:
        """The number of passages that hold ``term``."""
        place = self.index.vocab_dict.get(term)
        if place is None:
            return 0
        starts = self.index.scores["indptr"]
        return int(starts[place + 1] - starts[place])
