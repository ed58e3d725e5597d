"""What editors see of the records: those that a filter lets through, and how many there are by week and source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, distinct, func, select, true

from api.records.records import Records
from api.records.tables import ANSWERS, FEEDBACK, PLACES

PAGE = 50
"""Answers on a page of the list."""
STATUSES = ("answered", "unanswered", "down", "up")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown: one of ``STATUSES``, a week as in 2026-W07, a source by its id; empty is every one."""

    status: str = ""
    week: str = ""
    source: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """An answer in the list, with the ratings for and against it."""

    id: str
    asked_at: datetime
    question: str
    status: str
    reason: str | None
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers there are under a name, how many of them answer nothing, and how many were voted down."""

    name: str
    all: int
    unanswered: int
    down: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of the answers that the wish lets through, their number, and counts of all by week and by source."""

    wish: Wish
    lines: Sequence[Line]
    found: int
    weeks: Sequence[Count]
    sources: Sequence[Count]


@dataclass(frozen=True, slots=True)
class Rated:
    """What someone thought of an answer."""

    rating: str
    comment: str | None
    given_at: datetime


_DOWN = select(FEEDBACK.c.answer_id).where(FEEDBACK.c.rating == "down")
_UP = select(FEEDBACK.c.answer_id).where(FEEDBACK.c.rating == "up")
_UNANSWERED = ANSWERS.c.status != "answered"


def overview(records: Records, wish: Wish) -> Overview:
    """What the wish lets through, the newest first. Raises Refused where the database cannot be used."""
    wanted = and_(records.recent(), *_filters(wish))
    with records.database.reading() as connection:
        found = connection.scalar(select(func.count()).select_from(ANSWERS).where(wanted)) or 0
        return Overview(
            wish,
            _lines(connection, wanted, wish.page),
            found,
            _weeks(connection, records.recent()),
            _sources(connection, records.recent()),
        )


def ratings(records: Records, answer_id: str) -> list[Rated]:
    """What people thought of an answer, the first first."""
    of = select(FEEDBACK).where(FEEDBACK.c.answer_id == answer_id).order_by(FEEDBACK.c.given_at)
    with records.database.reading() as connection:
        return [Rated(row.rating, row.comment, row.given_at) for row in connection.execute(of)]


def _filters(wish: Wish) -> list[ColumnElement[bool]]:
    by_status: dict[str, ColumnElement[bool]] = {
        "answered": ANSWERS.c.status == "answered",
        "unanswered": _UNANSWERED,
        "down": ANSWERS.c.id.in_(_DOWN),
        "up": ANSWERS.c.id.in_(_UP),
    }
    return [
        by_status.get(wish.status, true()),
        ANSWERS.c.week == wish.week if wish.week else true(),
        ANSWERS.c.id.in_(select(PLACES.c.answer_id).where(PLACES.c.document_id == wish.source))
        if wish.source
        else true(),
    ]


def _lines(connection: Connection, wanted: ColumnElement[bool], page: int) -> list[Line]:
    def counted(rating: str) -> ColumnElement[int]:
        of = select(func.count()).where(FEEDBACK.c.answer_id == ANSWERS.c.id, FEEDBACK.c.rating == rating)
        return of.correlate(ANSWERS).scalar_subquery()

    shown = ANSWERS.c.id, ANSWERS.c.asked_at, ANSWERS.c.question, ANSWERS.c.status, ANSWERS.c.reason
    rows = connection.execute(
        select(*shown, counted("up").label("up"), counted("down").label("down"))
        .where(wanted)
        .order_by(ANSWERS.c.asked_at.desc(), ANSWERS.c.id)
        .limit(PAGE)
        .offset(PAGE * (page - 1))
    )
    return [Line(*row) for row in rows]


def _weeks(connection: Connection, recent: ColumnElement[bool]) -> list[Count]:
    """Counts by week, the oldest first."""
    rows = connection.execute(
        select(
            ANSWERS.c.week,
            func.count(),
            func.sum(case((_UNANSWERED, 1), else_=0)),
            func.sum(case((ANSWERS.c.id.in_(_DOWN), 1), else_=0)),
        )
        .where(recent)
        .group_by(ANSWERS.c.week)
        .order_by(ANSWERS.c.week)
    )
    return [Count(week, every, int(unanswered), int(down)) for week, every, unanswered, down in rows]


def _sources(connection: Connection, recent: ColumnElement[bool]) -> list[Count]:
    """Counts by the source that is cited or shown as nearest, the most used first."""

    def answers(that: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count(distinct(case((that, ANSWERS.c.id))))

    rows = connection.execute(
        select(
            PLACES.c.document_id,
            func.count(distinct(ANSWERS.c.id)).label("every"),
            answers(_UNANSWERED),
            answers(ANSWERS.c.id.in_(_DOWN)),
        )
        .join(ANSWERS, ANSWERS.c.id == PLACES.c.answer_id)
        .where(recent)
        .group_by(PLACES.c.document_id)
        .order_by(func.count(distinct(ANSWERS.c.id)).desc(), PLACES.c.document_id)
    )
    return [Count(*row) for row in rows]
