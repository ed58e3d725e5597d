"""What a question is about: its runs of nouns and names, and which of them a pronoun after it stands for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.compounds import parts
from corpus.danish import words
from corpus.lemmas import is_verb, is_word, lemma
from corpus.terms import content_terms

Sort = Literal["person", "place", "name", "plural", "new", "thing"]
Rarity = Callable[[str], float]

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NAME = r"[A-ZÆØÅ][\w-]+"
_PERSON = re.compile(rf"{_NAME}(?: [A-ZÆØÅ]\.?)?(?: {_NAME})+")
_NEW = re.compile(r"\b(?:en|et|a|an|hvilke[nt]|which|what)\s+$", re.IGNORECASE)
_MANY = re.compile(r"\b(?:hvor mange|hvilke|mange|how many|which|disse|alle|de)\s+$", re.IGNORECASE)
_PLURAL = re.compile(r"(?:er|erne|ene|re|rne)$")
_BREAK = re.compile(r"[?!,;:()«»]|\.\s|\s[–-]\s")
_HOW = re.compile(r"\b(?:hvor|how)\s+$", re.IGNORECASE)
_FITS, _UNFIT = 1.5, (1.0, 0.5)
"""What it is worth that a pronoun fits, and that it does not; the latter of what is one of many: "en borger"."""
_TOWNS = words("names", "municipalities")


@dataclass(frozen=True, slots=True)
class Subject:
    """A run of nouns and names, where it stands, how rare it is in all, and what sort of pronoun is meant for it."""

    text: str
    start: int
    end: int
    weight: float
    sort: Sort


def subjects(text: str, rarity: Rarity, links: bool = True) -> list[Subject]:
    """The subjects of ``text`` in its order; where ``links`` is false, cut at "om", "i", "fra" and the like."""
    found: list[Subject] = []
    tokens = list(_WORD.finditer(text))
    start: int | None = None
    weight, end, linked = 0.0, 0, 0
    for token in [*tokens, None]:
        word = token[0] if token else ""
        said = word.casefold()
        aside = (
            token is None
            or is_verb(said)
            or said in words("conversation", "beside")
            or _HOW.search(text[: token.start()])
        )
        terms = [] if aside else content_terms(word)
        gap = text[end : token.start()] if token else "."
        if terms and token:
            # "Hvad bruger Frederiksberg robotter til?" is about two.
            apart = text[:end].rpartition(" ")[2].casefold() in _TOWNS and word.islower() and not linked
            if start is not None and (_BREAK.search(gap) or linked > 1 or apart):
                found.append(_subject(text, start, end, weight))
                start = None
            if start is None:
                start, weight = token.start(), 0.0
            weight += max(rarity(term) for term in terms)
            end, linked = token.end(), 0
        elif start is not None:
            linked += 1
            if token is None or not links or said not in words("conversation", "links"):
                found.append(_subject(text, start, end, weight))
                start = None
    return found


def person_in(text: str) -> str | None:
    """The first in ``text`` that is written as a person's name is; None where there is none."""
    return next(iter(persons(text)), None)


def persons(text: str) -> tuple[str, ...]:
    """All in ``text`` that are written as persons' names are: two names or more, none a word or a municipality."""
    found = [match[0] for match in _PERSON.finditer(text)]
    return tuple(dict.fromkeys(name for name in found if _personal(name)))


def topic(found: Sequence[Subject], sort: Literal["person", "they", "it"] = "it") -> Subject | None:
    """Which of the subjects a pronoun of a sort stands for: the rarest of those that it fits."""
    fits: dict[str, tuple[Sort, ...]] = {
        "person": ("person",),
        "they": ("plural", "place", "name"),
        "it": ("thing", "person", "name"),
    }
    worth = {each: each.weight * (_FITS if each.sort in fits[sort] else _UNFIT[each.sort == "new"]) for each in found}
    return max(found, key=lambda each: worth[each], default=None)


def _subject(text: str, start: int, end: int, weight: float) -> Subject:
    said = text[start:end]
    before = text[:start]
    head = (_WORD.findall(_first(said)) or [""])[-1]
    if person_in(said):
        sort: Sort = "person"
    elif head.casefold() in _TOWNS or re.search(r"\bKommunes?$", _first(said)):
        sort = "place"
    elif re.fullmatch(r"[A-ZÆØÅ]{2,}", head):
        sort = "name"
    elif _NEW.search(before):
        sort = "new"
    elif _MANY.search(before) or (_PLURAL.search(head) and lemma(head.casefold()) != head.casefold()):
        sort = "plural"
    else:
        sort = "thing"
    return Subject(said, start, end, weight, sort)


def _first(said: str) -> str:
    """The run up to its first link: what the rest only tells more of."""
    links = "|".join(sorted(words("conversation", "links")))
    return re.split(rf"\s(?:{links})\s", said, maxsplit=1)[0]


def _personal(name: str) -> bool:
    """Whether what is written as a name is none of a place or a house, and no words with capitals."""
    said = [word.strip(".") for word in name.split()]
    other = _TOWNS | words("names", "not_names") | {"kommune", "kommunes"}
    if any(word.casefold() in other or (word.isupper() and len(word) > 1) for word in said):
        return False
    return not all(is_word(word.casefold()) for word in said) and not parts(said[0].casefold())
