"""The parts of a question that asks for several things, each a question that can be asked alone."""

import re

from assistant.expected import asked_clause
from corpus.lemmas import is_verb

_ASKS = r"(?:hvad|hvem|hvor|hvornår|hvorfor|hvordan|hvilke[nt]?|what|who|where|when|why|how|which)\b"
_AND_ASKS = re.compile(rf"(?:,?\s+(?:og|samt|and)|[?;](?:\s+(?:og|and))?)\s+(?={_ASKS})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_EACH = re.compile(
    r"\b(?:både|hhv\.|henholdsvis|hverken|both|(?:forskel\w*|sammenhæng\w*|difference|relation)\s+(?:på|mellem|between|among))\s+"
    r"(?P<one>[^\s,?][^,?]{1,59}?)\s+(?:og|and)\s+(?P<other>[^\s,?][^,?]{1,59}?)(?P<end>[?.]|$|,)",
    re.IGNORECASE,
)
_TIES = re.compile(r"\b(?:og|eller|samt|til|mod|kontra|and|or|to|versus|vs)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"af|efter|for|fra|hos|i|med|om|på|til|under|ved|about|at|by|from|in|of|on|to|with", re.IGNORECASE
)
_LONG = 2
MOST = 3


def parts(question: str) -> tuple[str, ...]:
    """The questions within ``question``, in its order, at most three; only itself where it asks for one thing.

    "Hvem står bag, og hvor længe løber det?" is two, and so is what asks of two years or of "både … og …". What stands
    before a colon belongs to each.
    """
    before, colon, asked = question.partition(": ")
    if not colon or not re.search(_ASKS, asked, re.IGNORECASE):
        before, colon, asked = "", "", question
    pieces = [piece.strip(" ,.?") for piece in _AND_ASKS.split(asked)]
    pieces = [piece for piece in pieces if _whole(piece)]
    if len(pieces) > 1 and re.match(_ASKS, pieces[0], re.IGNORECASE):
        return tuple(f"{before}{colon}{piece}?" for piece in pieces[:MOST])
    return _by_each(question) or _by_years(question) or (question,)


def _whole(piece: str) -> bool:
    """Whether a piece asks something by itself: "hvem betaler" does, "hvor meget" and "hvorfor" do not."""
    said = piece.casefold().split()
    return len(said) > _LONG or (len(said) == _LONG and is_verb(said[1]))


def _by_years(question: str) -> tuple[str, ...]:
    years = list(dict.fromkeys(_YEAR.findall(asked_clause(question))))
    if not 1 < len(years) <= MOST or re.search(r"\d{4}\s?[-–]\s?\d{4}", question):
        return ()
    first = question.index(years[0])
    last = question.rindex(years[-1]) + 4
    between = question[first:last]
    if len(between) > 40 or len(re.findall(r"[^\W\d]+", between)) > 5 or not _TIES.search(between):
        return ()
    return tuple(question[:first] + year + question[last:] for year in years)


def _by_each(question: str) -> tuple[str, ...]:
    found = _EACH.search(question)
    if not found or _YEAR.match(found["other"]):
        return ()
    shared = _shared(found["one"].split(), found["other"].split())
    return tuple(
        question[: found.start()] + each + found["end"] + question[found.end() :]
        for each in (found["one"] + shared, found["other"])
    )


def _shared(one: list[str], other: list[str]) -> str:
    """What behind the second is said of the first as well: "om droner" in "både Havneby og Bakkedal om droner"."""
    if any(_PREPOSITION.fullmatch(word) for word in one):
        return ""
    for at in range(len(one), len(other)):
        if _PREPOSITION.fullmatch(other[at]) or is_verb(other[at].casefold()):
            return " " + " ".join(other[at:])
    return ""
