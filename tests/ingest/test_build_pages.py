"""The pages of a PDF are part of the snapshot it was read into."""

from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue import read_catalogue
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from ingest import gather
from ingest.build import build
from tests.api.fictional import ROBOTS, write_corpus
from tests.hashed import HashedEmbedder


def test_the_pages_are_kept_and_lent_to_the_next_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots, embedder = Snapshots(tmp_path / "data"), HashedEmbedder()
    catalogue = read_catalogue(write_corpus(tmp_path / "corpus"))
    build([catalogue], snapshots, embedder)
    first = snapshots.open(embedder)
    pdf, boxes = first.pdf("engby"), first.boxes("engby")
    assert pdf is not None
    assert boxes is not None
    assert pdf.read_bytes() == (tmp_path / "corpus" / "engby.pdf").read_bytes()
    assert len(boxes.sizes) == 2
    assert len(boxes.places) == len(first.document("engby").text)
    assert (first.pdf("robotter"), first.boxes("robotter")) == (None, None)

    monkeypatch.setattr(gather, "boxes", lambda *_: pytest.fail("read again"))
    (tmp_path / "corpus" / "robotter.md").write_text(ROBOTS.replace("412", "413"), "utf-8")
    build([catalogue], snapshots, embedder)
    second = snapshots.open(embedder)
    again = second.boxes("engby")
    assert second.folder != first.folder
    assert again is not None
    assert np.array_equal(again.places, boxes.places)
    # What is pruned is gone, and the pages with it.
    snapshots.prune(0)
    assert not pdf.exists()
    assert second.pdf("engby") is not None


def test_damaged_pages_ask_for_an_ingest(tmp_path: Path) -> None:
    snapshots, embedder = Snapshots(tmp_path / "data"), HashedEmbedder()
    catalogue = read_catalogue(write_corpus(tmp_path / "corpus"))
    build([catalogue], snapshots, embedder)
    snapshot = snapshots.open(embedder)
    (snapshot.folder / "pages" / "engby.npz").write_bytes(b"PK\x03\x04 nonsense")
    with pytest.raises(Refused, match="ingest"):
        snapshot.boxes("engby")
    # The ingest that is asked for finds the places again, although nothing in the sources has changed.
    assert build([catalogue], snapshots, embedder).is_new
    assert snapshots.open(embedder).boxes("engby") is not None
