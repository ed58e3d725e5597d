"""What comes off the shelf, put to the same questions on the same machine.

Without a language model their answer is the first chunk they find, whole and cited. They know of no dialogue: the
question is put as it is.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import bm25s
import numpy as np
from langchain_chroma import Chroma

from corpus import vectors
from corpus.embedding import Embedder
from evals.chunks import Chunks, place
from evals.measures import Outcome, crag
from evals.questions import Item
from evals.reply import Place, Reply

TOP = 4
"""Chunks that LangChain's ``similarity_search`` brings if it is not told how many."""
RANKED = 10
_WORD = re.compile(r"\w+")
Found = tuple[Place, float]


class Baseline:
    """A search over chunks; ``find(question, count)`` brings chunks best first, each with how good it is."""

    def __init__(self, name: str, chunks: Chunks, find: Callable[[str, int], Sequence[Found]]) -> None:
        self.name, self._chunks, self._find = name, chunks, find

    @property
    def units(self) -> Sequence[Place]:
        """All chunks."""
        return self._chunks.units

    def answer(self, item: Item) -> Reply:
        """The first chunk; a refusal only where nothing at all is found."""
        started = perf_counter()
        found = self._find(item.question, TOP)
        seconds = perf_counter() - started
        if not found:
            return Reply("refused", "", seconds, reason="not_in_sources")
        first, score = found[0]
        cited = self._chunks.cited(first)
        return Reply("answered", f"{cited.quote} [1]", seconds, citations=(cited,), score=score)

    def ranking(self, item: Item) -> Sequence[Place]:
        """The chunks it puts first."""
        return [at for at, _ in self._find(item.question, RANKED)]


def bm25(chunks: Chunks) -> Baseline:
    """BM25 alone over lowercased words, as a library gives it, with no knowledge of Danish."""
    index = bm25s.BM25()
    index.index([_words(chunk.page_content) or [""] for chunk in chunks.all], show_progress=False)

    def find(question: str, count: int) -> list[Found]:
        asked = [word for word in _words(question) if word in index.vocab_dict]
        if not asked:
            return []
        scores = index.get_scores(asked)
        best = np.argsort(-scores, kind="stable")[:count]
        return [(chunks.units[at], float(scores[at])) for at in best if scores[at] > 0]

    return Baseline("bm25", chunks, find)


@contextmanager
def quickstart(chunks: Chunks, embedder: Embedder) -> Iterator[Baseline]:
    """LangChain's quick-start for retrieval: its splitter, Chroma as it comes, our embedding model, the top four."""
    with TemporaryDirectory() as folder:
        client = vectors.connect(Path(folder), None)
        store = Chroma(client=client, collection_name="quickstart", embedding_function=embedder.langchain)
        store.add_documents(list(chunks.all))

        def find(question: str, count: int) -> list[Found]:
            nearest = store.similarity_search_with_score(question, k=count)
            return [(place(chunk), -distance) for chunk, distance in nearest]

        try:
            yield Baseline("quickstart", chunks, find)
        finally:
            vectors.let_go(client)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def refusing(outcomes: Sequence[Outcome], least: float) -> tuple[Outcome, ...]:
    """What would have come of it, had the system refused where its score is below ``least``.

    What it would have answered is then shown as what is nearest.
    """
    return tuple(replace(each, reply=_refused(each.reply)) if _below(each, least) else each for each in outcomes)


def _below(outcome: Outcome, least: float) -> bool:
    reply = outcome.reply
    return reply.answered and (reply.score is None or reply.score < least)


def _refused(reply: Reply) -> Reply:
    return replace(reply, status="refused", reason="not_in_sources", text="", citations=(), related=reply.citations)


def best_least(outcomes: Sequence[Outcome]) -> float:
    """The score below which refusing gives the best CRAG score on ``outcomes``; the lowest such where several do."""
    scored = sorted(
        ((each.reply.score, crag(each)) for each in outcomes if each.reply.score is not None), key=lambda pair: -pair[0]
    )
    best, least, total = 0.0, float("inf"), 0.0
    for at, (score, gain) in enumerate(scored):
        total += gain
        last_of_its_score = at + 1 == len(scored) or scored[at + 1][0] < score
        if last_of_its_score and total >= best:
            best, least = total, score
    return least
