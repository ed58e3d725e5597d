"""Headings in capitals that run into the text, as "… arbejde. PERSPEKTIVER FOR MILJØ Der kommer …"."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"\S+")
_TWO = re.compile(r"[^\W\d_a-zæøå]{2}")  # two capitals beside each other, without which there is nothing to find
_SENTENCE_END = re.compile(r"[.!?:…][\"”’»)\]]*$")
_NO_WORD = re.compile(r"\.\w|[_*<>={}();]")  # addresses and code
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_LONG_ALONE = 7  # letters that a single word in capitals must have to be a heading and not an abbreviation
_LONG = 5  # letters that one of several words must have,
_MANY = 10  # unless there are so many letters in them all
_LONGEST = 120  # characters
_MID_SENTENCE = 3  # words in capitals that make a heading where no sentence has ended


def headings(text: str) -> Iterator[tuple[int, int]]:
    """Where the headings in capitals stand in a block of text.

    A heading is a run of words in capitals at the start or after an ended sentence, or so long a run that it can be
    nothing else, with a word in ordinary letters, begun with a capital, or nothing after it.
    """
    if not _TWO.search(text):
        return
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        end = _run(words, at)
        if end > at and _is_heading(words, at, end):
            start = 0 if at == 1 and _NUMBER.fullmatch(words[0].group()) else at
            yield words[start].start(), words[end - 1].end()
        at = max(end, at + 1)


def _run(words: list[re.Match[str]], start: int) -> int:
    """The end of the run of capitals from ``start`` on, short of a last word that belongs to the sentence after it."""
    end = start
    while end < len(words) and _is_capitals(words[end].group()):
        end += 1
        if words[end - 1].group().endswith((":", ".", "!", "?")):
            return end
    if end < len(words) and words[end].group()[0].islower():
        return max(end - 1, start)
    return end


def _is_heading(words: list[re.Match[str]], start: int, end: int) -> bool:
    run = [word.group() for word in words[start:end]]
    lengths = [sum(character.isalpha() for character in word) for word in run]
    if lengths[0] < _LONG_ALONE if len(run) == 1 else max(lengths) < _LONG and sum(lengths) < _MANY:
        return False
    if words[end - 1].end() - words[start].start() > _LONGEST:
        return False
    if run[-1].endswith(",") or sum(word.endswith(",") for word in run) > len(run) / 3:
        return False  # a list of abbreviations
    following = words[end].group() if end < len(words) else None
    if following is not None and not following[0].isupper() and not following[0].isdigit():
        return False
    if (
        start == 0
        or (start == 1 and _NUMBER.fullmatch(words[0].group()))
        or _SENTENCE_END.search(words[start - 1].group())
    ):
        return len(run) > 1 or following is not None
    return len(run) >= _MID_SENTENCE


def _is_capitals(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters) and not _NO_WORD.search(word)
