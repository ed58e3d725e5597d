"""Running heads that a transcript ran into the text: a page's number, with its head beside it, as its first words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_OPENING = 14  # words: as far into a page as its number may stand
_HEAD = 8  # words that a head has at most
_WORD = re.compile(r"\S+")
_SENTENCE = re.compile(r"[.!?;]$")


@dataclass(frozen=True, slots=True)
class Opening:
    """The first words of a page and where its number stands among them, first or after its head."""

    words: tuple[re.Match[str], ...]
    number: int
    last: int

    @property
    def beside(self) -> tuple[str, ...]:
        """The words that the head is among: after a number that comes first, else before the number."""
        texts = tuple(word.group() for word in self.words)
        return texts[self.last + 1 : self.last + 1 + _HEAD] if self.number == 0 else texts[: self.number]


def glued(pages: Sequence[tuple[int, str]]) -> list[list[tuple[int, int]]]:
    """For each page, given as its number and its text, the stretches of its text that are head and page number.

    Nothing is found unless most pages open with their own number.
    """
    openings = [_opening(number, text) for number, text in pages]
    if len(pages) < 3 or sum(opening is not None for opening in openings) < 0.6 * len(pages):
        return [[] for _ in pages]
    heads = _heads([opening for opening in openings if opening is not None])
    return [_stretches(opening, heads) if opening else [] for opening in openings]


def _opening(number: int, text: str) -> Opening | None:
    words = tuple(match for _, match in zip(range(_OPENING + _HEAD), _WORD.finditer(text), strict=False))
    texts = [word.group() for word in words[:_OPENING]]
    if str(number) not in texts:
        return None
    at = last = texts.index(str(number))
    while last + 1 < len(texts) and texts[last + 1] == str(number):
        last += 1
    return Opening(words, at, last)


def _heads(openings: Sequence[Opening]) -> set[tuple[str, ...]]:
    """Runs of words beside the number on at least two pages, next to it on one of them."""
    on: Counter[tuple[str, ...]] = Counter()
    beside_number: set[tuple[str, ...]] = set()
    for opening in openings:
        words = opening.beside
        found = {words[i:j] for i in range(len(words)) for j in range(i + 2, len(words) + 1)}
        on.update(found)
        beside_number |= {
            run for run in found if run == (words[: len(run)] if opening.number == 0 else words[-len(run) :])
        }
    return {run for run, pages in on.items() if pages >= 2 and run in beside_number and not " ".join(run).isupper()}


def _stretches(opening: Opening, heads: set[tuple[str, ...]]) -> list[tuple[int, int]]:
    words, at, last = opening.words, opening.number, opening.last
    texts = opening.beside
    if at == 0:
        end = last + _after(texts, [word.group() for word in words[last + 1 :]], heads)
        return [(words[0].start(), words[end].end())]
    start = _before(texts, heads)
    return [(words[start].start(), words[last].end())]


def _after(texts: Sequence[str], following: Sequence[str], heads: set[tuple[str, ...]]) -> int:
    """How many words after the number are head: through a known head, or up to capitals that repeat it or follow it."""
    known = [
        j for i in range(len(texts)) for j in range(i + 2, len(texts) + 1) if tuple(texts[i:j]) in heads and i <= 2
    ]
    if known:
        return max(known)
    for length in range(1, min(len(texts), _HEAD) + 1):
        if _SENTENCE.search(texts[length - 1]):
            return 0
        if length < len(following) and _is_capitals(following[length]) and not _is_capitals(following[length - 1]):
            return length
    return 0


def _before(texts: Sequence[str], heads: set[tuple[str, ...]]) -> int:
    """The first of the words before the number that is head; those ahead of it are text."""
    capitals = 0
    while capitals < len(texts) and texts[capitals].isupper():
        capitals += 1
    rest = texts[capitals:]
    if capitals and rest and " ".join(rest).lower() == " ".join(texts[:capitals]).lower():
        return capitals
    if len(texts) <= _HEAD and not any(_SENTENCE.search(text) or _is_capitals(text) for text in texts):
        return 0
    return next((start for start in range(len(texts)) if tuple(texts[start:]) in heads), len(texts))


def _is_capitals(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    return len(letters) >= 4 and all(letter.isupper() for letter in letters)
