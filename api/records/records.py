"""Records of answers and what people thought of them; the conversations of channels lie beside them."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from sqlalchemy import URL, ColumnElement, delete, select
from sqlalchemy.exc import IntegrityError

from api.records.database import Database
from api.records.record import Place, Record
from api.records.tables import ANSWERS, DELIVERIES, FEEDBACK, PLACES, REPLIES, TURNS
from assistant.conversation import Turn
from assistant.question import shown, shown_turns
from corpus.refused import Refused
from corpus.settings import Settings

Rating = Literal["up", "down"]
MOST_TURNS = 20
"""The last messages of a conversation that are remembered."""


class Records:
    """Records in a database, for as many days and conversations for as many hours as the settings say.

    Every method may wait for the database, and raises Refused where it cannot be used. May be used from many threads.
    """

    def __init__(self, database: Database, keep_days: int, conversation_hours: int) -> None:
        self.database = database
        self._kept, self._remembered = timedelta(days=keep_days), timedelta(hours=conversation_hours)

    @classmethod
    def open(cls, settings: Settings) -> "Records":
        """The records in the settings' database. Raises Refused for an address that is none."""
        own = URL.create("sqlite", database=str(settings.data_dir / "records.sqlite"))
        given = settings.database_url.get_secret_value() if settings.database_url else own
        return cls(Database(given), settings.keep_days, settings.conversation_hours)

    @property
    def keeps(self) -> bool:
        """Whether answers are kept at all."""
        return bool(self._kept)

    def keep(self, record: Record) -> None:
        """Keeps the record of an answer."""
        if not self.keeps:
            return
        places = [
            {
                "answer_id": record.id,
                "position": position,
                "number": place.number,
                "document_id": place.document_id,
                "passage_id": place.passage_id,
                "start": place.start,
                "end": place.end,
            }
            for position, place in enumerate(record.places)
        ]
        with self.database.writing() as connection:
            connection.execute(ANSWERS.insert().values(record.row()))
            if places:
                connection.execute(PLACES.insert(), places)

    def answer(self, answer_id: str) -> Record:
        """The record of an answer. Raises Refused where none is kept by that id."""
        with self.database.reading() as connection:
            row = connection.execute(select(ANSWERS).where(ANSWERS.c.id == answer_id, self.recent())).one_or_none()
            cited = select(PLACES).where(PLACES.c.answer_id == answer_id).order_by(PLACES.c.position)
            places = [
                Place(each.number, each.document_id, each.passage_id, each.start, each.end)
                for each in connection.execute(cited)
            ]
        if row is None:
            raise Refused("records.no_answer", id=answer_id[:100])
        return Record.read(row, places)

    def newest(self) -> list[Record]:
        """All that is kept, the newest first."""
        with self.database.reading() as connection:
            places: dict[str, list[Place]] = {}
            for each in connection.execute(select(PLACES).order_by(PLACES.c.answer_id, PLACES.c.position)):
                place = Place(each.number, each.document_id, each.passage_id, each.start, each.end)
                places.setdefault(each.answer_id, []).append(place)
            rows = connection.execute(select(ANSWERS).where(self.recent()).order_by(ANSWERS.c.asked_at.desc()))
            return [Record.read(row, places.get(row.id, ())) for row in rows]

    def rate(self, answer_id: str, rating: Rating, comment: str | None, door: str, giver: str = "") -> None:
        """Keeps what someone thought of an answer; said again by the same ``giver`` it replaces what was said before.

        Raises Refused where no answer is kept by that id.
        """
        whose = {"answer_id": answer_id, "giver": _hashed(answer_id, door, giver)}
        said = {
            "rating": rating,
            "comment": shown(comment or "") or None,
            "door": door,
            "given_at": datetime.now(UTC),
        }
        with self.database.writing() as connection:
            known = select(ANSWERS.c.id).where(ANSWERS.c.id == answer_id, self.recent())
            if connection.scalar(known) is None:
                raise Refused("records.no_answer", id=answer_id[:100])
            mine = (FEEDBACK.c.answer_id == answer_id) & (FEEDBACK.c.giver == whose["giver"])
            if connection.execute(FEEDBACK.update().where(mine).values(said)).rowcount:
                return
            try:
                with connection.begin_nested():
                    connection.execute(FEEDBACK.insert().values(whose | said))
            except IntegrityError:  # said twice at the same time
                connection.execute(FEEDBACK.update().where(mine).values(said))

    def replied(self, door: str, message_id: str, answer_id: str) -> None:
        """Keeps in which message of a channel an answer was sent, as long as the answer itself is kept."""
        with self.database.writing() as connection:
            if connection.scalar(select(ANSWERS.c.id).where(ANSWERS.c.id == answer_id)) is not None:
                connection.execute(REPLIES.insert().values(message=_hashed(door, message_id), answer_id=answer_id))

    def answer_in(self, door: str, message_id: str) -> str:
        """The id of the answer that was sent in a message. Raises Refused where none is kept."""
        sent = select(REPLIES.c.answer_id).where(REPLIES.c.message == _hashed(door, message_id))
        with self.database.reading() as connection:
            answer_id = connection.scalar(sent)
        if answer_id is None:
            raise Refused("records.no_reply")
        return str(answer_id)

    def turns(self, door: str, conversation_id: str) -> list[Turn]:
        """What was said last in a conversation, the oldest first."""
        newest = (
            select(TURNS.c.role, TURNS.c.content)
            .where(TURNS.c.conversation == _hashed(door, conversation_id), TURNS.c.said_at > self._forgotten())
            .order_by(TURNS.c.id.desc())
            .limit(MOST_TURNS)
        )
        with self.database.reading() as connection:
            return [Turn(row.role, row.content) for row in connection.execute(newest)][::-1]

    def remember(self, door: str, conversation_id: str, asked: str, answer: str) -> None:
        """Adds a question and its answer's text to a conversation."""
        if not self._remembered:
            return
        before = [turn.content for turn in self.turns(door, conversation_id) if turn.role == "user"]
        said = [("user", shown_turns([*before, asked])[-1]), ("assistant", shown(answer))]
        conversation, now = _hashed(door, conversation_id), datetime.now(UTC)
        rows = [
            {"conversation": conversation, "role": role, "content": content, "said_at": now} for role, content in said
        ]
        with self.database.writing() as connection:
            connection.execute(TURNS.insert(), rows)

    def forget(self, door: str, conversation_id: str) -> None:
        """Forgets a conversation."""
        with self.database.writing() as connection:
            connection.execute(delete(TURNS).where(TURNS.c.conversation == _hashed(door, conversation_id)))

    def first_time(self, door: str, delivery_id: str) -> bool:
        """Whether a channel delivers this now for the first time; only one of several that ask at once is told so."""
        row = {"delivery": _hashed(door, delivery_id), "came_at": datetime.now(UTC)}
        with self.database.writing() as connection:
            try:
                with connection.begin_nested():
                    connection.execute(DELIVERIES.insert().values(row))
            except IntegrityError:
                return False
        return True

    def sweep(self) -> None:
        """Deletes what is older than it may be."""
        with self.database.writing() as connection:
            connection.execute(delete(ANSWERS).where(~self.recent()))
            connection.execute(delete(TURNS).where(TURNS.c.said_at <= self._forgotten()))
            connection.execute(delete(DELIVERIES).where(DELIVERIES.c.came_at <= datetime.now(UTC) - timedelta(days=1)))
        self.database.tidy()

    def recent(self) -> ColumnElement[bool]:
        """That an answer is not older than it may be."""
        return ANSWERS.c.asked_at > datetime.now(UTC) - self._kept

    def _forgotten(self) -> datetime:
        return datetime.now(UTC) - self._remembered


def _hashed(*parts: str) -> str:
    """A name that can be recognised but not read: ids of channels tell who wrote."""
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
