import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus import vectors
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.manifest import NAME
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from corpus.windows import over
from ingest.build import build
from tests.hashed import HashedEmbedder
from tests.ingest.fictional import write_corpus


@pytest.fixture
def snapshots(tmp_path: Path, embedder: Embedder) -> Snapshots:
    made = Snapshots(tmp_path / "data")
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], made, embedder)
    return made


def edited(snapshots: Snapshots, **changes: object) -> None:
    manifest = snapshots.folder(snapshots.current_manifest().id) / NAME
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | changes), "utf-8")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"format": 0}, "en anden udgave af programmet"),
        ({"model": "en-anden-model"}, "sprogmodellen en-anden-model"),
        ({"fingerprint": "0" * 16}, "lavet med sprogmodellen"),
        ({"chroma": "chromadb 0.4.0"}, "lavet til chromadb 0.4.0"),
    ],
)
def test_what_was_made_otherwise_is_not_opened(
    snapshots: Snapshots, embedder: Embedder, changes: dict[str, object], named: str
) -> None:
    edited(snapshots, **changes)
    with pytest.raises(Refused) as refused:
        snapshots.open(embedder)
    assert named in str(refused.value)
    assert "radarassistent ingest" in str(refused.value)


@pytest.mark.parametrize("lost", ["passages.json", "bm25", "chroma", NAME])
def test_a_damaged_snapshot_is_named(snapshots: Snapshots, embedder: Embedder, lost: str) -> None:
    file = snapshots.folder(snapshots.current_manifest().id) / lost
    file.rename(file.with_name("væk"))
    with pytest.raises(Refused, match=r"er beskadiget|er ikke hel"):
        snapshots.open(embedder)


@pytest.mark.parametrize(
    ("spoilt", "content"),
    [
        ("passages.json", b""),
        ("vectors.npy", b""),
        ("keys.json", b""),
        ("bm25/data.csc.index.npy", b""),
        ("chroma/chroma.sqlite3", b"\xff\0" * 5000),
        (NAME, b"\0" * 5000),
    ],
)
def test_a_file_that_a_power_cut_spoilt_is_named_every_time_and_mended_by_the_next_ingest(
    snapshots: Snapshots, embedder: Embedder, tmp_path: Path, spoilt: str, content: bytes
) -> None:
    def first_sentence() -> NDArray[np.float32]:
        snapshot = snapshots.open(embedder)
        return snapshot.sentence_vectors(snapshot.passages[0])

    (snapshots.folder(snapshots.current_manifest().id) / spoilt).write_bytes(content)
    for _ in range(3):
        with pytest.raises(Refused, match=r"er beskadiget|er ikke hel"):
            first_sentence()
    assert build([read_catalogue(tmp_path / "corpus")], snapshots, embedder).is_new
    assert first_sentence().any()


def test_a_folder_that_may_only_be_read_is_named_every_time(
    snapshots: Snapshots, embedder: Embedder, tmp_path: Path
) -> None:
    locked = tmp_path / "låst"
    locked.mkdir()
    mounts = [
        ["mount", "--bind", str(snapshots.data_dir), str(locked)],
        ["mount", "-o", "remount,ro,bind", str(locked)],
    ]
    if any(subprocess.run(mount, capture_output=True, check=False).returncode for mount in mounts):
        pytest.skip("mounting a folder read-only needs root")
    try:
        for _ in range(3):
            with pytest.raises(Refused, match="Der kan ikke skrives"):
                Snapshots(locked).open(embedder)
    finally:
        subprocess.run(["umount", "-l", locked], capture_output=True, check=False)


def test_none_yet(tmp_path: Path, embedder: Embedder) -> None:
    with pytest.raises(Refused, match="Kør »radarassistent ingest«"):
        Snapshots(tmp_path / "intet").open(embedder)


@pytest.mark.parametrize("lost", ["passages.json", "bm25", "chroma", "vectors.npy", "documents/havneby.json", NAME])
def test_a_damaged_snapshot_is_replaced_by_the_next_ingest(
    snapshots: Snapshots, embedder: Embedder, tmp_path: Path, lost: str
) -> None:
    file = snapshots.folder(snapshots.current_manifest().id) / lost
    file.rename(file.with_name("væk"))
    assert build([read_catalogue(tmp_path / "corpus")], snapshots, embedder).is_new
    snapshot = snapshots.open(embedder)
    assert [snapshot.document(name).source.id for name in snapshot.sources] == ["havneby", "bakkedal"]


