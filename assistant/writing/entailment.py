"""An optional cross-encoder that reads a source and a sentence together and says whether the one follows."""

from collections.abc import Sequence

import numpy as np
from sentence_transformers import CrossEncoder

from corpus.refused import Refused

LEAST = 0.5
"""The likelihood of entailment from which on a sentence follows."""


class Entailment:
    """A cross-encoder for natural language inference, by the name or folder that sentence-transformers knows it by.

    Raises Refused where there is none such, or where none of its labels is entailment.
    """

    def __init__(self, name: str) -> None:
        try:
            self._model = CrossEncoder(name)
            labels = self._model.config.id2label or {}
        except Exception as error:  # whatever can go wrong with files that we do not know
            raise Refused("llm.no_nli", name=name) from error
        entails = [int(at) for at, label in labels.items() if str(label).casefold().startswith("entail")]
        if not entails:
            raise Refused("llm.no_nli", name=name)
        self._entails = entails[0]

    def follows(self, places: Sequence[str], sentence: str) -> list[bool]:
        """For each of ``places`` whether ``sentence`` follows from it."""
        if not places:
            return []
        logits = np.asarray(self._model.predict([(place, sentence) for place in places], show_progress_bar=False))
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        likely = shares[:, self._entails] / shares.sum(axis=1)
        return [bool(each >= LEAST) for each in likely]
