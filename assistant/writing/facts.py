"""What in a sentence is right or wrong whatever the words around it: numbers, shares, sums, dates, names, and a few
words such as "alle" and "ikke"."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from simplemma import is_known

from corpus.danish import words
from corpus.lemmas import lemma

_MONTHS = (
    "januar|january|jan",
    "februar|february|feb",
    "marts|march|mar",
    "april|apr",
    "maj|may",
    "juni|june|jun",
    "juli|july|jul",
    "august|aug",
    "september|sept|sep",
    "oktober|october|okt|oct",
    "november|nov",
    "december|dec",
)
_MONTH = "|".join(_MONTHS)
_DATES = (
    re.compile(r"(?<![\w-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\w-])"),
    re.compile(r"(?<![\w.])(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./ -](?P<y>(?:19|20)\d\d)(?!\w)"),
    re.compile(
        rf"(?<![\w.,])(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<n>{_MONTH})\b\.?(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?",
        re.I,
    ),
    re.compile(
        rf"\b(?P<n>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?", re.I
    ),
    re.compile(rf"\b(?P<n>{_MONTH})\b\.?,?\s+(?:of\s+|i\s+)?(?P<y>(?:19|20)\d\d)\b", re.I),
)
_NUMBER = r"\d{1,3}(?:[.,\u00a0 ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE = {
    "tusind": 3, "thousand": 3, "mio": 6, "million": 6, "millioner": 6, "millions": 6, "mia": 9, "mrd": 9,
    "milliard": 9, "milliarder": 9, "billion": 9, "billions": 9,
}  # fmt: skip
_MEASURED = re.compile(
    rf"(?<![\w.,])(?:(?P<from>{_NUMBER})\s?(?:-|–|til|to)\s?)?(?P<number>{_NUMBER})(?![\d])"
    rf"(?:[\s-]?(?P<scale>{'|'.join(sorted(_SCALE, key=len, reverse=True))})\b\.?)?"
    r"\s?(?P<unit>%|(?:pct|procentpoint|procent|percentage points?|percent|per cent|kr|kroner|dkk|euro|eur|€)\b)?",
    re.I,
)
_BEFORE = re.compile(r"(?:dkk|kr\.?|€|eur)\s?$", re.I)
_UNIT = {"%": "percent", "pct": "percent", "procent": "percent", "percent": "percent", "per cent": "percent"}
_MONEY = {"kr": "kroner", "kroner": "kroner", "dkk": "kroner", "euro": "euro", "eur": "euro", "€": "euro"}
_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
_COUNTED = re.compile(r"\d+-?(?:årige?|tallet|erne|er|ere|st|nd|rd|th)", re.IGNORECASE)
"""Numbers with an ending: "80-årige", "98'ere"; other words of digits and letters are names, as "5G"."""
_GENITIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said: its kind (number, percent, points, kroner, euro, date, name, strong) and its value.

    A number that can be read in two ways, as "1.234", has both as values; a date has what is said of year-month-day,
    with ``?`` for what is not said.
    """

    kind: str
    values: frozenset[str]


def facts(text: str, language: str) -> list[Fact]:
    """What ``text``, in ``language``, says that a source has to say too; each once."""
    dates, bare = _dates(text)
    found = [Fact("date", frozenset({date})) for date in dates]
    found += [fact for fact, _ in _numbers(bare, language)]
    found += [Fact("name", frozenset({name})) for name in _names(bare)]
    found += [Fact("strong", frozenset({group})) for group in _strong(text)]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Said:
    """All that a stretch of a source says, in the forms that facts come in."""

    dates: frozenset[str]
    numbers: frozenset[tuple[str, str]]
    words: frozenset[str]
    strong: frozenset[str]

    @classmethod
    def by(cls, text: str, language: str, about: str = "") -> "Said":
        """What ``text`` says; ``about`` is what stands over it, which names and dates may come from, not numbers."""
        dates, bare = _dates(text)
        over, over_bare = _dates(about)
        numbers = {(kind, value) for fact, kinds in _numbers(bare, language) for kind in kinds for value in fact.values}
        years = {date[:4] for date in (*dates, *over) if date[0] != "?"}
        years |= {value for fact, _ in _numbers(over_bare, language) for value in fact.values if _is_year(value)}
        written = _WORD.findall(f"{text} {about}")
        named = {form for word in written for form in (*_forms(word), lemma(word.casefold()))}
        for group in _file()["same"].values():
            members = set(group.split())
            named |= members if named & members else set()
        return cls(
            frozenset((*dates, *over)),
            frozenset(numbers | {("number", year) for year in years}),
            frozenset(named),
            frozenset(_strong(text)),
        )

    def holds(self, fact: Fact) -> bool:
        """Whether it says ``fact``."""
        if fact.kind == "date":
            return any(_within(date, said) for date in fact.values for said in self.dates)
        if fact.kind == "name":
            return all(self._named(name) for name in fact.values)
        if fact.kind == "strong":
            return fact.values <= self.strong
        return any((fact.kind, value) in self.numbers for value in fact.values)

    def joined(self, other: "Said") -> "Said":
        """What the two say together."""
        return Said(
            self.dates | other.dates, self.numbers | other.numbers, self.words | other.words, self.strong | other.strong
        )

    def _named(self, name: str) -> bool:
        if (_forms(name) | {lemma(name.casefold())}) & self.words:
            return True
        pieces = re.split(r"[-&]", name)
        return len(pieces) > 1 and all(
            not piece or _forms(piece) & self.words or is_known(piece.casefold(), "da") for piece in pieces
        )


