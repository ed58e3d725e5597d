"""How near every sentence of a snapshot is to a question by the tuned model: finds what shares no word with it."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from assistant.adapter import Vectors
from assistant.taught import Taught
from corpus.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Pulled:
    """What every sentence is held against, ``vectors`` [sentences, dimensions], passage after passage.

    ``first`` [passages] says where each passage's begin; ``by`` is what they were made with.
    """

    by: Taught
    first: NDArray[np.int64]
    vectors: Vectors

    def near(self, question: Vectors) -> list[Vectors]:
        """For each passage how near each of its sentences is to ``question`` [dimensions] by the tuned model."""
        return np.split(self.vectors @ question, self.first[1:])


def pulled(snapshot: Snapshot, by: Taught) -> Pulled:
    """Those of ``snapshot``: made once, and kept as long as the snapshot is."""
    kept = _kept.get(snapshot)
    if kept is None or kept.by is not by:
        kept = _kept[snapshot] = _made(snapshot, by)
    return kept


_kept: WeakKeyDictionary[Snapshot, Pulled] = WeakKeyDictionary()


def _made(snapshot: Snapshot, by: Taught) -> Pulled:
    vectors = [
        by.adapter.pulls(snapshot.sentence_vectors(each), snapshot.around(each), each.id in by.asked.group_of)
        for each in snapshot.passages
    ]
    first = np.cumsum([0, *(len(each.sentences) for each in snapshot.passages)])[:-1]
    return Pulled(by, first, np.concatenate([np.zeros((0, snapshot.embedder.dimensions), np.float32), *vectors]))
