"""Where sources give different numbers for the same thing: each is given, the newest first."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.extract import AT_MOST, Ranked
from assistant.question import Question
from assistant.weighing import Candidate

_COUNTING = frozenset({"count", "share", "money"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OF_PLACE = re.compile(r"([A-ZÆØÅ][\w-]*)(?:s)?\s+Kommune")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CLOSE = 1.5
"""Another source's sentence scores at most so much less than the best."""
AS_MUCH = 0.9
"""And says at least this share of what the best says of the question."""


def differing(question: Question, every: Sequence[Ranked]) -> list[Candidate]:
    """The sentences that give different numbers for what is asked, the newest source first; none where all agree.

    Only where a number is asked for without a year: "hvor mange svarede i 2021" has one answer.
    """
    if question.kind.name not in _COUNTING or _YEAR.search(question.text) or not every:
        return []
    lead = every[0]
    taken = [lead.candidate]
    for each in every[1:]:
        new = each.candidate.quote.document.source.id not in {other.quote.document.source.id for other in taken}
        full = each.candidate.figure("number") == 1.0 == lead.candidate.figure("number")
        says = each.candidate.figure("own") >= AS_MUCH * lead.candidate.figure("own") > 0
        close = lead.score - each.score <= CLOSE
        same = each.candidate.figure("names") == 1.0 and _places(each.candidate) == _places(lead.candidate)
        if new and full and says and close and same and all(_disagree(each.candidate, other) for other in taken):
            taken.append(each.candidate)
    if len(taken) == 1:
        return []
    return sorted(taken[:AT_MOST], key=_published, reverse=True)


def _disagree(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences have no number in common, years aside, and each has one."""
    mine, yours = (_numbers(each.quote.text) for each in (one, other))
    return bool(mine) and bool(yours) and not mine & yours


def _places(candidate: Candidate) -> set[str]:
    """The municipalities that a sentence names: numbers of two different ones do not disagree."""
    return {found[1].casefold() for found in _OF_PLACE.finditer(candidate.quote.text)}


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(_YEAR.sub(" ", text)))


def _published(candidate: Candidate) -> date:
    return candidate.quote.document.source.published or date.min
