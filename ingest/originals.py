"""The folder of originals that were brought from their addresses."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.refused import Refused
from corpus.source import Source
from ingest.kinds import Ending

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Record:
    """Where an original came from, and when (``fetched``, UTC in ISO form).

    ``url`` is the address in the catalogue, ``final_url`` the one that redirects led to; ``etag`` and
    ``last_modified`` are that server's own words, to be given back to it the next time.
    """

    url: str
    final_url: str
    fetched: str
    etag: str | None
    last_modified: str | None
    content_type: str | None
    sha256: str
    bytes: int
    ending: Ending


_RECORD = TypeAdapter(Record)


@dataclass(frozen=True, slots=True)
class Original:
    """A fetched original as it lies in the folder."""

    file: Path
    record: Record


@dataclass(frozen=True, slots=True)
class Originals:
    """Fetched originals below ``folder``, each with a record beside it; what does not match its record is not there."""

    folder: Path

    def of(self, source_id: str) -> Original | None:
        """The original of that source; None if there is none, or its file is not the one that was fetched."""
        try:
            record = _RECORD.validate_json(self._path(source_id, ".json").read_bytes())
            file = self._path(source_id, record.ending)
            whole = sha256(file.read_bytes()).hexdigest() == record.sha256
        except (OSError, ValidationError):
            return None
        return Original(file, record) if whole else None

    def at(self, source: Source) -> Original | None:
        """The original of ``source`` from the address that the catalogue gives now."""
        original = self.of(source.id)
        return original if original is not None and original.record.url == source.url else None

    def replace(self, source: Source) -> Source:
        """The source with its fetched original in place of a digest or of no file; else unchanged."""
        original = self.at(source) if wanted(source) else None
        return source if original is None else replace(source, file=original.file, digest=False)

    def keep(
        self,
        source: Source,
        body: bytes,
        ending: Ending,
        *,
        final_url: str,
        etag: str | None = None,
        last_modified: str | None = None,
        content_type: str | None = None,
    ) -> Original:
        """Takes ``body`` in as the original of ``source``, in place of an earlier one.

        The record is written last: killed between the two, there is no original rather than a wrong one.
        Raises Refused if it cannot be written.
        """
        record = Record(
            url=source.url or final_url,
            final_url=final_url,
            fetched=datetime.now(UTC).isoformat("T", "seconds"),
            etag=etag,
            last_modified=last_modified,
            content_type=content_type,
            sha256=sha256(body).hexdigest(),
            bytes=len(body),
            ending=ending,
        )
        file = self._path(source.id, ending)
        earlier = self.of(source.id)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(file, body)
            _write(self._path(source.id, ".json"), _RECORD.dump_json(record, indent=1))
            if earlier is not None and earlier.file != file:
                earlier.file.unlink(missing_ok=True)
        except OSError as error:
            raise Refused("fetch.not_kept", folder=self.folder, why=error.strerror) from error
        return Original(file, record)

    def _path(self, source_id: str, ending: str) -> Path:
        """The file of that source. Raises Refused if it would lie anywhere but in the folder itself."""
        file = self.folder / f"{source_id}{ending}"
        if not _ID.fullmatch(source_id) or file.resolve().parent != self.folder.resolve():
            raise Refused("fetch.outside", id=source_id, folder=self.folder)
        return file


def wanted(source: Source) -> bool:
    """Whether an original is to be had: a file that is no digest is the original already."""
    return source.url is not None and (source.digest or source.file is None)


def _write(file: Path, body: bytes) -> None:
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(body)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
