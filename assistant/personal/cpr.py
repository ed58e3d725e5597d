"""Personal (CPR) numbers: day, month, year and four figures, however they are written and set apart.

The check digit of old decides nothing, since numbers are given without it; day and month do, and what is called a
personal number is one whatever its date.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from assistant.personal.plain import Plain, Span

_GROUP = re.compile(r"\d+")
_ROW = re.compile(r"\d+(?:(?:[^\w;%§\x00]{1,6}|_)\d+)*")
_IN_DATE = re.compile(r"[^\w,;]{1,4}|_")
_ENDS = re.compile(r",|[.?!:]\s")
"""What ends a sentence or a part of one: "den 10.03.21. 1014 svar" is a date and a count."""
_CALLED = (
    r"(?:\bcpr|\bc\.p\.r|person-?\s?(?:n(?:umme)?r|id\b)|pers\.?\s?nr|civil registration|social security|\bssn\b"
    r"|personal (?:id|number|identi\w+))"
)
_CALLED_BEFORE = re.compile(rf"{_CALLED}[^\d\x00]{{0,40}}$", re.IGNORECASE)
_CALLED_AFTER = re.compile(rf"^[^\w\x00]{{0,4}}(?:er (?:\w+ ){{0,3}}|som |is (?:\w+ ){{0,3}})?{_CALLED}", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:p[-\s]\s?nr|p-?\s?nummer(?:et)?|produktionsenhed\w*|ean|gln|cvr)\b[^\d\x00]{0,20}$", re.IGNORECASE
)
"""What calls a number something else. "Pnr." is not among it: it is short for a personal number as well."""
_AS_ONE = re.compile(r"(?<!\d)\d{6}\s?-\s?\d{4}(?!\d)")
"""How a personal number is written and no other is: then it counts for nothing what it is called."""
_AMOUNT = re.compile(r"^\s?(?:kr|kroner|dkk|mio|mia|euro?|€)\b", re.IGNORECASE)
_LAST = (
    r"(?:løbe-?\s?n(?:umme)?r|(?:sidste|resterende|last) (?:fire|4|four|cifre|tal|digits)|(?:fire|4) sidste|kontrolcif"
    r"|slutter|ender|ends|ending|serial|\bcpr|person-?n(?:umme)?r)\w*"
)
_MONTH = (
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|mar(?:ts|ch)?|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|aug(?:ust)?"
    r"|sep(?:t|tember)?|o[ck]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DAY, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:(?:19|20)\d\d|\d\d)"
_WORDED = rf"{_DAY}(?:\.|st|nd|rd|th)?\s*{_MONTH}\.?,?\s*{_YEAR}"
_FIGURES = rf"(?:{_DAY}[\s./-]{{1,3}}(?:0?[1-9]|1[0-2])[\s./-]{{1,3}}|\d{{4}}){_YEAR}"
_FOUR = r"\d[ .-]?\d[ .-]?\d[ .-]?\d(?!\d)"
_DATE_AND_FOUR = re.compile(
    rf"(?<!\d)(?:(?:{_WORDED}|{_FIGURES})(?!\d)[^\d\x00]{{0,60}}?{_LAST}(?: (?:4|cifre|tal|digits))*[^\d\x00]{{0,30}}?"
    rf"|{_WORDED}\s?[-/:]?\s?){_FOUR}",
    re.IGNORECASE,
)
_LAST_OF_DATE = re.compile(
    rf"{_LAST}[^\d\x00]{{0,20}}(?P<number>(?:{_WORDED}|{_FIGURES}) (?:er|is|are)[^\d\x00]{{1,20}}{_FOUR})",
    re.IGNORECASE,
)
_WITH_LETTERS = re.compile(
    r"\b(?:cpr|erstatnings|borger|patient|person)[^\d\x00]{0,40}"
    r"(?P<number>\d{6}[\s-]{0,3}(?=[A-Z\d]{0,3}[A-Z])[A-Z\d]{4}\b)",
    re.IGNORECASE,
)
_YEARS = range(1900, 2060)
_MOST = 12


def cprs(seen: Plain) -> Iterator[Span]:
    """Every personal number in ``seen``."""
    for row in _ROW.finditer(seen.text):
        for start, end in _in_row(seen.text, row):
            yield seen.span("cpr", start, end)
    for found in _DATE_AND_FOUR.finditer(seen.text):
        if not _to_a_year(found[0]) or _CALLED_BEFORE.search(seen.text[: found.start()]):
            yield seen.span("cpr", found.start(), found.end())
    for pattern in (_LAST_OF_DATE, _WITH_LETTERS):
        for found in pattern.finditer(seen.text):
            yield seen.span("cpr", *found.span("number"))


def _in_row(text: str, row: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where personal numbers stand in a row of groups of digits that little stands between."""
    groups = [group.span() for group in _GROUP.finditer(text, row.start(), row.end())]
    before, after = text[max(0, row.start() - 60) : row.start()], text[row.end() : row.end() + 60]
    called = bool(_CALLED_BEFORE.search(before) or _CALLED_AFTER.search(after))
    otherwise = _OTHERWISE.search(before) and not _AS_ONE.search(row[0])
    if not called and (otherwise or (len(groups) == 1 and _AMOUNT.search(after))):
        return
    found = False
    for first in range(len(groups)):  # also within one that was found: figures before a number may seem its first
        for last in range(first, len(groups)):
            window = groups[first : last + 1]
            if sum(end - start for start, end in window) > _MOST:
                break
            if _is_one(text, window, called):
                yield window[0][0], window[-1][1]
                found = True
                break
    if called and not found and _MOST - 3 <= sum(end - start for start, end in groups) <= _MOST:
        yield groups[0][0], groups[-1][1]  # mistyped, and called what it should be


