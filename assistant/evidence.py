"""Finds the passages that may answer: dense search over windows, BM25 over Danish terms, and the tuned model, mixed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.adapter import Vectors
from assistant.asked import Recalled
from assistant.concepts import Concept, concepts, search_terms
from assistant.pulled import pulled
from assistant.question import Question
from assistant.stages import WHOLE, Without
from assistant.taught import Taught, taught
from corpus.embedding import Embedder
from corpus.passage import Passage
from corpus.snapshot import Snapshot

LOOKED_AT = 60
"""So many of the best windows, of the best passages by BM25, and by the tuned model."""
PASSAGES = 20
DENSE_WEIGHT = 20.0
"""The difference of a tenth between cosines counts as much as the whole of BM25."""
LEXICAL_WEIGHT = 2.0
TUNED_WEIGHT = 10.0
"""Nearness by the tuned model lies twice as wide as cosines do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found: the cosine of its nearest window, its BM25 score, and all mixed.

    ``near`` [sentences] is how near each sentence is by the tuned model; zeros where nothing was learned.
    """

    passage: Passage
    dense: float
    lexical: float
    score: float
    near: Vectors


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question, best first, with the question's vector and concepts.

    ``recalled`` is what earlier questions say; None where nothing was learned for the embedding model.
    """

    vector: NDArray[np.float32]
    concepts: tuple[Concept, ...]
    found: tuple[Found, ...]
    recalled: Recalled | None = None


def evidence(
    snapshot: Snapshot, question: Question, documents: Sequence[str] | None = None, without: Without = WHOLE
) -> Evidence:
    """Up to ``PASSAGES`` passages for ``question``, only from ``documents`` where they are named."""
    vector = snapshot.embedder.query(question.text)
    asked = concepts(question.text, without)
    dense: dict[str, float] = {}
    for passage_id, similarity in snapshot.nearest(vector, LOOKED_AT, documents):
        dense[passage_id] = max(similarity, dense.get(passage_id, -1.0))
    lexical = snapshot.lexical.scores(search_terms(asked))
    learned = taught(snapshot.embedder)
    tuned = _tuned(snapshot.embedder, learned, question) if learned else None
    if learned and tuned is not None and "adapter" not in without:
        near = pulled(snapshot, learned).near(tuned)
    else:
        near = [np.zeros(len(each.sentences), np.float32) for each in snapshot.passages]
    meant = np.array([each.max(initial=0.0) for each in near])
    allowed = np.array([not documents or passage.document_id in documents for passage in snapshot.passages], bool)
    places = {
        *(snapshot.place[passage_id] for passage_id in dense if "dense" not in without),
        *(_best(lexical * allowed) if "bm25" not in without else ()),
        *_best(meant * allowed),
    }
    floor = min(dense.values(), default=0.0)
    top = float((lexical * allowed).max(initial=0.0)) or 1.0
    found = []
    for place in places:
        passage = snapshot.passages[place]
        similarity, words = dense.get(passage.id, floor), float(lexical[place])
        by_meaning = 0.0 if "dense" in without else DENSE_WEIGHT * similarity
        by_words = 0.0 if "bm25" in without else LEXICAL_WEIGHT * words / top
        score = by_meaning + by_words + TUNED_WEIGHT * float(meant[place])
        found.append(Found(passage, similarity, words, score, near[place]))
    found.sort(key=lambda each: (-each.score, each.passage.id))
    recalled = learned.asked.recall(tuned) if learned and tuned is not None and "asked" not in without else None
    return Evidence(vector, asked, tuple(found[:PASSAGES]), recalled)


def _tuned(embedder: Embedder, learned: Taught, question: Question) -> Vectors:
    """Its vector by the tuned model: of what it means, and of the very words, which the model learned from too."""
    vector = learned.tuning.vector(embedder, question.text)
    if question.heard is None:
        return vector
    both = vector + learned.tuning.vector(embedder, question.heard)
    unit: Vectors = both / np.linalg.norm(both)
    return unit


def _best(scores: NDArray[np.floating]) -> list[int]:
    """The places of the best of those that score anything."""
    return [int(place) for place in np.argsort(-scores)[:LOOKED_AT] if scores[place] > 0]
