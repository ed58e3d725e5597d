"""What the current snapshot lends to the next: documents already read, passages known, vectors made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.boxes import Boxes
from corpus.document import Document
from corpus.embedding import Embedder
from corpus.manifest import FORMAT, Manifest, read_manifest
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from corpus.stored import read_boxes, read_document, read_passages, read_radar, read_vectors

_ROOMS = (Path(__file__).parent, Path(__file__).parent.parent / "corpus")


@dataclass(frozen=True, slots=True)
class Previous:
    """The snapshot before, as far as it can be used; an empty one where there is none or it is damaged."""

    manifest: Manifest | None = None
    folder: Path = Path()
    passages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    vectors: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshots: Snapshots, embedder: Embedder) -> "Previous":
        """What the current snapshot has; its vectors only where the same model made them."""
        current = snapshots.current()
        if current is None:
            return cls()
        folder = snapshots.folder(current)
        try:
            manifest = read_manifest(folder)
            if manifest.format != FORMAT:
                return cls()
            ids: dict[str, set[str]] = {held.source.id: set() for held in manifest.held}
            for passage in (*read_passages(folder), *(row.passage for row in read_radar(folder).rows)):
                ids[passage.document_id].add(passage.id)
            same = manifest.fingerprint == embedder.fingerprint
            vectors = read_vectors(folder) if same else {}
        except (Refused, OSError, ValueError, KeyError):
            return cls()
        return cls(manifest, folder, {name: frozenset(known) for name, known in ids.items()}, vectors)

    def document(self, source_id: str, sha256: str) -> Document | None:
        """The document of that source, if it was read from the same file by the same code."""
        if self.manifest is None or self.manifest.reader != reader_fingerprint():
            return None
        if all((held.source.id, held.sha256) != (source_id, sha256) for held in self.manifest.held):
            return None
        try:
            return read_document(self.folder, source_id)
        except (OSError, ValueError):
            return None

    def boxes(self, document: Document) -> Boxes | None:
        """Where the text of ``document``, one that ``document`` gave, stands on its pages."""
        try:
            boxes = read_boxes(self.folder, document.source.id)
        except (OSError, ValueError):
            return None
        return boxes if boxes is not None and len(boxes.places) == len(document.text) else None


def reader_fingerprint() -> str:
    """A hash of the code that reads and cuts: what other code read is read again."""
    hashed = sha256()
    for room in _ROOMS:
        for module in sorted(room.glob("*.py")):
            hashed.update(module.name.encode() + b"\0" + module.read_bytes())
    return hashed.hexdigest()[:16]
