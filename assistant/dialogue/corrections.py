"""Corrections: "nej, jeg mente 2021", "ikke robotter, sensorer", "Aalborg i stedet for Odense"."""

import re
from dataclasses import dataclass

from corpus.terms import terms_with_parts

_OPENS = re.compile(
    r"^(?P<no>(?:(?:nej|næ|nå|hov|ups|hovsa|undskyld|sorry|no|oh|oops|øh|nej nej)\b[\s,.!–-]*)*)"
    r"(?P<meant>(?:jeg|vi|i|det var)\s+(?:mente|mener|tænkte på|tænker på|skulle have (?:skrevet|sagt)|ville skrive"
    r"|meant|mean)|ret(?:telse)?\b(?: det)?(?: til)?|correction\b|make that\b)?[\s,:.–-]*"
    r"(?:(?:altså|faktisk|actually|selvfølgelig|naturligvis|at skrive)\b[\s,]*)*",
    re.IGNORECASE,
)
_MEANT_LAST = re.compile(r"^(?:(?:nej|no)\b[\s,]*)?det (?:var|er) (?P<new>.+?),? (?:jeg|vi) (?:mente|mener|tænkte på)$")
_NOT_FIRST = re.compile(
    r"^(?:ikke|not)\s+(?P<old>.+?)(?:,\s*(?:men\s+|but\s+)?|\s+men\s+|\s+but\s+|\s+[–-]\s+)(?P<new>.+)$", re.IGNORECASE
)
_NOT_LAST = re.compile(
    r"^(?P<new>.+?)(?:,?\s+(?:og\s+)?(?:ikke|not|and not)|\s+i stedet for|\s+instead of|\s+rather than)\s+(?P<old>.+)$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"^(?P<new>.+?)\s+(?:i stedet|instead)$", re.IGNORECASE)
_IN_PLACE_OF = re.compile(r"^(?:i stedet for|instead of)\s+(?P<old>\S+)[\s,]+(?P<new>.+)$", re.IGNORECASE)
_LONGEST = 8
"""What is longer than this in words corrects nothing: it asks."""
_ASKS = re.compile(
    r"\b(?:hvad|hvem|hvor|hvornår|hvorfor|hvordan|hvilke[nt]?|what|who|where|when|why|how|which)\b", re.IGNORECASE
)
_LEADING = re.compile(r"^(?:det er|det var|om|i|på|fra|for|about|in|the one in)\s+(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Correction:
    """What was meant, ``new``, and what it was meant in place of, where that is said."""

    new: str
    old: str | None = None

    def of(self, before: str) -> str | None:
        """``before`` with what is new in the place of what is old; None where the old is not said or not found."""
        place = _said(self.old, before) if self.old else None
        return before[: place[0]] + _bare(self.new) + before[place[1] :] if place else None


def correction(text: str) -> Correction | None:
    """What ``text`` corrects in what was said before it; None where it corrects nothing."""
    bare = text.strip(" ?!.")
    opened = _OPENS.match(bare)
    rest = bare[opened.end() :] if opened else bare
    if len(rest.split()) > _LONGEST or not rest or _ASKS.search(rest):
        return None
    for pattern in (_MEANT_LAST, _NOT_FIRST, _IN_PLACE_OF, _NOT_LAST, _INSTEAD):
        found = pattern.match(bare if pattern is _MEANT_LAST else rest)
        if found:
            said = found.groupdict()
            return Correction(said["new"], said.get("old"))
    return Correction(rest) if opened and (opened["meant"] or opened["no"].strip()) else None


def _bare(new: str) -> str:
    return _LEADING.sub("", new)


def _said(old: str, before: str) -> tuple[int, int] | None:
    """Where ``before`` says ``old``, in whatever form: from its first such word to its last."""
    wanted = set(terms_with_parts(_bare(old)))
    found = [match.span() for match in _WORD.finditer(before) if wanted & set(terms_with_parts(match[0]))]
    return (found[0][0], found[-1][1]) if found else None
