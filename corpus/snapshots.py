"""The folder of snapshots: which there are, which one answers, and who is writing."""

import errno
import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from chromadb.errors import ChromaError
from filelock import FileLock, Timeout

from corpus import vectors
from corpus.embedding import Embedder
from corpus.manifest import NAME, Manifest, read_manifest
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from corpus.vectors import collection_name


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Snapshots below ``data_dir``; a pointer file names the one that answers, and is replaced whole.

    ``only`` is a snapshot that answers whatever the file names: for asking again what was asked before.
    """

    data_dir: Path
    chroma_url: str | None = None
    only: str | None = None

    @property
    def _pointer(self) -> Path:
        return self.data_dir / "current"

    def folder(self, snapshot_id: str) -> Path:
        """Where the snapshot of that id lies."""
        return self.data_dir / "snapshots" / snapshot_id

    def current(self) -> str | None:
        """The id of the snapshot that answers, or None before the first ingest."""
        if self.only is not None:
            return self.only
        try:
            return self._pointer.read_text("utf-8", errors="replace").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Refused("snapshot.unreadable", folder=self.data_dir, why=error.strerror) from None

    def current_manifest(self) -> Manifest:
        """The manifest of the snapshot that answers. Raises Refused if there is none."""
        current = self.current()
        if current is None:
            raise Refused("snapshot.none", folder=self.data_dir)
        return read_manifest(self.folder(current))

    def open(self, embedder: Embedder) -> Snapshot:
        """The snapshot that answers, opened. Raises Refused if there is none or it cannot be opened."""
        return Snapshot.open(self.folder(self.current_manifest().id), embedder, self.chroma_url)

    def all(self) -> list[Manifest]:
        """The manifests of all finished snapshots, newest first; one that cannot be read is passed over."""
        found: list[Manifest] = []
        for file in (self.data_dir / "snapshots").glob(f"*/{NAME}"):
            with suppress(Refused):
                found.append(read_manifest(file.parent))
        return sorted(found, key=lambda manifest: manifest.made, reverse=True)

    def switch(self, snapshot_id: str) -> None:
        """Lets the snapshot of that id answer from now on. Raises Refused if there is no such finished snapshot."""
        if not (self.folder(snapshot_id) / NAME).is_file() or Path(snapshot_id).name != snapshot_id:
            raise Refused("snapshot.unknown", id=snapshot_id)
        os.sync()  # a power cut must not leave a pointer to files that never reached the disk
        beside = self._pointer.with_name(f"current.{os.getpid()}")
        with beside.open("w", encoding="utf-8") as file:
            file.write(snapshot_id + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._pointer)

    def roll_back(self, snapshot_id: str | None = None) -> str:
        """Lets ``snapshot_id`` answer, or the newest one made before the current; its id. Raises Refused."""
        with self.writer():
            current = self.current()
            made = [manifest.id for manifest in self.all()]
            earlier = made[made.index(current) + 1 :] if current in made else made
            if snapshot_id is None and not earlier:
                raise Refused("snapshot.only_one")
            self.switch(snapshot_id or earlier[0])
            return snapshot_id or earlier[0]

    def remove(self, snapshot_id: str) -> None:
        """Deletes a snapshot and its collection: the only way in which text is really gone."""
        if self.chroma_url is not None:
            client = vectors.connect(self.folder(snapshot_id), self.chroma_url)
            with suppress(ValueError, ChromaError):
                client.delete_collection(collection_name(snapshot_id))
        (self.folder(snapshot_id) / NAME).unlink(missing_ok=True)
        shutil.rmtree(self.folder(snapshot_id), ignore_errors=True)

    def prune(self, keep: int) -> list[str]:
        """Removes all but the current snapshot and the ``keep`` newest others; the ids of what went."""
        with self.writer():
            current = self.current()
            going = [manifest.id for manifest in self.all() if manifest.id != current][keep:]
            for snapshot_id in going:
                self.remove(snapshot_id)
            return going

    def sweep(self) -> None:
        """Removes what a writer that was killed left half-made. Only the writer calls this."""
        folders = self.data_dir / "snapshots"
        for folder in folders.iterdir() if folders.is_dir() else ():
            if not (folder / NAME).is_file():
                self.remove(folder.name)
        for left in self.data_dir.glob("current.*"):
            left.unlink(missing_ok=True)

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Holds the writer's lock; the system lets go of it if the process dies. Raises Refused if it is taken."""
        holder = self.data_dir / "writer.json"
        try:
            (self.data_dir / "snapshots").mkdir(parents=True, exist_ok=True)
            with FileLock(self.data_dir / "writer.lock", timeout=0):
                who = {
                    "pid": os.getpid(),
                    "host": socket.gethostname(),
                    "since": datetime.now(UTC).isoformat("T", "seconds"),
                }
                holder.write_text(json.dumps(who), "utf-8")
                self.sweep()
                try:
                    yield
                finally:
                    holder.unlink(missing_ok=True)
        except Timeout:
            raise Refused("snapshot.locked", folder=self.data_dir, **_holder(holder)) from None
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.EEXIST):
                raise Refused("snapshot.not_folder", folder=self.data_dir) from None
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            raise Refused("snapshot.not_writable", folder=error.filename or self.data_dir) from None


def _holder(file: Path) -> dict[str, str]:
    try:
        who = json.loads(file.read_text("utf-8"))
        return {"pid": str(who["pid"]), "host": str(who["host"]), "since": str(who["since"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"pid": "?", "host": "?", "since": "?"}
