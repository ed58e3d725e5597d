"""What people asked, as candidates for the question set: lines of JSON that an editor goes through."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import select

from api.records.record import Record
from api.records.records import Records
from api.records.tables import FEEDBACK
from corpus.quote import normalised
from corpus.wording import say

Place = Literal["down", "unanswered", "up", "rest"]
ORDER: tuple[Place, ...] = ("down", "unanswered", "up", "rest")


@dataclass(frozen=True, slots=True)
class Judged:
    """A record with what people thought of it: the ratings for and against, and the comments."""

    record: Record
    up: int = 0
    down: int = 0
    comments: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where among the candidates it belongs."""
        if self.down:
            return "down"
        if self.record.answer.status != "answered":
            return "unanswered"
        return "up" if self.up else "rest"


def candidates(records: Records) -> str:
    """Candidates in the question set's format, voted down and unanswered first, each question once.

    What is right is the editor's to say: category, gold and whether it can be answered are guesses from the answer, and
    ``comment`` says what there is to go by.
    """
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in _lines(_judged(records)))


def _judged(records: Records) -> list[Judged]:
    said: dict[str, list[Any]] = {}
    with records.database.reading() as connection:
        for row in connection.execute(select(FEEDBACK).order_by(FEEDBACK.c.given_at)):
            said.setdefault(row.answer_id, []).append(row)
    judged = []
    for record in records.newest():
        ratings = [row.rating for row in said.get(record.id, ())]
        comments = tuple(row.comment for row in said.get(record.id, ()) if row.comment)
        judged.append(Judged(record, ratings.count("up"), ratings.count("down"), comments))
    return judged


def _lines(judged: Iterable[Judged]) -> Iterator[dict[str, Any]]:
    same: dict[tuple[str, ...], list[Judged]] = {}
    for each in judged:
        if each.record.question and each.record.answer.reason != "too_long":
            asked = [*(turn.content for turn in each.record.history if turn.role == "user"), each.record.question]
            same.setdefault(tuple(normalised(text).casefold().rstrip(" ?!.") for text in asked), []).append(each)
    groups = sorted(same.items(), key=lambda group: min(ORDER.index(each.place) for each in group[1]))
    for question, group in groups:
        yield _line(question, group)


def _line(asked: Sequence[str], group: Sequence[Judged]) -> dict[str, Any]:
    """A candidate out of all that asked the same, the newest of those in the first place standing for them."""
    first = min(group, key=lambda each: ORDER.index(each.place))
    record = first.record
    answered = record.answer.status == "answered" and record.answer.mode != "smalltalk"
    line: dict[str, Any] = {
        "id": f"f-{sha256(chr(10).join(asked).encode()).hexdigest()[:12]}",
        "category": _category(record),
        "question": record.question,
        "answerable": answered,
        "comment": _comment(first, group),
    }
    history = [turn.content for turn in record.history if turn.role == "user"]
    if history:
        line["history"] = history
    if answered and first.place != "down":
        line["gold"] = [
            {"document": each.document_id, "quote": each.quote} | ({"page": each.page} if each.page else {})
            for each in record.answer.citations
        ]
    return line


def _category(record: Record) -> str:
    answer = record.answer
    by_reason = {
        "not_in_sources": "unanswerable_near",
        "out_of_scope": "unanswerable_far",
        "personal_data": "personal_data",
        "injection": "injection",
    }
    if answer.reason in by_reason:
        return by_reason[answer.reason]
    if answer.mode == "smalltalk":
        return "smalltalk"
    if record.history:
        return "followup"
    if answer.mode == "radar":
        return "radar"
    return "english" if answer.language == "en" else "fact"


def _comment(first: Judged, group: Sequence[Judged]) -> str:
    up, down = sum(each.up for each in group), sum(each.down for each in group)
    said = [say("records.export_asked", count=len(group))]
    if down:
        said.append(say("records.export_down", count=down))
    if up:
        said.append(say("records.export_up", count=up))
    said += [f"»{comment}«" for comment in dict.fromkeys(comment for each in group for comment in each.comments)]
    return " ".join([*said, say("records.export_told", answer=first.record.answer.answer)])
