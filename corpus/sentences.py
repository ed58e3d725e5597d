"""Where the sentences of a Danish text begin and end."""

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.danish import words

_NEVER_LAST = words("sentences", "never_last")
_BEFORE_NUMBERS = words("sentences", "before_numbers")
_UNITS = words("sentences", "units")
_LAST_IN_A_LIST = words("sentences", "last_in_a_list")
_MONTHS = words("sentences", "months")
_STARTERS = words("sentences", "starters")
_OPENING = "\"'”“„’‘»«(["
_STOP = re.compile(r"(?<![.!?…])[.!?…]++(?:[\"'”“’»«)\]]|\s?\[\d+\])*+(?=\s)")
_NEXT = re.compile(r"\s+[\s\"'”“„’‘»«(\[–—•·*-]*(\S*)")
_LABEL = re.compile(
    r"(?:§+ ?|[Ss]tk\. ?|[Kk]ap(?:\.|itel) ?|[Aa]rt(?:\.|ikel) ?|[Nn]r\. ?)?"
    r"(?:\d{1,3}(?:\.\d+)* ?[a-z]?|[a-zA-Z]|[IVX]+)"
)
_INITIALS = re.compile(r"[^\W\d](?:\.-?\w{1,4})*")
_NEW_BLOCK = re.compile(r"\n[^\S\n]*(?=[\n•▪◦])")
_SPACE = re.compile(r"\s*")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` as (start, end) in characters, in order and without the space around them.

    Every character that is not white space is in one of them. An empty line ends a sentence, and so does a new
    line that begins with a bullet; other line breaks do not. Where no sentence ends, as in a flattened list, the
    whole stretch is one sentence, however long.
    """
    breaks = [0, *(found.end() for found in _NEW_BLOCK.finditer(text)), len(text)]
    return [span for start, end in pairwise(breaks) for span in _cut(text, start, end)]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    end = start + len(text[start:end].rstrip())
    start = _after_space(text, start, end)
    for stop in _STOP.finditer(text, start, end):
        following = _NEXT.match(text, stop.end(), end)
        # No rule looks further back than a label or two words, and no sentence needs copying for each stop in it.
        before = text[max(start, stop.start() - 40) : stop.start()]
        if following and _ends(before, stop.group(), following[1]):
            yield start, stop.end()
            start = _after_space(text, stop.end(), end)
    if start < end:
        yield start, end


def _after_space(text: str, at: int, end: int) -> int:
    space = _SPACE.match(text, at, end)
    return space.end() if space else at


def _ends(before: str, stop: str, after: str) -> bool:
    """Whether a sentence ends at ``stop``, with ``before`` of it behind and the word ``after`` ahead."""
    first = next((letter for letter in after if letter.isalnum()), "")
    if first.islower() or not before.strip(_OPENING):
        return False
    if not stop.startswith(".") or stop.startswith(".."):
        return not before.endswith(("(", "["))
    if _LABEL.fullmatch(before.lstrip(_OPENING)):
        return False
    *earlier, last = before.split()
    last = last.lstrip(_OPENING)
    if last.isdigit() and len(last) < 3:
        return _ends_after_number(earlier[-1] if earlier else "", after)
    return _ends_after_word(last, first, after.strip(",;:.)"))


def _ends_after_word(last: str, first: str, after: str) -> bool:
    short = (last[:1].lower() + last[1:]).replace(".", "")  # "Kl. 14", but "... siger KL."
    if short in _NEVER_LAST or short.endswith("nr"):
        return False
    if short in _BEFORE_NUMBERS:
        return not first.isdigit()
    if short in _UNITS:
        return first.isupper() and (len(after) == 1 or not after.isupper())  # "6 mio. USD"
    if short in _LAST_IN_A_LIST:
        return first.isupper()
    return not _INITIALS.fullmatch(last) or after in _STARTERS


def _ends_after_number(earlier: str, after: str) -> bool:
    """Whether "14." is a number at the end, and not the ordinal of "den 14. Kommunaldag" or "10. Marts"."""
    if after.strip(".,;:)").casefold() in _MONTHS or re.match(r"\d{1,2}\.", after):
        return False
    ordinal = earlier.casefold() in {"den", "det", "de", "d.", "pr."} or earlier.endswith(("'s", "’s"))
    return not ordinal or after.strip(",;:") in _STARTERS
