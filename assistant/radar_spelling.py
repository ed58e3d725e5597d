"""Mends slips in the small words that questions to the rows are made of, which are too short to be mended elsewhere."""

import re
from functools import cache

from symspellpy.editdistance import DistanceAlgorithm, EditDistance

from assistant.radar_names import cues
from corpus.danish import words
from corpus.lemmas import is_word

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
_SHORTEST = 3
_DISTANCE = EditDistance(DistanceAlgorithm.DAMERAU_OSA)


def respelled(text: str) -> str:
    """``text`` with "hvro" as "hvor" and "paa" as "på"; what is a word or may be a name stays."""
    return _WORD.sub(lambda found: _mended(found[0]), text)


def _mended(word: str) -> str:
    lower = word.casefold()
    if len(lower) < _SHORTEST or word.isupper() or lower in _known():
        return word
    for plain, letter in _FOREIGN:
        danish = lower.replace(plain, letter)
        if danish != lower and (danish in _known() or is_word(danish)):
            return danish
    if is_word(lower):
        return word
    near = [known for known in _known() if _near(lower, known)]
    return min(near, key=lambda known: (sorted(known) != sorted(lower), known)) if near else word


def _near(word: str, known: str) -> bool:
    """One sign apart, or two signs swapped, and no other beginning."""
    if abs(len(word) - len(known)) > 1 or len(known) < _SHORTEST or word[0] not in known[:2]:
        return False
    swapped = sorted(word) == sorted(known)
    return (swapped or len(known) > _SHORTEST) and _DISTANCE.compare(word, known, 1) == 1


@cache
def _known() -> frozenset[str]:
    return frozenset(cues()["fillers"]["words"].split() + cues()["fillers"]["spoken"].split()) | words(
        "terms", "function_words"
    )
