"""Whether what the rows tell is the side that was asked for: a number where one is, a day, the towns, the fagområde.

Rows that tell of the right thing may still hold another side of it: that something is widespread, where it is asked
how many have it. Then they settle nothing, and it is said what they lack.
"""

import re
from collections.abc import Sequence

from assistant.concepts import concepts
from assistant.expected import fit, kind_of
from assistant.radar_missing import Missing
from assistant.radar_question import RadarQuestion
from assistant.radar_said import Said
from assistant.radar_saying import Saying
from assistant.radar_told import Record, Told
from corpus.radar import OVERALL, Edition, Observation

_OF_RECORDS = ("look_up", "compare", "municipal", "pilots", "cases")
_LACKING = {"count": "lacks_number", "share": "lacks_number", "money": "lacks_money", "municipality": "lacks_towns"}
"""What is said where nothing of a kind is told."""


def lacking(parts: Said, question: RadarQuestion, told: Told, saying: Saying) -> Missing | None:
    """What is said where ``told`` is another side than the one asked for; None where it is the one."""
    rows = [row for _, every in told.sentences for row in every]
    return _of_edition(parts, question, rows, saying) or _of_records(parts, question, told, rows, saying)


def _of_edition(parts: Said, question: RadarQuestion, rows: Sequence[Record], saying: Saying) -> Missing | None:
    """Of an edition: the day it came out where only the year is known; whoever else than all answered."""
    cues = parts.cues
    if question.asked == "published" and cues.has("day"):
        known = [row for row in rows if isinstance(row, Edition) and _as_near(parts, row)]
        return None if known else Missing(saying.say("lacks_day"))
    if question.asked == "respondents" and (cues.has("other_counts") or parts.names("place", "municipality", "radar")):
        return Missing(saying.say("lacks_respondents"))
    return None


def _as_near(parts: Said, edition: Edition) -> bool:
    wanted = ("month", "day") if re.search(r"måned|month", parts.text, re.IGNORECASE) else ("day",)
    return edition.precision in wanted


def _of_records(
    parts: Said, question: RadarQuestion, told: Told, rows: Sequence[Record], saying: Saying
) -> Missing | None:
    """Of technologies, pilots and cases: nothing of the kind that is asked for stands in what is told."""
    if question.asked not in _OF_RECORDS or question.yes_no or question.limits:
        return None
    measured = tuple(row for row in rows if isinstance(row, Observation))
    if measured and parts.cues.has("which") and parts.cues.has("fields"):
        return None if any(row.radar != OVERALL for row in measured) else Missing(saying.say("lacks_fields"), measured)
    kind = kind_of(parts.text)
    if kind.name == "municipality":
        held = any(not isinstance(row, Observation) or row.municipality for row in rows)
    elif kind.name in ("count", "share") and measured:
        held = any(row.number is not None for row in measured)
    elif kind.name in _LACKING:
        asked = concepts(parts.text)
        least = 1.0 if kind.name == "count" else 0.5
        held = any(fit(kind, parts.text, asked, sentence) >= least for sentence, _ in told.sentences)
    else:
        held = True
    return None if held else Missing(saying.say(_LACKING[kind.name]), measured)
