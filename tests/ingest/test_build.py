import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots
from ingest.build import Built, build
from tests.ingest.fictional import TEXTS, write_corpus


def built(folder: Path, embedder: Embedder, texts: dict[str, str] | None = None) -> Built:
    catalogue = read_catalogue(write_corpus(folder / "corpus", texts))
    return build([catalogue], Snapshots(folder / "data"), embedder)


def opened(folder: Path, embedder: Embedder) -> Snapshot:
    return Snapshots(folder / "data").open(embedder)


def test_what_was_read_can_be_opened(tmp_path: Path, embedder: Embedder) -> None:
    made = built(tmp_path, embedder)
    assert made.is_new
    assert made.embedded > 0
    assert [(line.name, line.added, line.unchanged, line.gone) for line in made.lines] == [
        ("havneby", 2, 0, 0),
        ("bakkedal", 1, 0, 0),
    ]
    snapshot = opened(tmp_path, embedder)
    assert snapshot.manifest.id == made.snapshot_id
    assert len(snapshot.passages) == 3
    for passage in snapshot.passages:
        document = snapshot.document(passage.document_id)
        assert document.text[passage.start : passage.end].startswith(document.text[passage.sentences[0].start])
        assert snapshot.sentence_vectors(passage).shape == (len(passage.sentences), embedder.dimensions)


def test_nothing_changed_means_nothing_embedded_and_the_same_snapshot(tmp_path: Path, embedder: Embedder) -> None:
    first = built(tmp_path, embedder)
    again = built(tmp_path, embedder)
    assert (again.snapshot_id, again.is_new, again.embedded) == (first.snapshot_id, False, 0)
    assert all(line.added == line.gone == 0 and line.unchanged for line in again.lines)


def test_only_what_is_new_is_embedded_and_what_went_is_said(tmp_path: Path, embedder: Embedder) -> None:
    built(tmp_path, embedder)
    kept = {passage.id for passage in opened(tmp_path, embedder).passages if passage.document_id == "havneby"}
    changed = {"havneby": TEXTS["havneby"], "skovlund": "# Skovlund\n\nSkovlund Kommune har to droner."}
    made = built(tmp_path, embedder, changed)
    assert {line.name: (line.added, line.unchanged, line.gone) for line in made.lines} == {
        "havneby": (0, 2, 0),
        "skovlund": (1, 0, 0),
        "bakkedal": (0, 0, 1),
    }
    assert made.embedded == 2, "one window and one sentence"
    snapshot = opened(tmp_path, embedder)
    assert kept < {passage.id for passage in snapshot.passages}
    assert "bakkedal" not in snapshot.sources


def test_carried_over_vectors_are_those_that_would_be_made(tmp_path: Path, embedder: Embedder) -> None:
    built(tmp_path, embedder)
    built(tmp_path, embedder, {"havneby": TEXTS["havneby"]})
    snapshot = opened(tmp_path, embedder)
    for passage in snapshot.passages:
        document = snapshot.document(passage.document_id)
        fresh = embedder.documents([document.text[span.start : span.end] for span in passage.sentences])
        assert ((snapshot.sentence_vectors(passage) * fresh).sum(axis=1) > 0.999).all()


