"""The words of the field: the other names of what a text speaks of, what lies near it, and the Danish for English."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.terms import token_terms

# What another expression counts for beside the one that was used: a synonym nearly as much, a neighbour less than half.
SAME = 0.8
NEAR = 0.3

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """Another way to say something that a text says: ``terms`` together stand for the expression ``found`` in it.

    ``found`` is as the vocabulary writes it. ``terms`` are in the form of ``corpus.terms.terms``; a text that has all
    of them says the same. ``weight`` is what that counts for, 1 being ``found`` itself.
    """

    found: str
    terms: Terms
    weight: float


def expansions(text: str) -> tuple[Expansion, ...]:
    """The other ways to say what ``text`` says, in its order; of expressions within each other the longest counts."""
    return tuple(dict.fromkeys(expansion for words in _readings(text) for expansion in _found(words)))


def read() -> dict[str, Any]:
    """The vocabulary as it is written, described in ``vocabulary.toml``."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _readings(text: str) -> tuple[Terms, Terms]:
    """The terms of ``text`` with its hyphens closed and with its hyphens as spaces: "software-robot" can be either."""
    tokens = token_terms(text)
    return tuple(token[0] for token in tokens), tuple(term for token in tokens for term in token[1:] or token)


def _found(words: Terms) -> Iterator[Expansion]:
    known = _vocabulary()
    longest = max(map(len, known))
    at = 0
    while at < len(words):
        length = next((n for n in range(longest, 0, -1) if words[at : at + n] in known), 0)
        yield from known.get(words[at : at + length], ())
        at += length or 1


@cache
def _vocabulary() -> dict[Terms, tuple[Expansion, ...]]:
    """What each expression, in either reading of it, brings with it."""
    written = read()
    groups: dict[Terms, list[str]] = {_terms(word): g["words"] for g in written["same"] for word in g["words"]}
    brought: defaultdict[Terms, dict[Terms, Expansion]] = defaultdict(dict)

    def bring(found: str, others: Iterable[str], weight: float) -> None:
        for other in others:
            if _terms(other) != _terms(found):
                for reading in _readings(found):
                    brought[reading].setdefault(_terms(other), Expansion(found, _terms(other), weight))

    for words in groups.values():
        for word in words:
            bring(word, words, SAME)
    for english, words in written["english"].items():
        for word in words:
            bring(english, groups.get(_terms(word), [word]), SAME)
    for near in written["near"]:
        for of in near["of"]:
            for word in groups.get(_terms(of), [of]):
                bring(word, near["brings"], NEAR)
    return {key: tuple(found.values()) for key, found in brought.items()}


def _terms(expression: str) -> Terms:
    return _readings(expression)[0]
