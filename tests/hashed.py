"""An embedder that needs no model, for tests of what lies around one: words hashed into a few dimensions."""

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from langchain_core.embeddings import FakeEmbeddings
from numpy.typing import NDArray

from corpus.embedding import Embedder, Tokens
from corpus.model import Kind
from corpus.terms import terms


class HashedEmbedder(Embedder):
    """Texts with the same words are near each other; no more is claimed."""

    def __init__(self) -> None:
        self.name, self.fingerprint, self.dimensions = "hashed", "0123456789abcdef", 64
        self.langchain = FakeEmbeddings(size=self.dimensions)  # Chroma wants one to hold; it is never asked

    def documents(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """A unit vector for each text."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            row[0] = 0.01
            for term in terms(text):
                row[zlib.crc32(term.encode()) % self.dimensions] += 1
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def tokens(self, text: str, kind: Kind) -> Tokens:
        """A token for each word."""
        found = list(re.finditer(r"\w+", text))
        offsets = np.array([match.span() for match in found], np.int32).reshape(-1, 2)
        return Tokens(self.documents([match[0] for match in found]), offsets)

    def query(self, text: str) -> NDArray[np.float32]:
        """A unit vector."""
        vector: NDArray[np.float32] = self.documents([text])[0]
        return vector
