"""A question as it came in, made fit to be asked; or why it cannot be asked."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant import personal
from assistant.expected import Kind, kind_of
from corpus.danish import words
from corpus.lemmas import is_verb
from corpus.quote import normalised

LONGEST = 2000
Unfit = Literal["empty", "too_long", "unclear"]

_CLAUSE = re.compile(r"[.:;,?!]+\s+|\s[–-]\s")
_ASKS = re.compile(
    r"\b(?:hvad|hvem|hvor|hvornår|hvorfor|hvordan|hvilke[nt]?|what|who|where|when|why|how|which)\b"
    r"|^\s*(?:og |and )?(?:er|var|har|kan|skal|vil|må|findes|bliver|ved|is|are|was|do|does|did|has|have|can|should)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\w\W+[A-ZÆØÅ]\w")
_PERSON = re.compile(
    r"\b(?:han|hun|ham|hende|hans|hendes|vedkommende|personen|borgeren|borgerens|patienten|he|she|him|her|his)\b",
    re.IGNORECASE,
)
_OUR_CASE = re.compile(
    r"^(?!.*\b(?:hvem|hvor|who|where)\b).*\b(?:(?:skal|må|bør) (?:jeg|vi|man)|(?:should|may|must) (?:i|we))\b",
    re.IGNORECASE,
)
"""What is to be done, which after a person is what is to be done about her; whom to ask and where is not."""
_WHOSE = re.compile(r"\b(?:hvem|hvis|tilhører|ejer|slå|who|whose|belongs|look)\b", re.IGNORECASE)
_PIECE = re.compile(rf"(?<=[!?])\s+|(?<=[.:])\s+(?!{personal.MASK.pattern})")
_ASIDE = re.compile(
    "|".join(re.escape(personal.MASKS[kind]) for kind in ("email", "phone")) + rf"|(?:{personal.MASK.pattern}).*:$"
)
_TOPIC_WORDS = 3
_LETTER = re.compile(r"[^\W\d_]")
_NAMES_A_PERSON = ("cpr", "account", "card")
"""What stands for a person or her money; an address or a phone number may as well be where to send the answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question fit to be asked: its words, the language they are in, and what kind of answer they ask for.

    ``hidden`` is what was masked in it. ``heard`` is the very words behind those that they lean on, where they lean on
    any; ``text`` says what they mean there.
    """

    text: str
    language: str
    kind: Kind
    hidden: tuple[personal.Kind, ...] = ()
    heard: str | None = None

    @property
    def masked(self) -> bool:
        """Whether anything in it was masked."""
        return bool(self.hidden)


def understood(given: str) -> Question | Unfit:
    """The question in ``given``, or why there is none in it.

    Control and invisible characters are taken out and personal data masked before anything else sees the words.
    """
    if len(given) > LONGEST:
        return "too_long"
    masked = personal.masked(_visible(given))
    if not masked.text:
        return "empty"
    letters = _LETTER.findall(masked.text)
    if len(letters) < 2 or sum("LATIN" in unicodedata.name(letter, "") for letter in letters) < 0.7 * len(letters):
        return "unclear"
    asked = personal.without_masks(masked.text)
    return Question(masked.text, _language(asked), kind_of(asked), masked.kinds)


def shown(given: str) -> str:
    """What of ``given`` may be shown again or kept: no control and invisible characters, personal data masked."""
    return personal.masked(_visible(given)).text[:LONGEST]


def shown_turns(turns: Sequence[str]) -> list[str]:
    """The same of what was said in one conversation, in which a number may be split over two turns."""
    return [turn.text[:LONGEST] for turn in personal.masked_turns([_visible(turn) for turn in turns])]


def about_person(question: Question) -> bool:
    """Whether what is asked is about the person whose number was masked.

    "Jeg sidder med [personnummer]: hvad er en sensor?" is not; it is where the number stands in the very clause that
    asks, or where that clause goes on about her or him, and nobody else is named. Of an address or a phone number it is
    only where it is asked whose that is, or nothing is asked.
    """
    if not question.masked:
        return False
    text = question.text
    if not names_a_person(question):
        whose = any(personal.MASK.search(clause) and _WHOSE.search(clause) for clause in _CLAUSE.split(text))
        return whose or not _ASKS.search(personal.without_masks(text))
    # A number that opens the message is a heading over it, not what is asked about.
    text = personal.MASK.sub("", text, count=1) if personal.MASK.match(text) else text
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    asking = [clause for clause in clauses if not personal.MASK.search(clause) and _ASKS.search(clause)]
    others = any(_NAME.search(clause) for clause in clauses if not personal.MASK.search(clause))
    return not asking or (not others and all(_PERSON.search(clause) or _OUR_CASE.search(clause) for clause in asking))


def names_a_person(question: Question) -> bool:
    """Whether what was masked stands for a person or her money."""
    return bool(set(question.hidden) & set(_NAMES_A_PERSON))


def without_asides(question: Question) -> Question:
    """The question less what was hidden and says nothing of it.

    That is how someone is reached ("… Hilsen Bo, tlf. [telefonnummer]"), and whose case it is, in an opening ("Notat
    vedr. [personnummer]: …"). It is left alone where nothing else asks anything.
    """
    pieces = _PIECE.split(question.text)
    kept = [each for each in pieces if not _ASIDE.search(each) or _ASKS.search(personal.without_masks(each))]
    if len(kept) == len(pieces) or not any(_ASKS.search(each) for each in kept):
        return question
    return replace(question, text=" ".join(kept))


def topic(text: str) -> str | None:
    """The topic that ``text`` is, where it is no more: a word or three that ask nothing."""
    bare = text.strip(" ?!.")
    few = len(bare.split()) <= _TOPIC_WORDS and not _ASKS.search(bare)
    return (
        bare
        if few and kind_of(text).name == "open" and not any(is_verb(word) for word in bare.casefold().split())
        else None
    )


def _visible(given: str) -> str:
    visible = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in given)
    kept = (sign for sign in visible if unicodedata.category(sign) not in {"Cf", "Co", "Cn", "Cs"})
    return normalised("".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in kept))


def speaks(text: str) -> bool:
    """Whether ``text`` has any word that tells its language."""
    found = set(re.findall(r"\w+", text.casefold()))
    return bool(found & (words("language", "english") | words("language", "danish")) or re.search("[æøå]", text, re.I))


def _language(text: str) -> str:
    found = re.findall(r"\w+", text.casefold())
    english, danish = (sum(word in words("language", name) for word in found) for name in ("english", "danish"))
    return "en" if english > danish and not re.search("[æøå]", text, re.IGNORECASE) else "da"