def test_a_damaged_document_is_named(snapshots: Snapshots, embedder: Embedder) -> None:
    snapshot = snapshots.open(embedder)
    (snapshot.folder / "documents" / "havneby.json").write_text("{", "utf-8")
    with pytest.raises(Refused, match=f"Indlæsningen {snapshot.manifest.id} er beskadiget"):
        snapshot.document("havneby")


READER = """
import sys
from pathlib import Path
from corpus import vectors
from corpus.snapshots import Snapshots
from tests.hashed import HashedEmbedder
embedder = HashedEmbedder()
snapshot = Snapshots(Path(sys.argv[1])).open(embedder)
for _ in range(20):
    near = vectors.nearest(snapshot.store, embedder.query("sensorer i klasselokaler"), 5, None)
    assert snapshot.passage(near[0][0]).document_id == "bakkedal"
print("read")
"""


def test_several_processes_read_one_snapshot_at_once(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "data")
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], snapshots, HashedEmbedder())
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, str(snapshots.data_dir)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [reader.communicate()[0] for reader in readers] == ["read\n"] * 3


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted as Linux lists them")
def test_a_snapshot_nobody_reads_any_more_holds_nothing_open(snapshots: Snapshots, embedder: Embedder) -> None:
    def held() -> list[str]:
        files = []
        for link in Path("/proc/self/fd").iterdir():
            with suppress(FileNotFoundError):  # the listing's own
                files.append(str(link.readlink()))
        return [file for file in files if str(snapshots.data_dir) in file]

    first, second = snapshots.open(embedder), snapshots.open(embedder)
    assert vectors.nearest(first.store, embedder.query("sensorer"), 1, None)
    del first
    assert vectors.nearest(second.store, embedder.query("robotter"), 1, None)
    assert held()
    del second
    while held():  # Chroma lets go of its files on a thread of its own; if it never did, the test would time out
        time.sleep(0.05)


@pytest.mark.parametrize("written", [b"\xff\xfe", b"\0\0\0", b"../..", b"x" * 5000])
def test_a_pointer_that_was_destroyed_is_said_and_mended_by_the_next_ingest(
    snapshots: Snapshots, embedder: Embedder, tmp_path: Path, written: bytes
) -> None:
    (snapshots.data_dir / "current").write_bytes(written)
    with pytest.raises(Refused, match="er ikke hel"):
        snapshots.open(embedder)
    build([read_catalogue(tmp_path / "corpus")], snapshots, embedder)
    assert set(snapshots.open(embedder).sources) == {"havneby", "bakkedal"}


def test_a_passage_has_tokens_that_count_from_its_start(snapshots: Snapshots, embedder: Embedder) -> None:
    snapshot = snapshots.open(embedder)
    for passage in snapshot.passages:
        found = snapshot.tokens(passage)
        text = snapshot.document(passage.document_id).text[passage.start : passage.end]
        heading, own = found.offsets[found.offsets[:, 1] <= 0], found.offsets[found.offsets[:, 1] > 0]
        assert len(heading), "what stands over a passage counts below zero"
        assert len(own)
        covered = {at for start, end in own for at in range(max(start, 0), end)}
        assert all(at in covered for at, sign in enumerate(text) if sign.isalnum())
        assert own[-1][1] <= len(text)
        over_it = over(snapshot.sources[passage.document_id], passage)
        assert heading[0][0] == -len(over_it) - 1
        assert snapshot.tokens(passage) is found, "kept, since they take long to compute"


def test_a_snapshot_counts_its_words_in_lower_case(tmp_path: Path) -> None:
    told = {"by": "# Ø-by (fiktive eksempeldata)\n\nRobotten kom. ROBOTTEN gik i 2022, og it-robotten blev.\n"}
    made = Snapshots(tmp_path / "data")
    build([read_catalogue(write_corpus(tmp_path / "corpus", told))], made, HashedEmbedder())
    words = made.open(HashedEmbedder()).words
    assert (words["robotten"], words["it-robotten"], words["ø-by"]) == (2, 1, 1)
    assert words["by"] >= 1, "the title counts too"
    assert not {"2022", "Robotten", "ROBOTTEN"} & set(words)
