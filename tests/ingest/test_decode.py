import pytest

from ingest.decode import decode

DANISH = "Ærø Kommune får øget hjælp på 25 m² – »så nemt« er det, siger André. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_danish_in_the_usual_encodings(encoding: str) -> None:
    assert decode((DANISH * 3).encode(encoding)) == DANISH * 3


def test_latin1_without_signs_of_windows() -> None:
    assert decode("Blåbærgrød".encode("latin-1")) == "Blåbærgrød"


def test_another_encoding_is_recognised() -> None:
    russian = "Муниципалитеты используют новые технологии в социальной сфере и в школах. " * 5
    assert decode(russian.encode("cp1251")) == russian


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, bytes(100), b"\xff\xfe\x00"])
def test_what_is_not_text(data: bytes) -> None:
    assert decode(data) is None
