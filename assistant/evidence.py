"""Finds the passages that may answer: dense search over windows and BM25 over Danish terms, mixed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.asked import Recalled
from assistant.concepts import Concept, concepts, search_terms
from assistant.stages import WHOLE, Without
from assistant.taught import taught
from corpus.passage import Passage
from corpus.snapshot import Snapshot

WINDOWS = 60
PASSAGES = 16
DENSE_WEIGHT = 20.0
"""The difference of a tenth between cosines counts as much as the whole of BM25."""
LEXICAL_WEIGHT = 2.0
LIKE = 0.45
"""Passages that answered a question so much like this one, as ``asked`` counts, are looked at too."""
ADDED = 4
"""But no more of them than this."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found: the cosine of its nearest window, its BM25 score, and the two mixed."""

    passage: Passage
    dense: float
    lexical: float
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question, best first, with the question's vector and concepts.

    ``bent`` is the vector by the tuned model, and ``recalled`` what earlier questions say; None where nothing was
    learned for the embedding model.
    """

    vector: NDArray[np.float32]
    concepts: tuple[Concept, ...]
    found: tuple[Found, ...]
    bent: NDArray[np.float32] | None = None
    recalled: Recalled | None = None


def evidence(
    snapshot: Snapshot, question: str, documents: Sequence[str] | None = None, without: Without = WHOLE
) -> Evidence:
    """Up to ``PASSAGES`` passages for ``question``, only from ``documents`` where they are named."""
    vector = snapshot.embedder.query(question)
    asked = concepts(question, without)
    dense: dict[str, float] = {}
    for passage_id, similarity in snapshot.nearest(vector, WINDOWS, documents):
        dense[passage_id] = max(similarity, dense.get(passage_id, -1.0))
    scores = snapshot.lexical.scores(search_terms(asked))
    if documents:
        scores = scores * np.array([passage.document_id in set(documents) for passage in snapshot.passages])
    best = [int(place) for place in np.argsort(-scores)[:WINDOWS] if scores[place] > 0 and "bm25" not in without]
    places = {*best, *(snapshot.place[passage_id] for passage_id in dense if "dense" not in without)}
    floor = min(dense.values(), default=0.0)
    top = float(scores.max(initial=0.0)) or 1.0
    found = []
    for place in places:
        passage = snapshot.passages[place]
        similarity, lexical = dense.get(passage.id, floor), float(scores[place])
        by_meaning = 0.0 if "dense" in without else DENSE_WEIGHT * similarity
        by_words = 0.0 if "bm25" in without else LEXICAL_WEIGHT * lexical / top
        found.append(Found(passage, similarity, lexical, by_meaning + by_words))
    found.sort(key=lambda each: (-each.score, each.passage.id))
    learned = taught(snapshot.embedder)
    tuned = learned.tuning.vector(snapshot.embedder, question) if learned else None
    bent = tuned if "adapter" not in without else None
    recalled = learned.asked.recall(tuned) if learned and tuned is not None and "asked" not in without else None
    return Evidence(
        vector, asked, (*found[:PASSAGES], *_recalled(snapshot, recalled, found, documents)), bent, recalled
    )


def _recalled(
    snapshot: Snapshot, recalled: Recalled | None, found: Sequence[Found], documents: Sequence[str] | None
) -> list[Found]:
    """What answered questions like this one and was not found by itself."""
    if recalled is None:
        return []
    already = {each.passage.id for each in found[:PASSAGES]}
    names = [name for name in recalled.passages(LIKE) if name in snapshot.place and name not in already]
    known = {each.passage.id: each for each in found}
    floor = min((each.dense for each in found), default=0.0)
    extra = [known.get(name) or Found(snapshot.passage(name), floor, 0.0, 0.0) for name in names]
    return [each for each in extra if not documents or each.passage.document_id in documents][:ADDED]
