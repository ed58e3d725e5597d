"""Tables as people have them: dialects, mappings, long and wide, and what cannot be taken named by row and column."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from corpus.quote import Quote, normalised
from corpus.radar import MEASURES, STAGES, Observation
from corpus.refused import Refused
from corpus.source import Source, Table
from ingest import grid
from ingest.table import Tabulated, read_table
from tests.ingest import tables
from tests.ingest.tables import HEADINGS, ROWS, write_csv

SOURCE = Source("havneby-radar", "Havneby (fiktive eksempeldata)", kind="radar", table=Table("observations"))


def read(path: Path, **how: object) -> Tabulated:
    table = replace(Table("observations"), **how)  # type: ignore[arg-type]
    return read_table(replace(SOURCE, table=table), path)


def said(table: Tabulated) -> list[tuple[str, str | None, str, str, float | None, str | None]]:
    return [
        (each.edition, each.technology, each.measure, each.value, each.number, each.unit)
        for each in table.radar.observations
    ]


EXPECTED = [
    ("2023", "Robotsoftware", "stage", "KLAR", None, None),
    ("2023", "Robotsoftware", "in_operation", "75,5", 75.5, "pct."),
    ("2023", "Sensorer", "stage", "HOLD ØJE", None, None),
    ("2023", "Sensorer", "in_operation", "12", 12.0, "pct."),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", list(";\t,|"))
def test_the_same_table_in_every_dialect(tmp_path: Path, sign: str, encoding: str) -> None:
    assert said(read(write_csv(tmp_path / "havneby.csv", [HEADINGS, *ROWS], sign, encoding))) == EXPECTED


def test_the_line_that_excel_writes_for_itself_names_the_sign_and_counts_as_a_row(tmp_path: Path) -> None:
    path = tmp_path / "havneby.csv"
    path.write_text("sep=|\r\n" + tables.csv_text([HEADINGS, *ROWS], "|"), "utf-8")
    table = read(path)
    assert said(table) == EXPECTED
    assert [each.row.number for each in table.radar.observations] == [3, 3, 4, 4]


def test_a_row_is_a_sentence_that_can_be_quoted_word_for_word(tmp_path: Path) -> None:
    table = read(write_csv(tmp_path / "havneby.csv", [HEADINGS, *ROWS]), values=(("municipality", "Havneby Kommune"),))
    quotes = [Quote.at(table.document, passage.start, passage.end).text for passage in table.passages]
    assert quotes == [
        "Robotsoftware – trin: KLAR; i drift: 75,5 pct. (Teknologiradaren 2023, samlet, Havneby Kommune).",
        "Sensorer – trin: HOLD ØJE; i drift: 12 pct. (Teknologiradaren 2023, samlet, Havneby Kommune).",
    ]
    assert {each.municipality for each in table.radar.observations} == {"Havneby"}
    assert [each.row.number for each in table.radar.observations] == [2, 2, 3, 3]
    assert {each.row.passage for each in table.radar.observations} == set(table.passages)


def test_the_long_form_with_headings_and_measures_in_danish(tmp_path: Path) -> None:
    rows = [
        ("Teknologi", "År", "Fagområde", "Måling", "Værdi", "Enhed", "Blandt"),
        ("Droner", "Teknologiradaren 2023", "kultur og fritid", "Teknisk modenhed", "6,5", "point", ""),
        ("alle", "2023", "Den samlede radar", "Relevans", "3 ud af 4", "", "kommuner"),
        ("Apps", "2023", "", "Værdi", "blandt de tre øverste", "", ""),
    ]
    table = read(write_csv(tmp_path / "lang.csv", rows))
    assert [replace(each, row=table.radar.observations[0].row) for each in table.radar.observations[1:]] == [
        Observation(
            table.radar.observations[0].row, "2023", "samlet", None, "relevance", "3 ud af 4", 75.0, "pct.",
            among="kommuner",
        ),
        Observation(table.radar.observations[0].row, "2023", "samlet", "Apps", "value", "blandt de tre øverste"),
    ]  # fmt: skip
    assert said(table)[0] == ("2023", "Droner", "maturity", "6,5", 6.5, "point")
    assert (
        table.document.text.split("\n\n")[1]
        == "Alle teknologier – relevans: 3 ud af 4 kommuner (Teknologiradaren 2023, samlet)."
    )


def test_headings_that_are_not_understood_are_mapped_and_the_rest_is_said_not_to_be_read(tmp_path: Path) -> None:
    rows = [("Løsning", "Hvor langt", "Noter", "Teknologi"), ("Robotter", "AFPRØV", "ja", "nej")]
    path = write_csv(tmp_path / "egen.csv", rows)
    table = read(path, columns=(("technology", "Løsning"), ("stage", "Hvor langt")), values=(("edition", "2023"),))
    assert said(table) == [("2023", "Robotter", "stage", "AFPRØV", None, None)]
    assert table.remarks == ("Kolonner, der ikke er læst, fordi overskriften ikke kendes: »Noter«, »Teknologi«.",)


@pytest.mark.parametrize(
    ("rows", "how", "wrong", "way_out"),
    [
        ([("a", "b"), ("1", "2")], {}, "ingen overskrifter, der kan forstås: »a«, »b«", "[source.columns]"),
        ([("Teknologi", "Trin"), ("x", "KLAR")], {}, "mangler »udgave«", "[source.values]"),
        ([("Udgave", "Teknologi"), ("2023", "x")], {}, "ingen kolonne med noget, der er målt", "[source.columns]"),
        ([("Udgave", "Teknologi", "Måling"), ("2023", "x", "Trin")], {}, "mangler »værdi«", "Tilføj en kolonne"),
        ([("År", "Teknologi", "Trin", "Ring"), ("2023", "x", "KLAR", "")], {}, "»Trin« (C), »Ring« (D)", "Ret"),
        ([HEADINGS, *ROWS], {"columns": (("stage", "Ring 2"),)}, "ingen kolonne med overskriften »Ring 2«", "Ret den"),
        ([HEADINGS, ("2023", "", "x", "MODEN", "")], {}, "Den første: Række 2, kolonne »Trin« (D)", "KLAR, AFPRØV"),
        ([HEADINGS], {}, "Ingen af rækkerne", "kan tages med"),
        ([("", "")], {}, "ingen rækker", "rigtige fil"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_taken_is_refused_with_a_way_out(
    tmp_path: Path, rows: Sequence[Sequence[str]], how: dict[str, object], wrong: str, way_out: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(write_csv(tmp_path / "tabel.csv", rows), **how)
    assert wrong in str(refused.value)
    assert way_out in str(refused.value)


@pytest.mark.parametrize(
    ("column", "cell", "named", "reason"),
    [
        ("I drift", "120", "»I drift« (C)", "»120« er ikke en andel. Skriv et tal fra 0 til 100."),
        ("I drift", "-3", "»I drift« (C)", "»-3« er ikke en andel"),
        ("I drift", "5 ud af 4", "»I drift« (C)", "»5 ud af 4« er ikke en andel"),
        ("I drift", "12abc,3", "»I drift« (C)", "er ikke et tal"),
        ("Relevans (%)", "101", "»Relevans (%)« (C)", "er ikke en andel"),
        ("Trin", "MODEN", "»Trin« (C)", "»MODEN« er ikke et trin. Skriv et af disse: KLAR, AFPRØV, HOLD ØJE, AFVENT."),
        ("Trin", "", "»Trin« (C)", "Cellen er tom"),
        ("Trin", "x" * 5001, "»Trin« (C)", "for megen tekst"),
        ("url", "javascript:alert(1)", "»url« (C)", "er ikke en webadresse"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_named_and_the_others_are_taken(
    tmp_path: Path, column: str, cell: str, named: str, reason: str
) -> None:
    rows = [
        ("Udgave", "Teknologi", column, "Udbredelse"),
        ("2023", "Apps", "KLAR" if column == "Trin" else "https://a.dk" if column == "url" else "3", "stor"),
        ("2023", "Droner", cell, "" if not cell else "lille"),
        ("2023", "Robotter", "", "lille"),
    ]
    table = read(write_csv(tmp_path / "tabel.csv", rows))
    (only,) = table.refused
    assert only.startswith(f"Række 3, kolonne {named}: ")
    assert reason in only
    assert {each.technology for each in table.radar.observations} == {"Apps", "Robotter"}


@pytest.mark.parametrize(
    ("written", "stage"), [("KLAR ", "KLAR"), ("Hold øje", "HOLD ØJE"), ("hold-øje", "HOLD ØJE"), ("afprøv", "AFPRØV")]
)
def test_a_stage_is_the_same_however_it_is_written(tmp_path: Path, written: str, stage: str) -> None:
    (only,) = read(write_csv(tmp_path / "t.csv", [HEADINGS[:4], ("2023", "", "x", written)])).radar.observations
    assert only.stage == stage


def test_rows_that_contradict_each_other_both_stand_and_one_that_repeats_another_does_not(tmp_path: Path) -> None:
    row = ("2023", "samlet", "Droner", "KLAR", "")
    table = read(write_csv(tmp_path / "t.csv", [HEADINGS, row, ("2023", "samlet", "Droner", "AFVENT", ""), row]))
    assert [each.value for each in table.radar.observations] == ["KLAR", "AFVENT"]
    assert table.remarks == ("Række 2 og 3 siger hver sit om Droner: »KLAR«, »AFVENT«. Begge er taget med.",)
    assert table.refused == ("Række 4 gentager række 2.",)


def test_html_formulas_and_signs_that_a_terminal_obeys_are_words_like_any_other(tmp_path: Path) -> None:
    rows = [HEADINGS[:4], ("2023", "=HYPERLINK(1)", "<b>Droner</b>\x1b[31m\n\nog\u202e mere", "KLAR")]
    table = read(write_csv(tmp_path / "t.csv", rows))
    assert table.document.text == "<b>Droner</b> [31m og mere – trin: KLAR (Teknologiradaren 2023, =HYPERLINK(1))."


def test_quotation_marks_that_never_close_are_told_and_not_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'{";".join(HEADINGS)}\n2023;;Apps;KLAR;\n2023;;"Droner;KLAR;\n2023;;Robotter;KLAR;\n', "utf-8")
    with pytest.raises(Refused, match=r"Anførselstegnene i t\.csv går ikke op fra række 3"):
        read(path)


def test_more_rows_than_a_table_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.table.ROWS", 3)
    rows = [("2023", "samlet", f"Teknologi {number}", "KLAR", "") for number in range(4)]
    assert len(read(write_csv(tmp_path / "t.csv", [HEADINGS, *rows[:3]])).passages) == 3
    with pytest.raises(Refused, match=r"mere end 3 rækker\. Del tabellen op"):
        read(write_csv(tmp_path / "t.csv", [HEADINGS, *rows]))


@pytest.mark.parametrize("place", [0, 25, 26, 701, 702])
def test_columns_are_called_as_in_a_spreadsheet(place: int) -> None:
    assert grid.letters(place) == {0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA"}[place]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30).map(grid.tidy)
TECHNOLOGY = WORDS.filter(
    lambda text: len(text) > 2 and text.casefold() not in {"alle", "all", "n/a", "alle teknologier"}
)


@composite
def observed(draw: DrawFn) -> tuple[str, str, str, str, str]:
    measure = draw(st.sampled_from(MEASURES))
    number = draw(st.integers(0, 10_000)) / 100
    values = {"stage": st.sampled_from(STAGES), "text": TECHNOLOGY.map(lambda text: f"ord {text}")}
    value = draw(values["stage"] if measure == "stage" else st.just(f"{number:.2f}") | values["text"])
    unit = draw(st.sampled_from(["", "pct."])) if value[0].isdigit() else ""
    return str(draw(st.integers(2020, 2030))), draw(TECHNOLOGY), measure, value, unit


@given(
    st.lists(observed(), min_size=1, max_size=8),
    st.sampled_from(";\t,|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_comes_back_from_any_dialect(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str, str]], sign: str, encoding: str
) -> None:
    written = [
        tuple(
            cell.replace(".", ",") if at == 3 and sign != "," and cell[:1].isdigit() else cell
            for at, cell in enumerate(row)
        )
        for row in rows
    ]
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    write_csv(path, [("edition", "technology", "measure", "value", "unit"), *written], sign, encoding)
    table = read(path)
    back = [
        (
            each.edition,
            each.technology,
            each.measure,
            each.value.replace(",", ".") if each.number is not None else each.value,
            each.number,
        )
        for each in table.radar.observations
    ]
    expected = [
        (edition, technology, measure, value, float(value) if value[0].isdigit() else None)
        for edition, technology, measure, value, _ in rows
    ]
    assert len(back) + len(table.refused) == len(rows)
    assert all(why.startswith("Række") and "gentager" in why for why in table.refused)
    assert set(back) == set(expected)
    for each in table.radar.observations:
        words = table.document.text[each.row.passage.start : each.row.passage.end]
        assert Quote.at(table.document, each.row.passage.start, each.row.passage.end).text == normalised(words)
        assert each.value in words
