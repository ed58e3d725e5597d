"""How well a stretch of a source supports a sentence: a calibrated likelihood over token vectors and shared words.

Late interaction as in ``assistant.late``, the other way round: each word of the sentence has to be met by a word of the
source. What it comes to was fitted on labelled pairs: ``support.json``, made by ``python -m evals.support``.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.writing.facts import Said, facts
from corpus.embedding import Embedder
from corpus.terms import content_terms, terms_with_parts

FILE = Path(__file__).with_suffix(".json")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W_]+)*")
"""Of letters: numbers are not a matter of likelihood."""
_LITTLE = 0.2
"""The weight of a word that says nothing of its own."""
SIGNS = ("late", "worst", "said", "order", "fresh", "fresh_worst", "foreign", "foreign_late", "unlimited")
"""What is measured: the mean cosine of the sentence's words with the words nearest to them in the source, and that of
the word met worst; the share of its words that the source says too, and of pairs of them that stand in the same order
there; the mean and the worst cosine of those that it does not say; whether source and sentence are in two languages,
and the first figure there; whether the source denies or limits ("ikke", "kun") where the sentence does not."""
_LIMITS = frozenset({"not", "only", "none"})


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence of the model: ``vectors`` [tokens, dimensions], ``weights`` [tokens] that sum to 1, and its words'
    places among them with the words themselves."""

    text: str
    language: str
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    words: tuple[tuple[str, tuple[int, ...]], ...]

    @classmethod
    def of(cls, embedder: Embedder, text: str, language: str) -> "Words":
        """The words of ``text``, as the embedding model sees them in their context."""
        tokens = embedder.tokens(text, "passage")
        weights = np.full(len(tokens.vectors), _LITTLE, np.float32)
        words = []
        for word in _WORD.finditer(text):
            within = np.flatnonzero((tokens.offsets[:, 0] < word.end()) & (tokens.offsets[:, 1] > word.start()))
            if content_terms(word[0]) and len(within):
                weights[within] = 1.0 / len(within)
                words.append((word[0], tuple(int(place) for place in within)))
        return cls(text, language, tokens.vectors, weights / max(float(weights.sum()), 1e-6), tuple(words))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a source, with what stands over them: their ``tokens`` [n, dimensions] in their context."""

    text: str
    language: str
    over: str
    tokens: NDArray[np.float32]


def signs(claim: Words, source: Stretch) -> dict[str, float]:
    """The ``SIGNS`` of ``claim`` over a stretch of a source."""
    met = (claim.vectors @ source.tokens.T).max(axis=1, initial=0.0)
    own = set(terms_with_parts(f"{source.over}\n{source.text}"))
    by_word = [float(met[list(places)].mean()) for _, places in claim.words] or [float(met.mean())]
    said = [any(term in own for term in terms_with_parts(word)) for word, _ in claim.words] or [False]
    foreign = claim.language != source.language
    fresh = [cosine for cosine, known in zip(by_word, said, strict=True) if foreign or not known] or [1.0]
    late = float(met @ claim.weights)
    limits = Said.by(source.text, source.language).strong & _LIMITS
    kept = {value for fact in facts(claim.text, claim.language) if fact.kind == "strong" for value in fact.values}
    return {
        "late": late,
        "worst": min(by_word),
        "said": 0.0 if foreign else sum(said) / len(said),
        "order": 0.0 if foreign else _order(content_terms(claim.text), content_terms(source.text)),
        "fresh": float(np.mean(fresh)),
        "fresh_worst": min(fresh),
        "foreign": float(foreign),
        "foreign_late": late if foreign else 0.0,
        "unlimited": float(bool(limits - kept)),
    }


def nearness(claim: Words, source: Stretch) -> float:
    """How near a stretch is to what ``claim`` says: what picks the one that is then weighed."""
    met = (claim.vectors @ source.tokens.T).max(axis=1, initial=0.0)
    own = set(terms_with_parts(source.text))
    said = sum(any(term in own for term in terms_with_parts(word)) for word, _ in claim.words)
    return float(met @ claim.weights) + said / max(1, len(claim.words))


def _order(mine: list[str], theirs: list[str]) -> float:
    """The share of the pairs of terms that both say which they say in the same order; 1 where there are none."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for at, term in enumerate(theirs):
        first.setdefault(term, at)
        last[term] = at
    shared = [term for term in dict.fromkeys(mine) if term in first]
    pairs = list(combinations(shared, 2))
    return sum(first[one] < last[other] for one, other in pairs) / len(pairs) if pairs else 1.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by sign and the intercept make log odds; from ``least`` (0 to 1) on a sentence counts as supported."""

    weights: Mapping[str, float]
    intercept: float
    least: float

    def likelihood(self, found: Mapping[str, float]) -> float:
        """How likely it is (0 to 1) that a source with these signs supports the sentence."""
        odds = self.intercept + sum(weight * found[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, odds))))


@cache
def fitted() -> Fitted:
    """What was fitted, as it is stored."""
    stored = json.loads(FILE.read_text("utf-8"))
    return Fitted(stored["weights"], stored["intercept"], stored["least"])
