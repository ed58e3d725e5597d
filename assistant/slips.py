"""Typing slips in a question, mended against the words that the sources and the vocabulary hold."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from symspellpy import SymSpell, Verbosity

from corpus.compounds import parts
from corpus.danish import words
from corpus.lemmas import is_english, is_word, lemma
from corpus.snapshot import WORD
from corpus.vocabulary import read

_WRITTEN_WITHOUT = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
_SHORTEST, _LONG, _DISTANCE = 5, 8, 2
_COMMON = 1
_LINK = 2
_LEFT_ALONE = words("names", "municipalities") | words("terms", "function_words")


class Slips:
    """Mends what is most likely a slip, and leaves alone what may be a word or a name that the sources do not have."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """``counts``: the words of the sources in lower case, and how often each stands there."""
        self._counts = {word: count for word, count in counts.items() if word.isalpha()}
        for word in _others():
            self._counts.setdefault(word, _COMMON)
        self._near = SymSpell(_DISTANCE)
        for word, count in self._counts.items():
            self._near.create_dictionary_entry(word, count)

    def mended(self, text: str) -> str:
        """``text`` with its slips mended; what was not a slip stands as it was."""
        return self._joined(WORD.sub(lambda found: self._word(found[0], found.start() == 0), text))

    def _word(self, word: str, first: bool) -> str:
        lower = word.casefold()
        if self._sure(lower) or word.isupper():
            return word
        mended = next((form for form in _danish(lower) if form in self._counts or is_word(form)), None)
        mended = mended or self._apart(lower) or self._nearest(lower, word[0].isupper() and not first)
        mended = mended or next((form for form in _doubled(lower) if is_word(form)), None)
        return _as_written(word, mended) if mended and lemma(mended) != lemma(lower) else word

    def _sure(self, word: str) -> bool:
        known = word in self._counts or word in _LEFT_ALONE or is_word(word)
        return known or ("-" in word and all(self._sure(piece) for piece in word.split("-")))

    def _apart(self, word: str) -> str | None:
        """Two words of the sources that were written as one; the commonest two."""
        pairs = [(word[:at], word[at:]) for at in range(3, len(word) - 2)]
        likely = [pair for pair in pairs if all(half in self._counts for half in pair)]
        if parts(word):  # a compound made for the occasion is not a slip; "hvormange" is not one
            likely = [pair for pair in likely if any(half in _LEFT_ALONE for half in pair)]
        best = max(likely, key=lambda pair: min(self._counts[half] for half in pair), default=None)
        return " ".join(best) if best else None

    def _nearest(self, word: str, name: bool) -> str | None:
        """The word of the sources that was most likely meant.

        What may be a word or a name that the sources do not have has to be long and off by one sign only.
        """
        maybe = name or bool(parts(word)) or is_english(word)
        reach = 0 if len(word) < (_LONG - 1 if maybe else _SHORTEST) else 1 if maybe or len(word) < _LONG else _DISTANCE
        found = self._near.lookup(word, Verbosity.ALL, reach) if reach else []
        likely = [each for each in found if _same_start(each.term, word)]
        doubled = set(_doubled(word))
        best = min(
            likely,
            key=lambda each: (
                each.distance - 0.5 * (each.term in doubled),
                each.term not in _LEFT_ALONE,
                -each.count,
                each.term,
            ),
            default=None,
        )
        if best is None or (best.term not in doubled and any(is_word(form) for form in doubled)):
            return None
        return str(best.term)

    def _joined(self, text: str) -> str:
        """Compounds that were written as two words ("kommune rapport"), where the sources have them as one."""
        found = list(WORD.finditer(text))
        for one, other in reversed(list(pairwise(found))):
            whole = (one[0] + other[0]).casefold()
            adjoining = text[one.end() : other.start()] == " " and min(len(one[0]), len(other[0])) > _LINK
            apart = {one[0].casefold(), other[0].casefold()} & _LEFT_ALONE
            if adjoining and not apart and self._counts.get(whole, 0) > _COMMON:
                text = text[: one.start()] + _as_written(one[0], whole) + text[other.end() :]
        return text


def _others() -> Iterable[str]:
    """The words of the vocabulary and those that questions are made of."""
    written = read()
    groups = [*(group["words"] for group in written["same"]), *(near["of"] for near in written["near"])]
    for expression in [expression for group in groups for expression in group] + list(written["english"]):
        yield from (word.casefold() for word in WORD.findall(expression))
    yield from words("terms", "function_words")


def _danish(word: str) -> Iterable[str]:
    """The word with æ, ø and å where a foreign keyboard had others."""
    for plain, letter in _WRITTEN_WITHOUT:
        if plain in word:
            yield word.replace(plain, letter)
    every = word
    for plain, letter in _WRITTEN_WITHOUT:
        every = every.replace(plain, letter)
    if every != word:
        yield every


def _doubled(word: str) -> Iterable[str]:
    """The word with one letter doubled, or one of two like letters left out."""
    for at, letter in enumerate(word):
        if word[at : at + 2] == letter * 2:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + letter + word[at:]


def _same_start(one: str, other: str) -> bool:
    """People seldom miss the first letter, but may swap it with the second."""
    return one[0] == other[0] or one[:2] == other[1::-1]


def _as_written(word: str, mended: str) -> str:
    return mended[0].upper() + mended[1:] if word[0].isupper() else mended
