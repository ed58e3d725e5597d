"""What a question means after those before it: a follow-up made standalone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.dialogue.exchange import Likeness, exchanged
from assistant.dialogue.filling import filled
from assistant.dialogue.pronouns import SORTS, Sort, of_sort, pronoun, pronouns
from assistant.dialogue.subjects import Rarity, person_in, subjects, topic
from corpus.lemmas import is_verb
from corpus.terms import content_terms

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
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
_HOW = re.compile(
    r"\b(?:hvor (?:længe|ofte|tit|lang\w*|stor\w*|gam\w+|høj\w*|god\w*|dyr\w*|hurtig\w*|svær\w*)|"
    r"how (?:long|often|far|big|large|old|high|good|fast|expensive))\b",
    re.IGNORECASE,
)
"""What is asked of a thing, and says nothing of which."""
_ASKS = re.compile(
    r"\b(?:hvad|hvem|hvor|hvornår|hvorfor|hvordan|hvilke[nt]?|what|who|where|when|why|how|which)\b", re.IGNORECASE
)
_VERB = re.compile(r"\b(?:er|var|har|kan|skal|vil|fortæl|bruger|is|are|was|has|can|tell|does|do)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;:]|\b(?:og|and)\b")
_IF = re.compile(r"\b(?:hvis|if)\b", re.IGNORECASE)
_FEW, _SOME, _NAMES = 1, 3, 5
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

    ``topic`` is what was taken from there. ``whole`` is false where it leans on something said before, and nothing was;
    ``choices`` are then the questions that may be meant. ``last`` is the question before one that seems to stand alone,
    but may go on from it all the same.
    """

    text: str
    before: str | None = None
    topic: str | None = None
    whole: bool = True
    choices: tuple[str, ...] = ()
    last: str | None = None


def standalone(question: str, history: Sequence[Turn], rarity: Rarity) -> Standalone:
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


def resolved(question: str, before: Standalone | None, rarity: Rarity, likeness: Likeness | None = None) -> Standalone:
    """What ``question`` asks after ``before``, as ``standalone`` after a history.

    ``likeness`` tells of what kind a thing is that is named alone: "og sensorer?" is asked in the place of robots.
    """
    changed = _NEW_TOPIC.sub("", question)
    if changed != question and changed:
        return Standalone(_capital(changed))
    if before is None:
        return Standalone(question, whole=not _hangs(question))
    bare = _OPENER.sub("", question).strip(" ,.-–") or question
    named = _nouns(bare) and len(bare.split()) <= _NAMES and not pronoun(bare) and not _ASKS.search(bare)
    if named and not before.whole and pronoun(before.text):
        return Standalone(_capital(filled(before.text, dict.fromkeys(SORTS, bare.strip(" ?!.")))), before.text)
    if not _leans(question, rarity):
        return Standalone(question, last=before.text)
    swapped = exchanged(bare, before.text, rarity, likeness) if not (pronoun(bare) or _IF.search(question)) else None
    if swapped:
        return Standalone(_capital(swapped), before.text)
    asked = _AND.sub("", _POLITE.sub("", question)) or question
    topics = _topics(asked, before, rarity)
    if topics is None:
        return Standalone(asked, before.text)
    first = pronoun(asked)
    about = topics[of_sort(first[0]) if first else "it"]
    return Standalone(_capital(filled(asked, topics)), before.text, topics["it"] if about in topics["it"] else about)


def bare_thing(question: str) -> str | None:
    """What ``question`` names where it does no more: "hvad med robotter?"; None where it asks something of it."""
    bare = _OPENER.sub("", question).strip(" ?!.,")
    return bare if _nouns(bare) and not _ASKS.search(bare) and not _VERB.search(bare) else None


def _topics(asked: str, before: Standalone, rarity: Rarity) -> dict[Sort, str] | None:
    """What each sort of pronoun in ``asked`` stands for; None where nothing was said that one could stand for."""
    if before.topic:
        return dict.fromkeys(SORTS, before.topic)
    found = subjects(before.text, rarity)
    meant: dict[Sort, str] = {}
    for sort in SORTS:
        fits = topic(found, sort)
        if fits is None:
            return None
        meant[sort] = (person_in(fits.text) or fits.text) if sort == "person" else fits.text
    if not any(each.sort in ("plural", "place", "name") for each in found):
        # "Hvor holder de til?" after "mailadressen til KL" asks of KL, as it does of the pilots after their price.
        inside = [each for each in subjects(before.text, rarity, links=False) if each.sort in ("name", "plural")]
        meant["they"] = max(inside, key=lambda each: each.weight).text if inside else meant["they"]
    if {"they", "it"} <= {of_sort(word[0]) for word in pronouns(asked)} and meant["it"] == meant["they"]:
        # "Er de alene om det?" is about two things, if there are two.
        able = [each for each in found if each.sort in ("plural", "place", "name")]
        meant["they"] = max(able, key=lambda each: (each.sort == "plural", each.weight)).text if able else meant["they"]
        others = topic([each for each in found if each.text != meant["they"]], "it")
        meant["it"] = others.text if others else meant["it"]
    return meant


def _leans(question: str, rarity: Rarity) -> bool:
    """Whether a question is not whole in itself.

    It opens as a follow-up, has a pronoun with nothing before it that it could stand for, or says next to nothing.
    """
    if _OPENER.match(question) or _THAT.search(question):
        return True
    leaning = pronoun(question)
    if leaning is not None:
        last = not question[leaning.end() :].strip(" ?!.") and not _CLAUSES.search(question)
        return last or (len(_nouns(question[: leaning.start()])) <= _FEW and len(_nouns(question)) <= _SOME)
    nouns = _nouns(question)
    little = len(nouns) <= _FEW and len(content_terms(question)) < _SOME
    return little and all(rarity(term) < _COMMON for noun in nouns for term in content_terms(noun))


def _hangs(question: str) -> bool:
    """Whether a question without anything before it cannot be understood: only a pronoun says what it is about."""
    return not _nouns(_HOW.sub("", question)) and (pronoun(question) is not None or bool(_OPENER.match(question)))


def _nouns(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if content_terms(word) and not is_verb(word.casefold())]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
