"""The tables that records lie in, in any database that SQLAlchemy knows."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    inspect,
    select,
)

from corpus.refused import Refused


class Utc(TypeDecorator[datetime]):
    """A moment; databases that keep no time zone keep it in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it is stored."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it was."""
        return value.replace(tzinfo=UTC) if value else None


_HASH = String(64)
_ANSWER_ID = String(32)
METADATA = MetaData()

ANSWERS = Table(
    "radar_answers",
    METADATA,
    Column("id", _ANSWER_ID, primary_key=True),
    Column("asked_at", Utc, nullable=False, index=True),
    Column("week", String(8), nullable=False, index=True),
    Column("door", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("history", JSON, nullable=False),
    Column("documents", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("reason", String(32)),
    Column("mode", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("setup", JSON, nullable=False),
    Column("checks", JSON, nullable=False),
    Column("answer", JSON, nullable=False),
)
"""An answer as it was given, with what it was asked and how; ``week`` is as in 2026-W07."""

PLACES = Table(
    "radar_places",
    METADATA,
    Column("answer_id", _ANSWER_ID, ForeignKey(ANSWERS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Integer),
    Column("document_id", String(100), nullable=False, index=True),
    Column("passage_id", _HASH, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
"""The places in sources that an answer cites, by their numbers, and those without one, which it shows as nearest."""

FEEDBACK = Table(
    "radar_feedback",
    METADATA,
    Column("answer_id", _ANSWER_ID, ForeignKey(ANSWERS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("giver", _HASH, primary_key=True),
    Column("rating", String(4), nullable=False),
    Column("comment", Text),
    Column("door", String(32), nullable=False),
    Column("given_at", Utc, nullable=False),
)
"""What people thought of an answer."""

TURNS = Table(
    "radar_turns",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", _HASH, nullable=False),
    Column("role", String(9), nullable=False),
    Column("content", Text, nullable=False),
    Column("said_at", Utc, nullable=False, index=True),
    Index("radar_turns_in_order", "conversation", "id"),
)
"""The conversations of channels that do not carry them along themselves."""

DELIVERIES = Table(
    "radar_deliveries",
    METADATA,
    Column("delivery", _HASH, primary_key=True),
    Column("came_at", Utc, nullable=False, index=True),
)
"""The messages that channels have delivered, so that one delivered twice is answered once."""

REPLIES = Table(
    "radar_replies",
    METADATA,
    Column("message", _HASH, primary_key=True),
    Column("answer_id", _ANSWER_ID, ForeignKey(ANSWERS.c.id, ondelete="CASCADE"), nullable=False),
)
"""The messages that answers were sent in, where a channel says of a message what people think of it."""

SCHEMA = Table("radar_schema", METADATA, Column("version", Integer, primary_key=True, autoincrement=False))

UPGRADES: tuple[Callable[[Connection], None], ...] = (REPLIES.create,)
"""What brings a database of an older version to the next; the first is from version 1 to 2."""


def prepare(connection: Connection) -> None:
    """Makes the tables, or brings those there are up to date. Raises Refused for a newer program's."""
    newest = 1 + len(UPGRADES)
    if not inspect(connection).has_table(SCHEMA.name):
        METADATA.create_all(connection)
        connection.execute(SCHEMA.insert().values(version=newest))
        return
    found = connection.scalars(select(SCHEMA.c.version)).one()
    if found > newest:
        raise Refused("records.newer", found=found, newest=newest)
    for upgrade in UPGRADES[found - 1 :]:
        upgrade(connection)
    if found < newest:
        connection.execute(SCHEMA.update().values(version=newest))
