"""What a snapshot says of itself."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from corpus.refused import Refused
from corpus.source import Source

FORMAT = 2
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Held:
    """A source that a snapshot holds, the hash of the file it was read from, and how much came of it.

    A table has ``rows`` and no passages that text is answered from.
    """

    source: Source
    sha256: str
    characters: int
    passages: int
    pages: int
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot's own record; a folder without one was never finished and is not a snapshot.

    ``made`` is UTC in ISO form. ``contents`` is a hash of all that decides its answers. ``reader`` is a hash of the
    code that read the sources, ``model`` and ``fingerprint`` the embedding model, ``chroma`` where the vectors lie.
    """

    id: str
    made: str
    format: int
    contents: str
    reader: str
    model: str
    fingerprint: str
    chroma: str
    catalogues: tuple[str, ...]
    held: tuple[Held, ...]

    @property
    def made_by(self) -> str:
        """The command that would make it again."""
        return " ".join(["radarassistent ingest", *self.catalogues])


_MANIFEST = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in ``folder``. Raises Refused if there is none that can be read."""
    try:
        return _MANIFEST.validate_json((folder / NAME).read_bytes())
    except (OSError, ValueError) as error:
        raise Refused("snapshot.no_manifest", id=folder.name) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest, which is what makes ``folder`` a snapshot: the last thing written to it."""
    (folder / NAME).write_bytes(_MANIFEST.dump_json(manifest, indent=1))
