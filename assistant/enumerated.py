"""What a source counts off, "Den første rapport … Den anden rapport …", told as far as it is asked for.

Where all of it is asked for, or some of it by number, one sentence that counts is no answer: those beside it belong
to it.
"""

import re
from collections.abc import Sequence

from assistant.ordinals import PLACES
from assistant.weighing import Candidate

_ORDINAL = "|".join(PLACES)
_ITEM = re.compile(rf"(?:^|[:.]\s+)(?:den|det|de|the) (?P<place>{_ORDINAL}) (?P<thing>[^\W\d_]+)", re.IGNORECASE)
_NAMED = re.compile(rf"\b(?P<place>{_ORDINAL})\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:hvilke|alle|begge|to|tre|fire|fem|seks|syv|which|all|both|two|three|four|five|six|seven)\b", re.IGNORECASE
)


def enumerated(question: str, lead: Candidate, every: Sequence[Candidate]) -> list[Candidate]:
    """The sentences of the lead's document that count off the same as it, in order, as many as ``question`` asks for.

    Of two with the same place in the order the one nearer to the lead counts. Empty where ``lead`` counts nothing off,
    or only one is asked for.
    """
    mine = _ITEM.search(lead.quote.text)
    if mine is None:
        return []
    same: dict[int, Candidate] = {}
    for each in sorted(every, key=lambda each: abs(each.quote.start - lead.quote.start)):
        item = _ITEM.search(each.quote.text)
        if item and item["thing"].casefold() == mine["thing"].casefold() and _of_one(each, lead):
            same.setdefault(PLACES[item["place"].casefold()], each)
    named = {PLACES[found["place"].casefold()] for found in _NAMED.finditer(question)}
    wanted = named if named else set(same) if _ALL.search(question) else set()
    told = [same[place] for place in sorted(wanted & set(same))]
    return told if len(told) > 1 and lead in told else []


def _of_one(each: Candidate, lead: Candidate) -> bool:
    return each.quote.document.source.id == lead.quote.document.source.id
