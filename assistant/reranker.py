"""An optional cross-encoder that reads question and sentence together and puts them in order, named by a setting."""

from collections.abc import Sequence
from dataclasses import replace

from sentence_transformers import CrossEncoder

from assistant.extract import Ranked
from corpus.refused import Refused
from corpus.windows import over

READ = 20
"""Sentences that are read again; reading all would take longer than a reader waits."""


class Reranker:
    """A cross-encoder by the name or folder that sentence-transformers knows it by.

    Raises Refused where there is none such.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            self._model = CrossEncoder(name)
        except Exception as error:  # whatever can go wrong with files that we do not know
            raise Refused("model.no_reranker", name=name) from error

    def reordered(self, question: str, every: Sequence[Ranked]) -> list[Ranked]:
        """``every`` with its first ``READ`` in the model's order; they share out the scores that they had."""
        first = list(every[:READ])
        if not first:
            return []
        texts = [
            f"{over(each.candidate.quote.document.source, each.candidate.found.passage)}\n{each.candidate.quote.text}"
            for each in first
        ]
        read = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        order = sorted(range(len(first)), key=lambda at: -float(read[at]))
        scores = [each.score for each in first]
        return [replace(first[at], score=score) for at, score in zip(order, scores, strict=True)] + list(every[READ:])