def _dates(text: str) -> tuple[list[str], str]:
    """The dates in ``text`` as ``2021-03-10`` with ``?`` for what is left out, and the text without them."""
    found: list[str] = []

    def taken(match: re.Match[str]) -> str:
        part = match.groupdict()
        name = (part.get("n") or "").casefold()
        month = next((at for at, names in enumerate(_MONTHS, 1) if name in names.split("|")), int(part.get("m") or 0))
        day = int(part.get("d") or 0)
        if not 1 <= month <= 12 or day > 31:
            return match[0]
        found.append(f"{part.get('y') or '?'}-{month:02}-{f'{day:02}' if day else '?'}")
        return " ¤ "

    for pattern in _DATES:
        text = pattern.sub(taken, text)
    return found, text


def _within(date: str, said: str) -> bool:
    return all(mine in ("?", yours) for mine, yours in zip(date.split("-"), said.split("-"), strict=True))


def _numbers(text: str, language: str) -> Iterator[tuple[Fact, frozenset[str]]]:
    """The numbers in ``text``, and beside each the kinds that it may be read as: "10-12 %" is twice a share."""
    for match in _MEASURED.finditer(text):
        unit = (match["unit"] or "").casefold()
        kind = _UNIT.get(unit) or _MONEY.get(unit) or ("points" if unit else "number")
        if kind == "number" and _BEFORE.search(text[: match.start()]):
            kind = "euro" if _BEFORE.search(text[: match.start()])[0].strip().casefold() in ("€", "eur") else "kroner"  # type: ignore[index]
        power = _SCALE[match["scale"].casefold()] if match["scale"] else 0
        for number in filter(None, (match["from"], match["number"])):
            yield Fact(kind, _readings(number, power)), frozenset({kind})
    for word in _WORD.findall(text):
        value = _file()["numbers"].get(language, {}).get(word.casefold())
        if value is not None:
            yield Fact("number", frozenset({str(value)})), frozenset({"number"})


def _readings(number: str, power: int) -> frozenset[str]:
    """The values that a written number can have: with its marks between thousands, or before decimals."""
    bare = re.sub(r"[\u00a0 ]", "", number)
    readings = set()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
        readings.add(float(re.sub(r"[.,]", "", bare)))
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*[.,]\d{1,2}", bare):
        whole, decimals = re.split(r"[.,](?=\d{1,2}$)", bare)
        readings.add(float(f"{re.sub(r'[.,]', '', whole)}.{decimals}"))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", bare):
        readings.add(float(bare.replace(",", ".")))
    return frozenset(f"{reading * 10**power:.4f}".rstrip("0").rstrip(".") for reading in readings)


def _is_year(value: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", value) is not None


def _names(text: str) -> Iterator[str]:
    """The words written as names are: with a capital, and at the start of a sentence only if no dictionary has them."""
    for word in _WORD.finditer(text):
        plain = _GENITIVE.sub("", word[0])
        if any(sign.isdigit() for sign in plain):
            if any(sign.isalpha() for sign in plain) and not _COUNTED.fullmatch(plain):
                yield plain
        elif len(plain) > 1 and any(sign.isupper() for sign in plain):
            before = text[: word.start()].rstrip(' "»“(')
            starts = (not before or before[-1] in ".!?:") and plain[1:].islower()
            if not (starts and _common(plain.casefold())):
                yield plain


def _common(word: str) -> bool:
    """Whether a word at the start of a sentence is no name. A Danish noun without an ending may be one: "Bakkedal"."""
    if word in words("names", "municipalities"):
        return False
    endings = ("en", "et", f"{word[-1]}en", f"{word[-1]}et")
    if any(is_known(word + ending, "da") and lemma(word + ending) == word for ending in endings):
        return False
    return is_known(word, "da") or is_known(word, "en")


def _forms(word: str) -> set[str]:
    """A name with and without its genitive, and its pieces."""
    bare = _GENITIVE.sub("", word.casefold())
    pieces = [bare, *re.split(r"[-&]", bare)]
    return {form for piece in pieces if piece for form in (piece, piece.removesuffix("s"), f"{piece}s")}


def _strong(text: str) -> Iterator[str]:
    said = {word.casefold() for word in _WORD.findall(text)}
    said |= {"n't" for word in said if word.endswith(("n't", "n’t"))}
    for group, members in _file()["strong"].items():
        if said & set(members.split()):
            yield group


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
