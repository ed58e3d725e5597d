"""The parts of a question that asks for several things, each a question that can be asked alone."""

import re

from assistant.alternatives import MOST, PREPOSITIONS, alternatives
from assistant.conversation import Turn, standalone
from assistant.dialogue.subjects import Rarity
from corpus.lemmas import is_verb

_ASKS = (
    rf"(?:(?:{PREPOSITIONS})\s+)?"
    r"(?:hvad|hvem|hvis|hvor|hvornår|hvorfor|hvordan|hvilke[nt]?|what|who|whose|where|when|why|how|which)\b"
)
_AND = re.compile(
    r"(?P<comma>,?)\s+(?:og|samt|men|and|but)\s+|[?;](?:\s+(?:og|men|and|but))?\s+",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r",\s+(?=(?:hvad|hvem|hvornår|hvorfor|hvordan|hvor (?:mange|meget|længe|lang|ofte|stor|store|gammel|gamle)"
    r"|what|who|when|why|how)\b(?!\s+(?:der|som)\b))",
    re.IGNORECASE,
)
"""Where the first of several questions ends that only the last "og" joins: "hvem betaler, hvornår, og hvor længe?"."""
_WHICH = re.compile(r"(?:hvor mange|hvor meget|hvilke[nt]?|how many|how much|which)\b", re.IGNORECASE)
"""What asks of a thing that is named right behind it, unless it was before."""
_BY = re.compile(r"\b(?:ifølge|efter|hos|according to)\b", re.IGNORECASE)
_LONG = 2
_HVILK = 5
"""So many letters tell "hvilken" and "hvilket" from "hvor mange"."""


def parts(question: str, rarity: Rarity) -> tuple[str, ...]:
    """The questions within ``question``, in its order, at most three; only itself where it asks for one thing.

    "Hvem står bag, og hvor længe løber det?" is two, the second made whole after the first; so is what asks the same of
    several. ``rarity`` says how little common a term is in the sources.
    """
    pieces = clauses(question)
    if pieces:
        return (pieces[0], *(_alone(piece, pieces[0], rarity) for piece in pieces[1:]))
    return alternatives(question) or (question,)


def heard(question: str) -> tuple[str | None, ...]:
    """For each of the ``parts`` its very words behind those of the first, None for the first itself.

    Nothing where ``question`` asks for one thing, or the same of several.
    """
    pieces = clauses(question)
    return (None, *(f"{pieces[0]} {piece}" for piece in pieces[1:])) if pieces else ()


def clauses(question: str) -> tuple[str, ...]:
    """The questions that stand in ``question`` one after another, at most three; none where there is only one.

    What stands before a colon belongs to each ("Om Havneby: …"), unless it is a sentence of its own ("Jeg skal bruge to
    tal: …").
    """
    before, colon, asked = question.partition(": ")
    if not colon or not re.search(_ASKS, asked, re.IGNORECASE):
        before, colon, asked = "", "", question
    pieces = [piece.strip(" ,.?") for piece in _cut(asked)]
    pieces = [piece for piece in pieces if _whole(piece)][:MOST]
    if len(pieces) < 2 or not _asks(pieces[0]):
        return ()
    told = any(is_verb(word.casefold()) for word in before.split())
    return tuple(f"{piece}?" if told and at else f"{before}{colon}{piece}?" for at, piece in enumerate(pieces))


def _cut(asked: str) -> list[str]:
    """``asked`` cut before each "og" that a question follows; one that a verb opens only behind a comma or a mark."""
    pieces: list[str] = []
    start = 0
    for joint in _AND.finditer(asked):
        after = asked[joint.end() :]
        if re.match(_ASKS, after, re.IGNORECASE) or (joint["comma"] != "" and _verb_first(after)):
            piece = asked[start : joint.start()]
            pieces += _LISTED.split(piece) if re.match(_ASKS, piece, re.IGNORECASE) else [piece]
            start = joint.end()
    return [*pieces, asked[start:]]


def _alone(piece: str, first: str, rarity: Rarity) -> str:
    """``piece`` as it would be asked without the question ``first`` before it."""
    which, before = _WHICH.match(piece), _WHICH.search(first)
    after = piece[which.end() :].split() if which else []
    if (
        which
        and before
        and which[0][:5].casefold() == before[0][:5].casefold()
        and after
        and is_verb(after[0].casefold())
    ):
        thing = []
        for word in first[before.end() :].split():
            if is_verb(word.casefold()):
                break
            thing.append(word)
        return " ".join([which[0], *thing, *after])
    by, was = _BY.search(piece), _BY.search(first)
    if by and not any(is_verb(word.casefold()) for word in piece.split()):
        return f"{first[: was.start()] if was else first.rstrip('? ') + ' '}{piece[by.start() :]}"
    return standalone(piece, [Turn("user", first)], rarity).text


def _asks(piece: str) -> bool:
    """Whether a piece is a question: "hvem ejer …", "i hvilke år …", "omfavner KL …", "nævn …"."""
    return bool(re.match(_ASKS, piece, re.IGNORECASE)) or _verb_first(piece)


def _verb_first(piece: str) -> bool:
    return bool(piece.split()) and is_verb(piece.split()[0].casefold())


def _whole(piece: str) -> bool:
    """Whether a piece asks something by itself: "hvem betaler" does, "hvor meget" and "hvorfor" do not."""
    said = piece.casefold().split()
    return len(said) > _LONG or (len(said) == _LONG and is_verb(said[1]))