def test_one_bad_source_stops_no_other(tmp_path: Path, embedder: Embedder) -> None:
    catalogue = write_corpus(tmp_path / "corpus")
    (tmp_path / "corpus" / "itu.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    with catalogue.open("a") as file:
        file.write('\n[[source]]\nid = "itu"\nfile = "itu.pdf"\ntitle = "I stykker"\n')
        file.write('\n[[source]]\nid = "havneby"\nfile = "itu.pdf"\ntitle = "Samme navn"\n')
    made = build([read_catalogue(catalogue)], Snapshots(tmp_path / "data"), embedder)
    refused = [(line.name, line.refused) for line in made.lines if line.refused]
    assert [name for name, _ in refused] == ["havneby", "itu"]
    assert "itu.pdf" in str(refused[1][1])
    assert set(opened(tmp_path, embedder).sources) == {"havneby", "bakkedal"}


def test_no_source_at_all_leaves_the_current_snapshot(tmp_path: Path, embedder: Embedder) -> None:
    made = built(tmp_path, embedder)
    with pytest.raises(Refused, match="Ingen af kilderne kunne læses"):
        built(tmp_path, embedder, {"tom": ""})
    assert opened(tmp_path, embedder).manifest.id == made.snapshot_id


def test_a_folder_is_read_with_what_its_files_say(tmp_path: Path, embedder: Embedder) -> None:
    write_corpus(tmp_path / "mappe")
    (tmp_path / "mappe" / "sources.toml").unlink()
    build([read_catalogue(tmp_path / "mappe")], Snapshots(tmp_path / "data"), embedder)
    titles = {source.title for source in opened(tmp_path, embedder).sources.values()}
    assert "Havneby Kommunes årsrapport (fiktive eksempeldata)" in titles


def test_deleted_text_is_gone_from_disk_when_the_old_snapshot_is(tmp_path: Path, embedder: Embedder) -> None:
    built(tmp_path, embedder)
    catalogue = write_corpus(tmp_path / "corpus", {"havneby": TEXTS["havneby"]})
    # In a process of its own, as it is done: Chroma writes memory it has not filled, and what this one knew is in it.
    again = [sys.executable, "-m", "radarassistent", "ingest", str(catalogue), "--data-dir", str(tmp_path / "data")]
    subprocess.run(again, cwd=Path(__file__).parents[2], capture_output=True, check=True)

    def on_disk(words: str) -> bool:
        needle = words.encode()
        return any(needle in file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())

    assert on_disk("Inger Storm")
    assert len(Snapshots(tmp_path / "data").prune(0)) == 1
    assert not on_disk("Inger Storm")
    assert on_disk("Fyrtårnet")
    assert opened(tmp_path, embedder).sources.keys() == {"havneby"}


def test_rolling_back_and_forth(tmp_path: Path, embedder: Embedder) -> None:
    first = built(tmp_path, embedder)
    second = built(tmp_path, embedder, {"havneby": TEXTS["havneby"]})
    snapshots = Snapshots(tmp_path / "data")
    assert snapshots.roll_back() == first.snapshot_id
    assert "bakkedal" in opened(tmp_path, embedder).sources
    with pytest.raises(Refused, match="ingen tidligere"):
        snapshots.roll_back()
    assert snapshots.roll_back(second.snapshot_id) == second.snapshot_id
    with pytest.raises(Refused, match="findes ingen færdig indlæsning"):
        snapshots.roll_back("../..")


def test_a_full_disk_is_said_and_leaves_the_current_snapshot(tmp_path: Path, embedder: Embedder) -> None:
    small = tmp_path / "lille"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        made = built(small, embedder, {"havneby": TEXTS["havneby"]})
        many = {f"kilde-{n}": f"# Kilde {n}\n\n" + f"Kommune {n} har {n} robotter. " * 60 for n in range(40)}
        catalogue = read_catalogue(write_corpus(tmp_path / "stort", many))
        with pytest.raises(Refused, match="er fuld"):
            build([catalogue], Snapshots(small / "data"), embedder)
        assert [folder.name for folder in (small / "data" / "snapshots").iterdir()] == [made.snapshot_id]
        assert opened(small, embedder).sources.keys() == {"havneby"}
    finally:
        subprocess.run(["umount", "-l", small], check=False)


def test_a_folder_that_may_not_be_written_to(tmp_path: Path, embedder: Embedder) -> None:
    locked = tmp_path / "låst"
    locked.mkdir()
    if os.geteuid() == 0:  # root writes everywhere but on a disk that is read-only
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", locked], capture_output=True).returncode:
            pytest.skip("mounting a read-only disk is not allowed here")
    else:
        locked.chmod(0o500)
    try:
        with pytest.raises(Refused, match="Der kan ikke skrives"):
            build([read_catalogue(write_corpus(tmp_path / "corpus"))], Snapshots(locked / "data"), embedder)
    finally:
        subprocess.run(["umount", "-l", locked], capture_output=True, check=False)


@pytest.mark.parametrize("place", ["fil", "fil/under"])
def test_a_data_folder_that_is_a_file(tmp_path: Path, embedder: Embedder, place: str) -> None:
    (tmp_path / "fil").write_text("ikke en mappe", "utf-8")
    with pytest.raises(Refused, match="er en fil"):
        build([read_catalogue(write_corpus(tmp_path / "corpus"))], Snapshots(tmp_path / place), embedder)
