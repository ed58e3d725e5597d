"""The columns of the tables: told apart by their headings, and all of them in the documentation."""

from dataclasses import fields
from pathlib import Path

import pytest

from corpus.radar import MEASURES, Radar
from corpus.tables import SCHEMAS, STATED_COLUMNS, Schema, plain, table_named, unit_of

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "radar-data.md").read_text("utf-8")


def test_there_is_a_table_for_each_kind_of_row() -> None:
    assert set(SCHEMAS) == {part.name for part in fields(Radar)}
    assert set(SCHEMAS["observations"].measures) == set(MEASURES)
    assert SCHEMAS["kryds"].measures == ()


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=lambda schema: schema.name)
def test_no_heading_is_of_two_columns_and_each_has_its_own(schema: Schema) -> None:
    known = [heading for column, headings in schema.columns.items() for heading in {column, *headings}]
    named = [plain(heading) for heading in known]
    assert not {heading for heading in named if named.count(heading) > 1}
    assert {column: schema.column(column.upper()) for column in schema.columns} == {
        each: each for each in schema.columns
    }
    assert {*schema.needed} | {*STATED_COLUMNS} <= {*schema.columns}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=lambda schema: schema.name)
def test_every_column_is_documented(schema: Schema) -> None:
    assert f"**`{schema.name}`**" in DOCUMENTED
    for column in schema.columns:
        assert f"`{column}`" in DOCUMENTED


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("I drift (%)", "in_operation"),
        ("  UDBREDELSE ", "prevalence"),
        ("Teknisk_modenhed", "maturity"),
        ("In operation", "in_operation"),
        ("Fagområde:", "radar"),
        ("Overvejer ikke [pct.]", "not_considering"),
        ("Farve", None),
        ("", None),
    ],
)
def test_a_heading_is_understood_however_it_is_written(heading: str, column: str | None) -> None:
    assert SCHEMAS["observations"].column(heading) == column


def test_the_unit_of_a_heading() -> None:
    assert [unit_of(each) for each in ("I drift (%)", "I drift [i pct.]", "I drift (2023)", "I drift")] == [
        "pct.", "pct.", None, None,
    ]  # fmt: skip


def test_a_table_by_its_name_with_and_without_danish_letters() -> None:
    assert table_named("fagomraader") == table_named("Fagområder") == "fagområder"
    assert table_named("boller") is None
