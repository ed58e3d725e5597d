"""What a question asks for, and whether a sentence holds something of that kind: a number, a sum, a date, a name."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.concepts import Concept
from corpus.lemmas import is_word
from corpus.terms import content_terms, terms, terms_with_parts

_REACH = 5
"""A number counts things that are named within so many words after it."""
_CAPITAL = re.compile(r"\b(?P<name>[A-ZÆØÅ][\w-]*)(?P<of>(?=\s+Kommunes?\b))?")
_COUNTED = re.compile(r"(?:hvor mange|antal\w*(?: af)?|how many)\s+(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of answer: how it is asked for, what it looks like, and whether an answer has to look so."""

    name: str
    asked: re.Pattern[str]
    looks: re.Pattern[str] | None = None
    needed: bool = False


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of ``kinds.toml``, in its order."""
    written = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))

    def pattern(expressions: list[str]) -> re.Pattern[str]:
        joined = "|".join(expressions)
        for name, expression in written["lists"].items():
            joined = joined.replace(f"{{{name}}}", expression)
        return re.compile(joined, re.IGNORECASE)

    return tuple(
        Kind(
            kind["name"],
            pattern(kind["asked"]),
            pattern(kind["looks"]) if "looks" in kind else None,
            kind.get("needed", False),
        )
        for kind in written["kind"]
    )


OPEN = Kind("open", re.compile(""))


def kind_of(question: str) -> Kind:
    """The kind of answer that ``question`` asks for."""
    return next((kind for kind in kinds() if kind.asked.search(question)), OPEN)


def fit(kind: Kind, question: str, asked: Sequence[Concept], sentence: str) -> float:
    """How well ``sentence`` holds what is asked for: 1 well, 0.5 in part, 0 not at all; 1 where any sentence does.

    ``asked`` is the concepts of ``question``.
    """
    if kind.looks is None:
        return 1.0
    if kind.name in ("name", "place"):
        return 1.0 if names(sentence) - set(terms(question)) else 0.0
    if kind.name == "count":
        return _counts(kind.looks, question, asked, sentence)
    return 1.0 if kind.looks.search(sentence) else 0.0


def names(sentence: str) -> set[str]:
    """The terms of the words in ``sentence`` that are written as names are: "Skive" only in "Skive Kommune"."""
    found = set()
    for match in _CAPITAL.finditer(sentence):
        if match["of"] or not is_word(match["name"].casefold()):
            found |= set(terms(match["name"]))
    return found


def named(question: str) -> set[str]:
    """The terms in ``question`` that single something out: names, numbers and years."""
    numbers = {term for term in content_terms(question) if any(sign.isdigit() for sign in term)}
    return numbers | (names(question) & set(content_terms(question)))


def _counts(numbers: re.Pattern[str], question: str, asked: Sequence[Concept], sentence: str) -> float:
    """Whether a number, not a date, stands before what is to be counted; half where there is only a number."""
    dates = next(kind.looks for kind in kinds() if kind.name == "date")
    bare = dates.sub(" ", sentence) if dates else sentence
    after_asking = _COUNTED.search(question)
    things = content_terms(after_asking[1])[:1] if after_asking else []
    counted = [concept for concept in asked if concept.term in things]
    best = 0.0
    for number in numbers.finditer(bare):
        after = set(terms_with_parts(" ".join(bare[number.end() :].split()[:_REACH])))
        best = max(best, 1.0 if any(concept.said_in(after) for concept in counted) else 0.5)
    return best
