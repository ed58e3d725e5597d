"""What a question is about: its words, each with the ways in which a source may say the same."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.stages import WHOLE, Without
from corpus.lexical import Lexical
from corpus.terms import content_terms, part_terms, terms
from corpus.vocabulary import expansions

PARTS = 0.7
"""What it counts where a text has all the parts of a compound, but not the compound."""
FEW = 2
"""A word that no passage says is often a verb that says little: it does not count as the rarest of all."""
AROUND = 0.6
"""What it counts where the heading or the passage around a sentence has the word, but not the sentence."""


@dataclass(frozen=True, slots=True)
class Way:
    """Terms that together say a word, and how well they do (0 to 1)."""

    terms: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of the question, as its term, and the ways of saying it, its own first."""

    term: str
    ways: tuple[Way, ...]

    def said_in(self, words: set[str]) -> float:
        """How well ``words`` say it: the weight of the best way that they hold whole, or 0."""
        return max((way.weight for way in self.ways if way.terms <= words), default=0.0)

    def rarity(self, lexical: Lexical) -> float:
        """The inverse document frequency of its most common way, parts and neighbours aside.

        What fewer passages than ``FEW`` say counts as what so many do.
        """
        sure = [way for way in self.ways if way.weight > PARTS]
        return _rarity(max(min(lexical.spread(term) for term in way.terms) for way in sure), lexical)


def term_rarity(term: str, lexical: Lexical) -> float:
    """How rare a single term is: 1 as rare as can be, 0 what every passage says."""
    return _rarity(lexical.spread(term), lexical) / _rarity(0, lexical)


def _rarity(spread: int, lexical: Lexical) -> float:
    number = int(lexical.index.scores["num_docs"])
    spread = min(number, max(FEW, spread))
    return math.log(1 + (number - spread + 0.5) / (spread + 0.5))


def concepts(question: str, without: Without = WHOLE) -> tuple[Concept, ...]:
    """The concepts of ``question`` in its order, each once."""
    ways: dict[str, list[Way]] = {term: [Way(frozenset({term}), 1.0)] for term in content_terms(question)}
    for term, found in ways.items():
        parts = frozenset(part_terms(term))
        if parts and "compounds" not in without:
            found.append(Way(parts, PARTS))
    for expansion in expansions(question) if "vocabulary" not in without else ():
        for term in terms(expansion.found):
            if term in ways and expansion.terms:
                ways[term].append(Way(frozenset(expansion.terms), expansion.weight))
    return tuple(Concept(term, tuple(found)) for term, found in ways.items())


def search_terms(asked: Iterable[Concept]) -> tuple[tuple[str, float], ...]:
    """The terms that BM25 looks for, each with the weight of the best way that it is part of."""
    weights: dict[str, float] = {}
    for concept in asked:
        for way in concept.ways:
            for term in way.terms:
                weights[term] = max(weights.get(term, 0.0), way.weight / len(way.terms))
    return tuple(weights.items())


def coverage(asked: Iterable[Concept], lexical: Lexical, own: set[str], around: set[str]) -> float:
    """The share of what is asked, weighted by rarity, that a sentence says (``own`` terms) or has around it."""
    total = said = 0.0
    for concept in asked:
        rarity = concept.rarity(lexical)
        total += rarity
        said += rarity * max(concept.said_in(own), AROUND * concept.said_in(own | around))
    return said / total if total else 0.0


def unsaid(asked: Iterable[Concept], lexical: Lexical, around: set[str]) -> float:
    """How rare the rarest concept is that ``around`` does not say at all: 1 as rare as can be, 0 where it says all."""
    rarest = max((concept.rarity(lexical) for concept in asked if not concept.said_in(around)), default=0.0)
    return rarest / _rarity(0, lexical)
