"""What a question asks for, and whether a sentence holds something of that kind: a number, a sum, a date, a name."""

import re
import tomllib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.concepts import Concept
from corpus.compounds import parts
from corpus.danish import words
from corpus.lemmas import is_verb, is_word
from corpus.terms import content_terms, terms, terms_with_parts

NUMERIC = frozenset({"count", "share", "money", "date", "duration", "age", "phone", "email"})
NAMED = frozenset({"name", "municipality", "place"})
"""The kinds that ask for a number, or what is written with signs; and for a name."""
_REACH = 5
"""A number counts things that are named within so many words after it."""
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"\b(?P<name>[A-ZÆØÅ][\w-]*)(?P<of>(?=\s+Kommunes?\b))?")
_QUESTION_WORD = re.compile(
    r"\b(?:hvad|hvem|hvor(?: ?mange| meget| længe)?|hvornår|hvorfor|hvordan|hvilke[nt]?"
    r"|what|who|where|when|why|how|which)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"(?<=[\wæøå,] )([A-ZÆØÅ][\w-]*)")
_COUNTED = re.compile(r"(?:hvor ?mange|antal\w*(?: af)?|how many|number of)\s+(.*)", re.IGNORECASE)


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

    municipalities = "|".join(sorted(words("names", "municipalities")))

    def pattern(expressions: list[str]) -> re.Pattern[str]:
        joined = "|".join(expressions)
        for name, expression in {**written["lists"], "municipality": municipalities}.items():
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


@cache
def _role() -> re.Pattern[str]:
    """Who may be meant by "hvem" without a name: those who hold a post, and groups of people."""
    written = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    return re.compile(rf"\b{written['lists']['role']}\b", re.IGNORECASE)


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
    if kind.name == "municipality":
        named_there = {found[0].casefold() for found in kind.looks.finditer(sentence) if found[0][0].isupper()}
        return 1.0 if named_there - set(terms(question)) else 0.0
    if kind.name in ("name", "place"):
        if names(sentence, set(terms(question))):
            return 1.0
        return 0.5 if _role().search(sentence) else 0.0
    if kind.name == "count":
        return _counts(kind.looks, question, asked, sentence)
    return 1.0 if kind.looks.search(sentence) else 0.0


def asked_clause(question: str) -> str:
    """The part of ``question`` from its last question word on; all of it where there is none, or it stands first."""
    starts = [found.start() for found in _QUESTION_WORD.finditer(question)]
    return question[starts[-1] :] if starts and len(question[starts[-1] :].split()) > 2 else question


def municipalities(question: str) -> set[str]:
    """The municipalities that ``question`` names, in small letters; "vejen" only where it is written as a name."""
    every, found = words("names", "municipalities"), set()
    for match in _WORD.finditer(question):
        word = match[0].casefold()
        town = word if word in every else word.removesuffix("s")
        if town in every and (not is_word(town) or (match.start() > 0 and match[0][0].isupper())):
            found.add(town)
    return found


def names(sentence: str, known: Set[str] = frozenset()) -> set[str]:
    """The terms of the words in ``sentence`` that are written as names are: "Skive" only in "Skive Kommune".

    A run of such words that holds one of the terms ``known`` is left out whole: it is the same name in full.
    """
    found: set[str] = set()
    run: set[str] = set()
    end = -2
    for match in _CAPITAL.finditer(sentence):
        word = match["name"].casefold()
        if match["of"] or not (is_word(word) or parts(word) or word in words("names", "not_names")):
            if sentence[end : match.start()].strip(" -") or end < 0:
                found |= run if not run & known else set()
                run = set()
            run |= set(terms(match["name"]))
            end = match.end()
    return found | (run if not run & known else set())


def named(question: str) -> set[str]:
    """The terms in ``question`` that single something out: names, numbers and years."""
    numbers = {term for term in content_terms(question) if any(sign.isdigit() for sign in term)}
    towns = {term for term in content_terms(question) if term in words("names", "municipalities") and not is_word(term)}
    # "Bakkedal" looks like a compound; with a capital inside a question it is a name.
    inside = {
        term for found in _INSIDE.finditer(question) if not is_word(found[1].casefold()) for term in terms(found[1])
    }
    single = names(question) | {term for term in inside if term not in words("names", "not_names")}
    return numbers | towns | (single & set(content_terms(question)))


def _counts(numbers: re.Pattern[str], question: str, asked: Sequence[Concept], sentence: str) -> float:
    """Whether a number, not a date, stands before what is to be counted; half where there is only a number."""
    dates = next(kind.looks for kind in kinds() if kind.name == "date")
    bare = dates.sub(" ", sentence) if dates else sentence
    after_asking = _COUNTED.search(question)
    first = next(iter(_WORDS.findall(after_asking[1])), "") if after_asking else ""
    things = [] if is_verb(first.casefold()) else content_terms(after_asking[1])[:1] if after_asking else []
    counted = [concept for concept in asked if concept.term in things]
    best = 0.0
    for number in numbers.finditer(bare):
        after = set(terms_with_parts(" ".join(bare[number.end() :].split()[:_REACH])))
        best = max(best, 1.0 if not things or any(concept.said_in(after) for concept in counted) else 0.5)
    return best
