import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.export import cell, csv_file
from api.rows import KrydsResponse

ACTS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1+1", "=cmd|' /C calc'!A0", "|calc"]


@pytest.mark.parametrize("text", ACTS)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (75.0, "75"),
        (6.8, "6,8"),
        (-2.5, "-2,5"),
        (2021, "2021"),
        ("-2,5", "-2,5"),
        ("+1.300", "+1.300"),
        ("3 ud af 4", "3 ud af 4"),
        (["Odder", "Samsø"], "Odder; Samsø"),
        (["=1", "2"], "'=1; 2"),
    ],
)
def test_numbers_stay_numbers_and_words_words(value: object, written: str) -> None:
    assert cell(value) == written


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_a_file_reads_back_and_no_cell_acts(cells: list[tuple[str, str]]) -> None:
    rows = [
        KrydsResponse(
            document_id="d",
            row=2,
            stated_in=None,
            place=None,
            url=None,
            viewer_url="/",
            technology=one,
            area=two,
            text=None,
        )
        for one, two in cells
    ]
    written = csv_file(KrydsResponse, rows)
    assert written.startswith(b"\xef\xbb\xbftechnology;area;text;document_id;row;")
    read = list(csv.reader(StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(read) == len(rows) + 1
    for line, (one, two) in zip(read[1:], cells, strict=True):
        for got, given_text in zip(line, (one, two), strict=False):
            assert got.lstrip("'") == given_text.replace("\0", "").lstrip("'")
            assert not got.strip().startswith(("=", "@")) or got[0] == "'"
