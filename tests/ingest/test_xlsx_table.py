"""Workbooks as people and programs leave them: merged cells, formulas, hidden sheets, and far too many rows."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from corpus.refused import Refused
from corpus.source import Source, Table
from ingest.table import Tabulated, read_table
from tests.ingest import documents
from tests.ingest.tables import (
    HEADINGS,
    ROWS,
    SHEET,
    as_excel,
    bomb_xlsx,
    long_xlsx,
    with_cached,
    with_parts,
    write_csv,
    write_xlsx,
)

SOURCE = Source("havneby-radar", "Havneby (fiktive eksempeldata)", kind="radar")


def read(path: Path, sheet: str | None = None) -> Tabulated:
    return read_table(replace(SOURCE, table=Table("observations", sheet=sheet)), path)


def said(table: Tabulated) -> list[tuple[str | None, str, str]]:
    return [(each.technology, each.measure, each.value) for each in table.radar.observations]


EXPECTED = [
    ("Robotsoftware", "stage", "KLAR"),
    ("Robotsoftware", "in_operation", "75,5"),
    ("Sensorer", "stage", "HOLD ØJE"),
    ("Sensorer", "in_operation", "12"),
]
TYPED = [HEADINGS, (2023, "samlet", "Robotsoftware", "Klar", 75.5), (2023.0, None, "Sensorer", "Hold øje", 12)]


def test_numbers_come_as_a_person_sees_them(tmp_path: Path) -> None:
    table = read(write_xlsx(tmp_path / "t.xlsx", TYPED))
    assert said(table) == EXPECTED
    assert {each.edition for each in table.radar.observations} == {"2023"}
    assert [each.row.number for each in table.radar.observations] == [2, 2, 3, 3]


def test_the_same_rows_as_csv_and_as_xlsx_are_the_same(tmp_path: Path) -> None:
    from_csv = read(write_csv(tmp_path / "t.csv", [HEADINGS, *ROWS]))
    from_xlsx = read(write_xlsx(tmp_path / "t.xlsx", [HEADINGS, *ROWS]))
    assert from_csv.radar == from_xlsx.radar
    assert from_csv.document.text == from_xlsx.document.text


def test_a_workbook_as_excel_writes_it(tmp_path: Path) -> None:
    assert said(read(as_excel(write_xlsx(tmp_path / "t.xlsx", TYPED)))) == EXPECTED


def test_a_share_shown_in_per_cent_is_in_per_cent(tmp_path: Path) -> None:
    def shown(sheet: Worksheet) -> None:
        sheet["E2"].number_format = "0.0%"

    rows = [("Udgave", "Radar", "Teknologi", "Trin", "Relevans"), (2023, "samlet", "Apps", "Klar", 0.755)]
    (_, share) = read(write_xlsx(tmp_path / "t.xlsx", rows, shown)).radar.observations
    assert (share.value, share.number, share.unit) == ("75,5", 75.5, "pct.")


def test_a_title_over_the_headings_and_empty_rows_do_not_matter(tmp_path: Path) -> None:
    def titled(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:E1")

    rows = [("Teknologiradaren 2023", None, None, None, None), (), TYPED[0], TYPED[1], (), (), TYPED[2]]
    table = read(write_xlsx(tmp_path / "t.xlsx", rows, titled))
    assert said(table) == EXPECTED
    assert [each.row.number for each in table.radar.observations] == [4, 4, 7, 7]


def test_a_merged_cell_holds_for_every_row_it_spans(tmp_path: Path) -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("C2:C3")

    rows = [
        HEADINGS[:4],
        (2023, "samlet", "Robotter", "KLAR"),
        (None, "kultur", None, "AFVENT"),
        (None, "", "Apps", "KLAR"),
    ]
    table = read(write_xlsx(tmp_path / "t.xlsx", rows, merged))
    assert [(each.edition, each.radar, each.technology, each.value) for each in table.radar.observations] == [
        ("2023", "samlet", "Robotter", "KLAR"),
        ("2023", "kultur", "Robotter", "AFVENT"),
        ("2023", "samlet", "Apps", "KLAR"),
    ]
    assert not table.refused


def test_a_formula_is_its_stored_result_and_refused_where_there_is_none(tmp_path: Path) -> None:
    rows = [HEADINGS, (2023, "samlet", "Robotter", "KLAR", "=50+25"), (2023, "samlet", "Apps", "KLAR", "=1+1")]
    table = read(with_cached(write_xlsx(tmp_path / "t.xlsx", rows), "50+25", "75"))
    assert said(table) == [("Robotter", "stage", "KLAR"), ("Robotter", "in_operation", "75")]
    (only,) = table.refused
    assert only.startswith(
        "Række 3, kolonne »I drift (%)« (E): Formlen har ikke noget gemt resultat. Åbn filen i Excel"
    )


def test_a_cell_that_shows_an_error_is_refused(tmp_path: Path) -> None:
    table = read(write_xlsx(tmp_path / "t.xlsx", [*TYPED, (2023, "samlet", "Apps", "KLAR", "#DIV/0!")]))
    assert said(table) == EXPECTED
    assert "Række 4, kolonne »I drift (%)« (E): Cellen viser en fejl" in table.refused[0]


def hiding(sheet: Worksheet) -> None:
    book = sheet.parent
    assert book is not None
    hidden = book.create_sheet("Hemmelig")
    hidden.append(list(HEADINGS))
    hidden.append([2023, "samlet", "Det skjulte", "KLAR", 1])
    hidden.sheet_state = "hidden"
    book.create_sheet("Noter", 0).append(["Læs mig først"])


def test_hidden_sheets_are_not_read_and_of_the_others_the_first_that_is_understood(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", TYPED, hiding)
    table = read(path)
    assert said(table) == EXPECTED
    assert table.remarks == (
        "Kun ét ark er læst. Skriv sheet i kataloget for at læse et andet: »Noter«.",
        "Arket »Hemmelig« er skjult og er ikke læst.",
    )
    assert said(read(path, "Data")) == EXPECTED
    with pytest.raises(Refused, match=r"Arket »Hemmelig« i t\.xlsx er skjult.*»Noter«, »Data«"):
        read(path, "Hemmelig")
    with pytest.raises(Refused, match="intet ark, der hedder »Data2«"):
        read(path, "Data2")
    with pytest.raises(Refused, match="ingen overskrifter, der kan forstås: »Læs mig først«"):
        read(path, "Noter")


def test_far_too_many_rows_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    path = long_xlsx(tmp_path / "t.xlsx", 1_000_000)
    with pytest.raises(Refused, match=r"mere end 50000 rækker. Del tabellen op"):
        read(path)


def test_a_file_that_says_it_is_wider_and_longer_than_it_is(tmp_path: Path) -> None:
    def boasting(parts: dict[str, bytes]) -> None:
        assert b'ref="A1:E3"' in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(b'ref="A1:E3"', b'ref="A1:XFD1048576"')

    path = with_parts(write_xlsx(tmp_path / "t.xlsx", TYPED), boasting)
    assert said(read(path)) == EXPECTED


def entity(path: Path) -> Path:
    """A workbook whose words are made of words that are made of words."""

    def declared(parts: dict[str, bytes]) -> None:
        parts["xl/styles.xml"] = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>' + parts["xl/styles.xml"]

    return with_parts(write_xlsx(path, TYPED), declared)


def cut_short(path: Path) -> Path:
    path.write_bytes(write_xlsx(path, TYPED).read_bytes()[:-200])
    return path


def no_sheet(path: Path) -> Path:
    def broken(parts: dict[str, bytes]) -> None:
        parts[SHEET] = b"<worksheet><sheetData><row><c r='A1'"

    return with_parts(write_xlsx(path, TYPED), broken)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (bomb_xlsx, "fylder langt mere udpakket"),
        (entity, "er beskadiget og kan ikke læses som XLSX"),
        (cut_short, "er beskadiget og kan ikke læses som XLSX"),
        (no_sheet, "er beskadiget og kan ikke læses som XLSX"),
        (lambda path: documents.old_office(path, locked=True), "beskyttet med en adgangskode"),
        (lambda path: documents.old_office(path, locked=False), "indholdet er et dokument i et ældre Office-format"),
        (lambda path: documents.word(path), "indholdet er et Word-dokument"),
        (lambda path: write_csv(path, [HEADINGS, *ROWS]), "indholdet er almindelig tekst"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, make: object, wrong: str) -> None:
    assert callable(make)
    with pytest.raises(Refused) as refused:
        read(make(tmp_path / "t.xlsx"))
    assert wrong in str(refused.value)
