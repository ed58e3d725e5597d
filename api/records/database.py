"""The database: opened when it is first needed, and refused in words when it cannot be used."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from api.records.tables import prepare
from corpus.refused import Refused

BUSY = 5
"""Seconds that SQLite waits for another writer."""
_READS = "radar_reads"
_LOG = logging.getLogger("radarassistent")


class Database:
    """A database that may be away: nothing is opened before it is needed, and what fails is tried again next time.

    May be used from many threads. Raises Refused where the address is none that SQLAlchemy can use.
    """

    def __init__(self, url: str | URL) -> None:
        try:
            self._engine = create_engine(url, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
            # The address itself stays unsaid: a password may stand in it.
            raise Refused("records.bad_url", why=type(error).__name__) from None
        self._prepared = False
        self._lock = Lock()
        self._failing = False
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _settle)
            event.listen(self._engine, "begin", _begin)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, written when it ends well. Raises Refused where the database cannot be used."""
        with self._connected(self._engine) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and waits for no writer. Raises Refused where the database cannot be used."""
        with self._connected(self._engine.execution_options(**{_READS: True})) as connection:
            yield connection

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        try:
            self._prepare()
            with engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            # Once, not for every answer; and only what kind of trouble, since its words may hold what was asked.
            if not self._failing:
                _LOG.warning("records: the database cannot be used: %s", type(getattr(error, "orig", error)).__name__)
            self._failing = True
            raise Refused("records.down") from error
        self._failing = False

    def close(self) -> None:
        """Lets go of all connections."""
        self._engine.dispose()

    def tidy(self) -> None:
        """Lets what was deleted go from the disk as well, where that is ours to do."""
        if self._engine.dialect.name == "sqlite":
            with closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare(self) -> None:
        with self._lock:
            if self._prepared:
                return
            file = self._engine.url.database
            if self._engine.dialect.name == "sqlite" and file and file != ":memory:":
                Path(file).parent.mkdir(parents=True, exist_ok=True)
                Path(file).touch(mode=0o600)
            try:
                self._begin_prepared()
            except SQLAlchemyError:
                self._begin_prepared()  # another process may have made the tables in the meantime
            self._prepared = True

    def _begin_prepared(self) -> None:
        with self._engine.begin() as connection:
            prepare(connection)


def _settle(connection: Any, _: object) -> None:
    """Readers that do not wait for the writer, writers that wait for each other, and deleted text really gone."""
    connection.isolation_level = None  # the driver would begin later than is good; see _begin
    for pragma in (
        f"busy_timeout={BUSY * 1000}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer waits for its turn before it reads anything: what it read first could not be written after another."""
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
