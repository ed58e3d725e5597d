"""Numbers that are told digit by digit, or two by two, in words: "nul en nul en halvfems"."""

import re
from collections.abc import Iterable, Iterator


def _values(written: str, first: int) -> dict[str, str]:
    """The words in ``written``, each with its digits, counted from ``first``; "en/et" are words for the same."""
    return {word: str(at) for at, words in enumerate(written.split(), first) for word in words.split("/")}


_UNITS = _values("nul en/et/én/ét to tre fire fem seks syv otte ni", 0) | _values(
    "zero/oh one two three four five six seven eight nine", 0
)
_TEENS = _values("ti elleve tolv tretten fjorten femten seksten sytten atten nitten", 10) | _values(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10
)
_TENS = _values("tyve tredive fyrre/fyrretyve halvtreds tres halvfjerds firs halvfems", 2) | _values(
    "twenty thirty forty fifty sixty seventy eighty ninety", 2
)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMBER = (
    rf"(?:(?P<units>{_any(_UNITS)})\s?og\s?(?P<tens>{_any(_TENS)})|(?P<ten>{_any(_TENS)})-(?P<unit>{_any(_UNITS)})"
    rf"|(?P<hundreds>nitten|tyve)\s?hundrede(?:\s?og)?|(?P<teen>{_any(_TEENS)})|(?P<whole>{_any(_TENS)})"
    rf"|(?P<single>{_any(_UNITS)})|\d+)"
)
_ONE = re.compile(rf"(?<![^\W_]){_NUMBER}(?![^\W_])", re.IGNORECASE)
_PLAIN_NUMBER = re.sub(r"\(\?P<\w+>", "(?:", _NUMBER)
_BETWEEN = r"(?:\s*(?:bindestreg|streg|dash|hyphen|minus|punktum)\s*|[ ,./_-]{1,3})"
_RUN = re.compile(rf"(?<![^\W_]){_PLAIN_NUMBER}(?:{_BETWEEN}{_PLAIN_NUMBER}){{3,}}(?![^\W_])", re.IGNORECASE)
_WORDS = 2
"""Number words that a row of numbers has to have, to be read as digits."""


def in_digits(text: str) -> Iterator[tuple[int, int, str]]:
    """Each number in the rows of numbers in ``text`` that are told in words, from where to where, in digits.

    What stands between two of them comes too, as a space, or as the hyphen that is said.
    """
    for run in _RUN.finditer(text):
        written = list(_digits(run))
        if sum(text[start:end].strip().isalpha() for start, end, _ in written) >= _WORDS:
            yield from written


def _digits(run: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Each number of a run, from where to where it stands, in digits; what is said for a hyphen, as one."""
    end = run.start()
    for found in _ONE.finditer(run.string, run.start(), run.end()):
        if found.start() > end:
            between = run.string[end : found.start()]
            yield end, found.start(), " - " if between.strip().isalpha() and between.strip() != "punktum" else " "
        end = found.end()
        yield found.start(), end, _digit(found)


def _digit(found: re.Match[str]) -> str:
    said = {name: word.casefold() for name, word in found.groupdict().items() if word}
    if "units" in said:
        return _TENS[said["tens"]] + _UNITS[said["units"]]
    if "ten" in said:
        return _TENS[said["ten"]] + _UNITS[said["unit"]]
    if "hundreds" in said:
        return "19" if said["hundreds"] == "nitten" else "20"
    if "teen" in said:
        return _TEENS[said["teen"]]
    if "whole" in said:
        return _TENS[said["whole"]] + "0"
    return _UNITS[said["single"]] if "single" in said else found[0]