def _is_one(text: str, groups: list[tuple[int, int]], called: bool) -> bool:
    """Whether the digits of ``groups`` are a date and four figures, and stand as such numbers do.

    Without being ``called`` one, either a group ends with the date, or all are set apart by one and the same sign.
    """
    written = [text[start:end] for start, end in groups]
    digits = "".join(written)
    if not _dated(digits):
        return False
    if called or len(written) == 1:
        return called or not _year_first(digits)
    apart = [text[one[1] : other[0]] for one, other in pairwise(groups)]
    if len(digits) - 4 not in accumulate(map(len, written)):
        return len(set(apart)) == 1 and apart[0] in {" ", ".", "-", "/", "_"} and not _other_figures(written)
    of_date = list(accumulate(map(len, written))).index(len(digits) - 4)
    in_date, between, in_four = apart[:of_date], apart[of_date], apart[of_date + 1 :]
    commas = set(in_date) == {","} and between.strip() == "-"  # typed for dots
    if not commas and not all(_IN_DATE.fullmatch(each) for each in (*in_date, *in_four)):
        return False
    if len(in_date) > 2 and len(set(in_date)) > 1:  # more than day, month and year
        return False
    if in_four and set(in_four) != {" "} and len(set(apart)) > 1:
        return False
    if in_date and _ENDS.match(between):
        return False
    if _year_first(digits) and (in_date[1:] or between.strip() != "-"):
        return len(in_date) == 2 and between.strip() == "-"
    return not (len(digits) == _MOST and in_date and _to_a_year(f"{digits[4:8]} {digits[8:]}"))


def _dated(digits: str) -> bool:
    """Whether ``digits`` begin with day, month and year in two or four figures, or the other way round."""
    return len(digits) in (10, 12) and (_day_first(digits) or _year_first(digits))


def _day_first(digits: str) -> bool:
    return _day_and_month(digits[:2], digits[2:4]) and (len(digits) == 10 or digits[4:6] in ("19", "20"))


def _year_first(digits: str) -> bool:
    """Whether ``digits`` can only be year, month and day."""
    if _day_first(digits):
        return False
    at = len(digits) - 6
    return _day_and_month(digits[at : at + 2], digits[at - 2 : at]) and (
        len(digits) == 10 or digits[:2] in ("19", "20")
    )


def _day_and_month(day: str, month: str) -> bool:
    """Whether there is such a day; a substitute number has 60 more."""
    return (1 <= int(day) <= 31 or 61 <= int(day) <= 91) and 1 <= int(month) <= 12


def _other_figures(written: list[str]) -> bool:
    """Whether the groups are thousands ("1.012.345.678") or have a year among them."""
    thousands = len(written[0]) < 3 and all(len(group) == 3 for group in written[1:])
    return thousands or any(len(group) == 4 and int(group) in _YEARS for group in written)


def _to_a_year(found: str) -> bool:
    """Whether what follows a whole year of this century is rather another year: "1. januar 2018-2021"."""
    figures = [int(figure) for figure in re.findall(r"\d+", found)]
    return len(figures) > 1 and figures[-1] in _YEARS and figures[-2] in range(2000, 2060)
