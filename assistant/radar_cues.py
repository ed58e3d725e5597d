"""The words of a question that say what is asked of the rows: measures, rings, years, numbers, orders, and fillers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.radar_names import cues
from assistant.radar_question import Limits
from corpus.danish import words

Span = tuple[int, int]

_YEAR = re.compile(r"(?<![\w.,])(?:(?P<full>(?:19|20)\d\d)|['’](?P<short>\d\d))(?![\d.,]*\d)")
_N = r"(?P<{0}>\d+(?:[.,]\d+)?|halvdelen|en tredjedel|en fjerdedel|tre fjerdedele|half|a third|a quarter|{numbers})"
_UNIT = r"\s*(?P<unit>pct\b\.?|procent\b|%|per ?cent\b|percent\b|kommuner(?:ne)?\b|municipalities\b|points?\b)?(?: af)?"
_PARTS = {
    "halvdelen": 50.0,
    "half": 50.0,
    "en tredjedel": 100 / 3,
    "a third": 100 / 3,
    "en fjerdedel": 25.0,
    "a quarter": 25.0,
    "tre fjerdedele": 75.0,
}
_RANKED = (
    r"teknolog|technolog|løsning|mest\b|mindst|flest|færrest|højest|lavest|størst|bedst|først|modnest|most\b|least\b"
    r"|highest|lowest|best\b|largest|længst"
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’]s)?")


@dataclass(frozen=True, slots=True)
class Cues:
    """What was found in a question: cues, years, limits, a number, and where each of them stands."""

    spans: Mapping[str, tuple[Span, ...]]
    years: tuple[tuple[str, Span], ...]
    limits: Limits | None
    number: int | None
    others: tuple[Span, ...]

    def has(self, *names: str) -> bool:
        """Whether any of the cues is there."""
        return any(self.spans.get(name) for name in names)

    def covered(self) -> list[Span]:
        """Every stretch that is understood."""
        return [
            *(span for spans in self.spans.values() for span in spans),
            *(span for _, span in self.years),
            *self.others,
        ]


def found(text: str) -> Cues:
    """The cues in ``text``."""
    spans = {
        f"{section}.{name}" if section != "cues" else name: tuple(
            match.span() for pattern in patterns for match in pattern.finditer(text)
        )
        for section, names in _compiled().items()
        for name, patterns in names.items()
    }
    years = tuple((match["full"] or f"20{match['short']}", match.span()) for match in _YEAR.finditer(text))
    limits, where = _limits(text)
    number, at = (None, None) if limits else _number(text)
    others = [where] if where else []
    if at:
        others.append(at)
    return Cues(spans, years, limits, number, tuple(others))


def left(text: str, covered: list[Span]) -> list[tuple[str, Span]]:
    """The words of ``text`` that are neither covered nor fillers."""
    return [
        (match[0], match.span())
        for match in _WORD.finditer(text)
        if match[0].casefold() not in _fillers()
        and not any(start < match.end() and match.start() < end for start, end in covered)
    ]


@cache
def _fillers() -> frozenset[str]:
    return frozenset(cues()["fillers"]["words"].split()) | words("terms", "function_words") | {"'s", "s"}


@cache
def _compiled() -> dict[str, dict[str, list[re.Pattern[str]]]]:
    return {
        section: {name: [re.compile(each, re.IGNORECASE) for each in patterns] for name, patterns in names.items()}
        for section, names in cues().items()
        if section != "fillers"
    }


@cache
def _numbers() -> dict[str, int]:
    pairs = (pair.split("=") for pair in cues()["fillers"]["numbers"].split())
    return {word: int(number) for word, number in pairs}


@cache
def _limit_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    numbers = "|".join(_numbers())

    def n(name: str) -> str:
        return _N.format(name, numbers=numbers)

    written = (
        (
            "between",
            rf"\b(?:mellem|fra|between|from)\s+{n('one')}\s*(?:pct\.?|procent|%)?\s*(?:og|til|and|to|-)\s+{n('two')}{_UNIT}",
        ),
        ("over", rf"\b(?:over|mere end|flere end|højere end|above|more than|higher than)\s+{n('one')}{_UNIT}"),
        (
            "under",
            rf"\b(?:under|mindre end|færre end|lavere end|below|less than|fewer than|lower than)\s+{n('one')}{_UNIT}",
        ),
        ("least", rf"\b(?:mindst|minimum|som minimum|at least|no less than)\s+{n('one')}{_UNIT}"),
        ("most", rf"\b(?:højst|maks(?:imalt)?\.?|op til|ikke over|at most|up to|no more than)\s+{n('one')}{_UNIT}"),
        ("least", rf"\b{n('one')}{_UNIT}\s+(?:eller (?:mere|flere|derover)|or more)"),
        ("most", rf"\b{n('one')}{_UNIT}\s+(?:eller (?:mindre|færre|derunder)|or less)"),
    )
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in written)


def _limits(text: str) -> tuple[Limits | None, Span | None]:
    for name, pattern in _limit_patterns():
        match = pattern.search(text)
        if not match or (_YEAR.fullmatch(match["one"]) and not match["unit"]):
            continue
        one = _value(match["one"])
        unit = _unit(match["unit"], match["one"])
        if name == "between":
            two = _value(match["two"])
            return Limits(min(one, two), max(one, two), unit=unit), match.span()
        if name in ("over", "least"):
            return Limits(least=one, over=name == "over", unit=unit), match.span()
        return Limits(most=one, under=name == "under", unit=unit), match.span()
    return None, None


def _value(said: str) -> float:
    lower = said.casefold()
    if lower in _PARTS:
        return _PARTS[lower]
    return float(_numbers().get(lower, 0) or lower.replace(",", "."))


def _unit(said: str | None, number: str) -> str | None:
    if number.casefold() in _PARTS:
        return "pct."
    if not said:
        return None
    return "kommuner" if said.casefold().startswith(("kommune", "munic")) else "point" if "oint" in said else "pct."


def _number(text: str) -> tuple[int | None, Span | None]:
    """How many are wanted: "de fem mest udbredte", "top 3"."""
    numbers = "|".join(word for word in _numbers() if word not in ("en", "én", "et", "ét", "one"))
    ranked = rf"(?=(?:\w+\s+){{0,2}}(?:{_RANKED}))"
    pattern = re.compile(
        rf"\b(?:top[ -]?(?P<top>\d+|{numbers})\b|(?P<n>\d{{1,2}}|{numbers})\s+{ranked})", re.IGNORECASE
    )
    for match in pattern.finditer(text):
        said = (match["top"] or match["n"]).casefold()
        return _numbers().get(said) or int(said), match.span()
    return None, None


def spans_of(text: str, pattern: str) -> Iterator[Span]:
    """Where ``pattern`` stands in ``text``, case aside."""
    return (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))
