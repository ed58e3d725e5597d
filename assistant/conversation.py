"""What a question means after those before it: a follow-up made standalone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.compounds import parts
from corpus.danish import words
from corpus.lemmas import is_verb, lemma, takes_endings
from corpus.terms import content_terms

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEW_TOPIC = re.compile(
    r"^.{0,25}\b(?:(?:noget|lige noget) (?:helt )?andet|(?:ny|andet|nyt|new|another|different) "
    r"(?:sag|emne|spørgsmål|topic|question|subject)|skift\w* (?:lige )?emne|chang\w+ (?:the )?(?:topic|subject))\b"
    r"[\s:,.–-]*",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"^(?:(?:ok(?:ay)?|fint|tak|super|godt|ja|nej|nå|hm+|thanks|great|fine|no)[\s,.–-]+)*"
    r"(?:(?:og|men|så|and|but|so)\b\s*(?:så\s+)?|(?:hvad|what|how) (?:så |nu )?(?:med|hvis|about|if)\b\s*"
    r"|(?:jeg|i) (?:mente|meant)\b\s*)+",
    re.IGNORECASE,
)
_POLITE = re.compile(r"^(?:(?:ok(?:ay)?|fint|tak|super|godt|nå|thanks|great|fine)\b[\s,.–-]+)+", re.IGNORECASE)
_THAT = re.compile(
    r"\b(?:det (?:tal|projekt|beløb)|den (?:kommune|rapport|undersøgelse)|de (?:penge|tal)"
    r"|th(?:at|ose) (?:number|project|report|figure)s?)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"^(?:(?:og|men|så|and|but|so)\b\s*(?:så\s+)?)+", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:året|the year) (?P<way>efter|før|inden|after|before)\b", re.IGNORECASE)
_NUMBER = re.compile(r"tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|two|three|four|five|six|seven|eight|nine|ten")
_HOW = re.compile(
    r"\b(?:hvor (?:længe|ofte|tit|lang\w*|stor\w*|gam\w+|høj\w*|god\w*|dyr\w*|hurtig\w*|svær\w*)|"
    r"how (?:long|often|far|big|large|old|high|good|fast|expensive))\b",
    re.IGNORECASE,
)
"""What is asked of a thing, and says nothing of which."""
_ABOUT_YEARS = frozenset({"år", "radar", "teknologiradar", "udgave", "edition", "year"})
_TOWN = "|".join(sorted(words("names", "municipalities")))
_PLACE = re.compile(
    rf"(?:(?:i|på|in)\s+)?(?P<place>[A-ZÆØÅ][\w-]+(?=\s+[Kk]ommunes?\b|[?!. ]*$)|(?i:{_TOWN}))"
    r"(?:\s+[Kk]ommunes?)?[?!. ]*"
)
_IN_PLACE = re.compile(rf"(?:\b(?:i|på|in)\s+(?=[A-ZÆØÅ])|\b(?=(?i:{_TOWN})\b))(?P<place>[\w-]+)")
_FEW, _SOME = 1, 3
_COMMON = 0.65
"""A term that is less rare than this says little of what is asked; 1 is as rare as can be."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that can be understood alone: ``text`` as it is shown, ``before`` the question that it goes on from.

    ``topic`` is what was taken from there. ``whole`` is false where it leans on something said before, and nothing was.
    """

    text: str
    before: str | None = None
    topic: str | None = None
    whole: bool = True


def standalone(question: str, history: Sequence[Turn], rarity: Callable[[str], float]) -> Standalone:
    """What ``question`` asks after ``history``; ``rarity`` says how little common a term is in the sources.

    A question that is whole in itself, or says that it changes the subject, is left alone. What leans on the last
    question takes its subject from there: in the place of a pronoun, in the place of another of its kind ("hvad med
    2023?"), or behind it.
    """
    before: Standalone | None = None
    for turn in history:
        if turn.role == "user" and turn.content.strip():
            before = resolved(turn.content.strip(), before, rarity)
    return resolved(question, before, rarity)


def resolved(question: str, before: Standalone | None, rarity: Callable[[str], float]) -> Standalone:
    """What ``question`` asks after ``before``, as ``standalone`` after a history."""
    changed = _NEW_TOPIC.sub("", question)
    if changed != question and changed:
        return Standalone(_capital(changed))
    if before is None:
        return Standalone(question, whole=not _hangs(question))
    if not _leans(question, rarity):
        return Standalone(question)
    bare = _OPENER.sub("", question).strip(" ,.-–") or question
    exchanged = _exchanged(bare, before.text)
    if exchanged:
        return Standalone(exchanged, before.text)
    topic = before.topic or _topic(before.text, rarity)
    asked = _AND.sub("", _POLITE.sub("", question)) or question
    return Standalone(_capital(_filled(asked, topic)) if topic else asked, before.text, topic)


def _leans(question: str, rarity: Callable[[str], float]) -> bool:
    """Whether a question is not whole in itself.

    It opens as a follow-up, has a pronoun with nothing before it that it could stand for, or says next to nothing.
    """
    if _OPENER.match(question) or _THAT.search(question):
        return True
    pronoun = _pronoun(question)
    if pronoun is not None:
        return len(_nouns(question[: pronoun.start()])) <= _FEW and len(_nouns(question)) <= _SOME
    nouns = _nouns(question)
    little = len(nouns) <= _FEW and len(content_terms(question)) < _SOME
    return little and all(rarity(term) < _COMMON for noun in nouns for term in content_terms(noun))


def _hangs(question: str) -> bool:
    """Whether a question without anything before it cannot be understood: only a pronoun says what it is about."""
    return not _nouns(_HOW.sub("", question)) and (_pronoun(question) is not None or bool(_OPENER.match(question)))


def _nouns(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if content_terms(word) and not is_verb(word.casefold())]


def _exchanged(bare: str, before: str) -> str | None:
    """The last question with its year or place changed, where that is all that is new: "i 2023?", "Havneby?"."""
    year = _YEAR.search(before)
    relative = _AFTER.search(bare)
    if year and relative:
        step = 1 if relative["way"].casefold() in ("efter", "after") else -1
        return _YEAR.sub(str(int(year[0]) + step), before)
    new = _YEAR.search(bare)
    if new and not set(content_terms(bare)) - {new[0], *_ABOUT_YEARS}:
        return _YEAR.sub(new[0], before) if year else f"{before.rstrip('?!. ')} i {new[0]}?"
    place, old = _PLACE.fullmatch(bare), list(_IN_PLACE.finditer(before))
    if place and old and content_terms(place["place"]):
        return before[: old[-1].start("place")] + _capital(place["place"]) + before[old[-1].end("place") :]
    return None


def _pronoun(question: str) -> re.Match[str] | None:
    """The first word that stands for something said before: "de" in "hvor længe løber de?", not in "de ni"."""
    found = list(_WORD.finditer(question))
    for at, word in enumerate(found):
        lower = word[0].casefold()
        following = found[at + 1][0].casefold() if at + 1 < len(found) else ""
        if lower in words("conversation", "always") and following not in ("der", "som", "who", "that"):
            return word
        if lower in words("conversation", "alone") and not _described(following):
            return word
        if lower == "det" and at and not _described(following) and not _empty_subject(question, word.end()):
            return word
    return None


def _described(word: str) -> bool:
    """Whether ``word`` after "de" or "den" is what it is the article of: an adjective, a number or a noun."""
    if not word or word in words("terms", "function_words") or is_verb(word):
        return False
    if _NUMBER.fullmatch(word) or not word.isalpha():
        return True
    return word.endswith("e") or takes_endings(lemma(word)) or bool(parts(word))


def _empty_subject(question: str, end: int) -> bool:
    """Whether "det" only fills a place: "hvad koster det at …", "er det muligt …", "det hele"."""
    return bool(
        re.match(
            r"\s+(?:\w+(?:\s+med)?,?\s+at|at|om|der|som|muligt|nødvendigt|sådan|her|hele|kommunale|samme)\b",
            question[end:],
        )
    )


def _topic(before: str, rarity: Callable[[str], float]) -> str | None:
    """The words of a question that say what it is about: of its runs of nouns and names the rarest in all."""
    runs: list[tuple[float, str]] = []
    tokens = list(_WORD.finditer(before))
    start = None
    weight, end, links = 0.0, 0, 0
    for token in [*tokens, None]:
        word = token[0] if token else ""
        terms = [] if token is None or is_verb(word.casefold()) else content_terms(word)
        gap = before[end : token.start()] if token else "."
        if terms and token:
            if start is None or re.search(r"[?!.,;:()]", gap) or links > 1:
                if start is not None:
                    runs.append((weight, before[start:end]))
                start, weight = token.start(), 0.0
            weight += max(rarity(term) for term in terms)
            end, links = token.end(), 0
        elif start is not None:
            links += 1
            if token is None or word.casefold() not in words("conversation", "links"):
                runs.append((weight, before[start:end]))
                start = None
    return max(runs, key=lambda run: run[0])[1] if runs else None


def _filled(bare: str, topic: str) -> str:
    """``bare`` with ``topic`` in the place of its pronoun, or behind it."""
    pronoun = _pronoun(bare)
    if pronoun is None:
        return f"{bare.rstrip('?!. ')} – {topic}?"
    lower = pronoun[0].casefold()
    if lower in words("conversation", "whose"):
        topic = topic + ("" if topic.endswith("s") else "s")
    elif lower in words("conversation", "there"):
        return f"{bare.rstrip('?!. ')} – {topic}?"
    return bare[: pronoun.start()] + topic + bare[pronoun.end() :]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
