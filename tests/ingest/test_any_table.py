"""Whatever a table holds, it is read or Refused: no cell brings the program down."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.quote import Quote
from corpus.refused import Refused
from corpus.source import Source, Table
from corpus.stored import read_radar, write_radar
from corpus.tables import SCHEMAS
from ingest.table import read_table
from tests.ingest.tables import write_csv, write_xlsx

TELLING = [
    *("", "-", "KLAR", "alle", "2021", "75 %", "3 ud af 4", "9 af 0", "1.014", "120", "=1+1", "9" * 4990, "²", "٣٤"),
    *("1e999", "2021-02-30", "10. marts 2021", "over en tredjedel", "https://a.dk", "Havneby Kommune; Engby", "Trin"),
]
CELLS = st.sampled_from(TELLING) | st.text(st.characters(codec="utf-8"), max_size=12)


def source(table: str) -> Source:
    return Source("t", "Tabel (fiktive eksempeldata)", kind="radar", table=Table(table))


@pytest.mark.parametrize("table", SCHEMAS)
@settings(max_examples=25)
@given(data=st.data(), as_workbook=st.booleans())
def test_any_cells_in_any_table(
    tmp_path_factory: pytest.TempPathFactory, table: str, data: st.DataObject, as_workbook: bool
) -> None:
    columns = list(SCHEMAS[table].columns)
    if data.draw(st.booleans()) and "measure" in columns:
        columns.remove("measure")
    rows = data.draw(st.lists(st.lists(CELLS, min_size=1, max_size=len(columns)), max_size=4))
    folder = tmp_path_factory.mktemp("t")
    if as_workbook:
        rows = [["".join(sign for sign in cell if sign.isprintable()) for cell in row] for row in rows]
        path = write_xlsx(folder / "t.xlsx", [columns, *rows])
    else:
        path = write_csv(folder / "t.csv", [columns, *rows])
    try:
        read = read_table(source(table), path)
    except Refused:
        return
    for row in read.radar.rows:
        assert Quote.at(read.document, row.passage.start, row.passage.end).text
    write_radar(folder, read.radar)
    assert read_radar(folder) == read.radar


@given(st.binary(max_size=300), st.sampled_from([".csv", ".xlsx"]), st.booleans())
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str, headed: bool) -> None:
    path = tmp_path_factory.mktemp("t") / f"t{ending}"
    path.write_bytes((b"Udgave;Teknologi;Trin\n2023;Apps;KLAR\n" if headed else b"") + data)
    with suppress(Refused):
        assert read_table(source("observations"), path).passages


def test_a_sum_that_no_number_holds_is_text_and_not_an_error(tmp_path: Path) -> None:
    rows = [("Udgave", "Teknologi", "Relevans"), ("2023", "Apps", "9" * 4990), ("2023", "Droner", "9" * 5000 + " af 1")]
    read = read_table(source("observations"), write_csv(tmp_path / "t.csv", rows))
    assert [each.number for each in read.radar.observations] == [None]
    assert "for megen tekst" in read.refused[0]
