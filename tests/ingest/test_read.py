import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.refused import Refused
from ingest import read as reading
from ingest.read import read
from tests.ingest import documents


def refused(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        read(path)
    assert path.name in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "build", "key"),
    [
        ("laast.pdf", lambda path: documents.encrypted(path, "hemmelig"), "pdf_locked"),
        ("afkortet.pdf", documents.truncated, "pdf_truncated"),
        ("skannet.pdf", documents.scanned, "pdf_scanned"),
        ("beskadiget.pdf", documents.damaged, "pdf_broken"),
        ("bombe.docx", documents.zip_bomb, "docx_bomb"),
        ("laast.docx", lambda path: documents.old_office(path, locked=True), "docx_locked"),
        ("gammel.docx", lambda path: documents.old_office(path, locked=False), "mislabelled_other"),
        ("vrøvl.txt", documents.rubbish, "not_text"),
    ],
)
def test_bad_files_are_refused_by_name(tmp_path: Path, name: str, build: Callable[[Path], Path], key: str) -> None:
    assert refused(build(tmp_path / name)).key == f"reading.{key}"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("tom.pdf", b"", "empty"),
        ("tom.docx", b"", "empty"),
        ("blank.txt", b" \r\n\t\n", "empty"),
        ("nuller.txt", bytes(4000), "empty"),
        ("tegn.txt", b"... --- ... 12 34\n", "no_text"),
        ("noter.pages", b"Tekst", "ending"),
        ("ikke-zip.docx", b"PK\x03\x04 ikke en zip alligevel", "docx_broken"),
        ("billede.pdf", b"\x89PNG\r\n\x1a\n" + bytes(50), "mislabelled_other"),
        ("tabel.txt", b"{\\rtf1 tekst}", "mislabelled_other"),
        ("kun-script.html", b"<!doctype html><html><script>let a = 'hemmelig'</script></html>", "no_text"),
    ],
)
def test_bad_content_is_refused_by_name(tmp_path: Path, name: str, content: bytes, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path).key == f"reading.{key}"


@pytest.mark.parametrize(
    ("name", "content", "right"),
    [
        ("rapport.pdf", b"Kun tekst om robotter.", ".txt"),
        ("rapport.docx", b"%PDF-1.4 ...", ".pdf"),
        ("rapport.txt", b"<!DOCTYPE html><html><p>Robotter</p></html>", ".html"),
        ("rapport.md", b"%PDF-1.4 ...", ".pdf"),
    ],
)
def test_a_mislabelled_file_is_told_its_right_ending(tmp_path: Path, name: str, content: bytes, right: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refusal = refused(path)
    assert refusal.key == "reading.mislabelled"
    assert refusal.values["right"] == right


def test_a_word_file_named_pdf_is_told_so(tmp_path: Path) -> None:
    path = documents.word(tmp_path / "plan.docx").rename(tmp_path / "plan.pdf")
    assert "Word" in str(refused(path))


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "findes-ikke.txt").key == "reading.missing"
    (tmp_path / "mappe.txt").mkdir()
    assert refused(tmp_path / "mappe.txt").key == "reading.no_file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    assert refused(documents.unreadable(tmp_path / "privat.txt")).key == "reading.forbidden"


def test_too_large_and_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lang.txt"
    path.write_text("Robotter løser opgaver. " * 100, "utf-8")
    monkeypatch.setattr(reading, "CHARACTERS", 1000)
    assert refused(path).key == "reading.too_long"
    monkeypatch.setattr(reading, "BYTES", 1000)
    assert refused(path).key == "reading.too_large"


def test_an_empty_password_opens(tmp_path: Path) -> None:
    assert read(documents.encrypted(tmp_path / "aaben.pdf", "")).text == "En linje om robotter."


def test_five_hundred_pages(tmp_path: Path) -> None:
    raw = read(documents.many_pages(tmp_path / "stor.pdf", 500))
    assert len(raw.pages) == 500
    assert raw.text.startswith("Side 400 har linje 0", raw.pages[399].start + len("Den store rapport\n\n"))


def test_a_hostile_pdf_is_ended_and_refused(tmp_path: Path) -> None:
    # A limit on this process's own child: what the reader's process allows itself is cut to what it is given.
    path = documents.endless(tmp_path / "endeløs.pdf")
    program = """
import resource, sys
from pathlib import Path
from corpus.refused import Refused
from ingest.pdf import read_pdf
resource.setrlimit(resource.RLIMIT_CPU, (3, 3))
try:
    read_pdf(Path(sys.argv[1]))
except Refused as refused:
    print(refused.key)
"""
    root = Path(__file__).parents[2]
    child = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=root, capture_output=True, text=True, check=True
    )
    assert child.stdout.strip() == "reading.pdf_slow"
