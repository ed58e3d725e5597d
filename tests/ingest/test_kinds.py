import zipfile
from io import BytesIO

import pytest

from ingest.kinds import ending
from tests.ingest.fetching import HTML, PDF


def office(part: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return packed.getvalue()


DOCX, XLSX, OTHER_ZIP = office("word/document.xml"), office("xl/workbook.xml"), office("other.xml")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("said", "path", "body", "expected"),
    [
        ("application/pdf", "/a", PDF, ".pdf"),
        ("Application/PDF; x=y", "/a", b"\r\n" + PDF, ".pdf"),
        ("application/pdf", "/a.pdf", HTML, None),
        ("text/plain", "/a", PDF, ".pdf"),
        ("text/html; charset=utf-8", "/a.pdf", HTML, ".html"),
        ("text/html", "/a", b"kun et stykke", ".html"),
        ("application/xhtml+xml", "/a", HTML, ".html"),
        ("text/plain", "/a", b"tekst om %PDF-filer", ".txt"),
        ("text/plain", "/a/README.MD", b"# Titel", ".md"),
        ("text/plain", "/a/radar.csv", b"a;b", ".csv"),
        ("text/csv", "/a", b"a;b", ".csv"),
        (WORD, "/a", DOCX, ".docx"),
        (WORD, "/a", HTML, None),
        (WORD, "/a", OTHER_ZIP, None),
        ("application/octet-stream", "/a", XLSX, ".xlsx"),
        ("application/octet-stream", "/a", PDF, ".pdf"),
        ("application/octet-stream", "/a", HTML, ".html"),
        ("application/octet-stream", "/a.csv", b"a;b", ".csv"),
        ("application/octet-stream", "/a.csv", b"\0\1\2", None),
        ("application/octet-stream", "/a.exe", b"MZ", None),
        ("application/zip", "/a.zip", OTHER_ZIP, None),
        ("application/octet-stream", "/a", b"PK\3\4broken", None),
        (None, "/a", b"\xef\xbb\xbf <!-- x --><HTML>", ".html"),
        (None, "/a.html", b"intet tegn", None),
        ("image/png", "/a.html", b"\x89PNG", None),
        ("application/json", "/a.txt", b"{}", None),
    ],
)
def test_the_kind_of_an_answer(said: str | None, path: str, body: bytes, expected: str | None) -> None:
    assert ending(said, path, body) == expected
