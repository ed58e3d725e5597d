"""Finds the passages that may answer: dense search over windows and BM25 over Danish terms, mixed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.concepts import Concept, concepts, search_terms
from corpus.passage import Passage
from corpus.snapshot import Snapshot

WINDOWS = 60
LEXICAL_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found: the cosine of its nearest window, its BM25 score, and the two mixed (0 to 1.25)."""

    passage: Passage
    dense: float
    lexical: float
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question, best first, with the question's vector and concepts."""

    vector: NDArray[np.float32]
    concepts: tuple[Concept, ...]
    found: tuple[Found, ...]


def evidence(snapshot: Snapshot, question: str, documents: Sequence[str] | None = None, count: int = 10) -> Evidence:
    """Up to ``count`` passages for ``question``, only from ``documents`` where they are named."""
    vector = snapshot.embedder.query(question)
    asked = concepts(question)
    dense: dict[str, float] = {}
    for passage_id, similarity in snapshot.nearest(vector, WINDOWS, documents):
        dense[passage_id] = max(similarity, dense.get(passage_id, -1.0))
    scores = snapshot.lexical.scores(search_terms(asked))
    if documents:
        scores = scores * np.array([passage.document_id in set(documents) for passage in snapshot.passages])
    best = [int(place) for place in np.argsort(-scores)[:WINDOWS] if scores[place] > 0]
    places = {*best, *(snapshot.place[passage_id] for passage_id in dense)}
    floor = min(dense.values(), default=0.0)
    span = (max(dense.values(), default=1.0) - floor) or 1.0
    top = float(scores.max(initial=0.0)) or 1.0
    found = []
    for place in places:
        passage = snapshot.passages[place]
        similarity, lexical = dense.get(passage.id, floor), float(scores[place])
        found.append(Found(passage, similarity, lexical, (similarity - floor) / span + LEXICAL_WEIGHT * lexical / top))
    found.sort(key=lambda each: (-each.score, each.passage.id))
    return Evidence(vector, asked, tuple(found[:count]))
