import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.refused import Refused
from corpus.source import Source
from ingest.kinds import Ending
from ingest.originals import Originals, wanted

ADDRESS = "https://kilde.example/rapport"
SOURCE = Source("rapport", "En rapport", url=ADDRESS, file=Path("digest.md"), digest=True)


def kept(originals: Originals, body: bytes = b"<p>hele teksten", ending: Ending = ".html") -> Path:
    return originals.keep(SOURCE, body, ending, final_url=ADDRESS + "/", etag='"1"').file


def test_what_is_kept_is_there_with_its_record(originals: Originals) -> None:
    kept(originals)
    original = Originals(originals.folder).of("rapport")
    assert original is not None
    assert original.file == originals.folder / "rapport.html"
    assert original.file.read_bytes() == b"<p>hele teksten"
    assert (original.record.url, original.record.final_url) == (ADDRESS, ADDRESS + "/")
    assert (original.record.etag, original.record.last_modified, original.record.bytes) == ('"1"', None, 15)
    assert original.record.fetched.endswith("+00:00")
    assert sorted(file.name for file in originals.folder.iterdir()) == ["rapport.html", "rapport.json"]


def test_an_original_takes_the_place_of_a_digest_and_of_no_file(originals: Originals) -> None:
    file = kept(originals)
    assert originals.replace(SOURCE) == replace(SOURCE, file=file, digest=False)
    address_only = replace(SOURCE, file=None, digest=False)
    assert originals.replace(address_only) == replace(address_only, file=file)


def test_a_file_that_is_no_digest_is_the_original_already(originals: Originals) -> None:
    kept(originals)
    own = replace(SOURCE, digest=False)
    assert originals.replace(own) == own
    assert not wanted(own)
    assert not wanted(replace(SOURCE, url=None))
    assert wanted(SOURCE)


def test_without_an_original_the_source_is_unchanged(originals: Originals) -> None:
    assert originals.of("rapport") is None
    assert originals.replace(SOURCE) == SOURCE


def test_an_original_from_another_address_is_not_this_ones(originals: Originals) -> None:
    kept(originals)
    moved = replace(SOURCE, url="https://kilde.example/en-anden-rapport")
    assert originals.replace(moved) == moved


@pytest.mark.parametrize("harm", ["changed", "cut", "deleted", "no record", "broken record", "record climbs"])
def test_what_does_not_match_its_record_is_not_there(originals: Originals, harm: str) -> None:
    file = kept(originals)
    record = file.with_suffix(".json")
    match harm:
        case "changed":
            file.write_bytes(b"<p>HELE teksten")
        case "cut":
            file.write_bytes(b"<p>hele")
        case "deleted":
            file.unlink()
        case "no record":
            record.unlink()
        case "broken record":
            record.write_text(record.read_text("utf-8")[:40], "utf-8")
        case "record climbs":
            record.write_text(record.read_text("utf-8").replace('".html"', '"/../../x.html"'), "utf-8")
    assert originals.of("rapport") is None
    assert originals.replace(SOURCE) == SOURCE


def test_a_new_kind_leaves_nothing_of_the_old(originals: Originals) -> None:
    kept(originals)
    kept(originals, b"%PDF-1.7", ".pdf")
    assert sorted(file.name for file in originals.folder.iterdir()) == ["rapport.json", "rapport.pdf"]


def test_killed_between_file_and_record_there_is_no_original_rather_than_a_wrong_one(
    originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(originals)
    move = Path.replace

    def killed_at_the_record(self: Path, target: Path) -> Path:
        if target.suffix == ".json":
            raise KeyboardInterrupt
        return move(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed_at_the_record)
        with pytest.raises(KeyboardInterrupt):
            kept(originals, b"<p>en nyere tekst")
    assert originals.of("rapport") is None
    kept(originals, b"<p>en nyere tekst")
    assert originals.of("rapport") is not None
    assert len(list(originals.folder.iterdir())) == 2


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(Refused) as refused:
        kept(Originals(tmp_path / "data" / "originals"))
    assert refused.value.key == "fetch.not_kept"
    assert str(tmp_path / "data" / "originals") in str(refused.value)


def test_a_full_disk_leaves_the_earlier_original(originals: Originals, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(originals)

    def full(self: Path, body: bytes) -> int:
        with self.open("wb") as file:
            file.write(body[:4])
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(Refused) as refused:
            kept(originals, b"<p>en nyere tekst")
    assert refused.value.key == "fetch.not_kept"
    assert (originals.folder / "rapport.html").read_bytes() == b"<p>hele teksten"
    assert originals.of("rapport") is not None
    assert len(list(originals.folder.iterdir())) == 2


@settings(deadline=None)
@given(st.one_of(st.text(max_size=30), st.from_regex(r"(\.\.?/|[a-z]|/|\\|\x00|\.){0,8}", fullmatch=True)))
def test_no_id_leads_out_of_the_folder(source_id: str) -> None:
    originals = Originals(Path("originals"))
    with suppress(Refused):
        path = originals._path(source_id, ".html")
        assert path.resolve().parent == Path("originals").resolve()
        assert path.name == source_id + ".html"


@pytest.mark.parametrize("source_id", ["../ude", "/etc/passwd", "a/b", "..", ".", "", "a\\b", "a\0b", "Å"])
def test_an_id_that_is_no_slug_is_refused(originals: Originals, source_id: str) -> None:
    with pytest.raises(Refused):
        originals.of(source_id)


def test_a_link_out_of_the_folder_is_refused(originals: Originals, tmp_path: Path) -> None:
    kept(originals)
    (originals.folder / "rapport.html").unlink()
    (originals.folder / "rapport.html").symlink_to(tmp_path / "andet.html")
    with pytest.raises(Refused):
        originals.of("rapport")
