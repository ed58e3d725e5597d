"""The shipped rows beside the sources they name: nothing in a row that its source does not say."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date

import pypdf
import pytest

from corpus.catalogue import BUNDLED, read_catalogue
from corpus.radar import STAGES, Radar, Row
from corpus.source import Source
from ingest.dates import in_danish
from ingest.table import read_table
from tests.corpus.test_digests_kl import ORIGINALS, TITLES, needs_originals, runs

SOURCES = {source.id: source for source in read_catalogue(BUNDLED).sources}
TABLES = [source for source in SOURCES.values() if source.table]
NAMED_BESIDES = {
    ("radar-udgaver", 3): "teknologiradar-2021-copi",
    ("kommunale-cases", 2): "haderslev-plejehjem-i-eget-hjem",
}
"""Rows that hold a fact of another source besides, which their place names."""
UNDATED = {"teknologiradar-2020-itbranchen"}
"""Tells of the first radar, just launched, without naming the year."""
IN_WORDS = {"8": "otte", "2": "to", "5": "fem", "6": "seks"}


def digest(source_id: str) -> str:
    file = SOURCES[source_id].file
    assert file
    return file.with_suffix(".md").read_text("utf-8")


def original(source_id: str) -> str | None:
    """KL's own words, where they are here."""
    text, report = (ORIGINALS / "kl" / f"{source_id}{ending}" for ending in (".txt", ".pdf"))
    if report.is_file():
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(report).pages)
    return text.read_text("utf-8") if text.is_file() else None


def read(source: Source) -> Radar:
    assert source.file
    table = read_table(source, source.file)
    assert not table.refused
    assert not table.remarks
    return table.radar


def rows() -> Iterator[tuple[str, Row, str]]:
    """Every shipped row: its table, where it stands and what is said in it, place and address left out."""
    for source in TABLES:
        radar = read(source)
        assert source.file
        lines = source.file.read_text("utf-8").splitlines()
        for row in {row.number: row for row in radar.rows}.values():
            said = lines[row.number - 1].rsplit(f";{row.stated_in};", 1)[0]
            yield source.id, row, said


ROWS = list(rows())


def figures(said: str, text: str) -> set[str]:
    """The figures of a row that ``text`` does not have, in figures or in words."""
    dates = re.findall(r"\b(\d{4})-(\d\d)-(\d\d)\b", said)
    for year, month, day in dates:
        assert in_danish(date(int(year), int(month), int(day)), "day") in text
        said = said.replace(f"{year}-{month}-{day}", "")
    found = set(re.findall(r"\d+", said))
    return {
        each for each in found if not re.search(rf"(?<!\d){each}(?!\d)", text) and IN_WORDS.get(each, "\0") not in text
    }


def texts(table: str, row: Row) -> list[str]:
    assert row.stated_in
    return [digest(name) for name in (row.stated_in, NAMED_BESIDES.get((table, row.number))) if name]


@pytest.mark.parametrize(
    ("table", "row", "said"), ROWS, ids=lambda given: given.number if isinstance(given, Row) else ""
)
def test_every_figure_of_a_row_is_in_the_source_it_names(table: str, row: Row, said: str) -> None:
    if row.stated_in in UNDATED:
        said = said.replace("2020;", "", 1)
    assert not figures(said, "\n".join(texts(table, row)))


@needs_originals
@pytest.mark.parametrize(
    ("table", "row", "said"), ROWS, ids=lambda given: given.number if isinstance(given, Row) else ""
)
def test_every_figure_of_a_row_is_in_kl_s_own_words(table: str, row: Row, said: str) -> None:
    theirs = original(row.stated_in or "")
    if theirs is None:
        pytest.skip("not one of KL's texts")
    besides = NAMED_BESIDES.get((table, row.number))
    assert not figures(said, theirs + (digest(besides) if besides else ""))


@pytest.mark.parametrize(
    ("table", "row", "said"), ROWS, ids=lambda given: given.number if isinstance(given, Row) else ""
)
def test_every_row_names_a_source_of_the_catalogue_and_its_address(table: str, row: Row, said: str) -> None:
    assert row.stated_in in SOURCES
    assert row.url == SOURCES[row.stated_in].url
    headings = re.findall(r"^#+ (.+)$", digest(row.stated_in), re.MULTILINE)
    place = (row.place or "").split("; ")[0]
    assert not place or place in headings or place.startswith(("side ", "antallet af fagområder"))


def test_every_municipality_of_a_row_is_in_the_source_it_names() -> None:
    for source in TABLES:
        radar = read(source)
        named = [(case.row, case.municipality) for case in radar.cases]
        named += [(pilot.row, name) for pilot in radar.pilots for name in (*pilot.municipalities, *pilot.partners)]
        for row, name in named:
            assert name in "\n".join(texts(source.id, row)), (name, row.stated_in)


def test_every_technology_of_a_measurement_is_in_the_source_it_names() -> None:
    (source,) = [source for source in TABLES if source.table and source.table.name == "observations"]
    for each in read(source).observations:
        if each.technology:
            text = digest(each.row.stated_in or "").casefold().replace("-", " ").replace("(", "")
            assert each.technology.casefold().replace("-", " ") in text, each
        assert each.municipality is None


def test_the_two_times_three_out_of_four_are_on_their_own_radars() -> None:
    (source,) = [source for source in TABLES if source.table and source.table.name == "observations"]
    found = {
        (each.technology, each.measure, each.radar): each
        for each in read(source).observations
        if each.value == "3 ud af 4"
    }
    assert set(found) == {
        ("robotsoftware", "in_operation", "samlet"),
        ("sensorer", "prevalence", "det tekniske område"),
    }
    assert all((each.number, each.among) == (75.0, "kommuner") for each in found.values())


def test_the_one_ring_that_is_told_and_the_thirty_kryds() -> None:
    radar = sum((read(source) for source in TABLES), Radar())
    rings = [(each.edition, each.radar, each.technology, each.stage) for each in radar.observations if each.stage]
    assert rings == [("2020", "teknik og miljø", "IoT-sensorer", STAGES[0])]
    assert len(radar.kryds) == len({(each.technology, each.area) for each in radar.kryds}) == 30


@needs_originals
def test_no_sentence_of_a_row_is_kl_s_own() -> None:
    originals = [*(ORIGINALS / "kl").glob("*.txt"), *(ORIGINALS / "kl-transcript").glob("*.txt")]
    theirs = set().union(*(runs(path.read_text("utf-8")) for path in originals))
    for source in TABLES:
        assert source.file
        parts = [source.file.read_text("utf-8").replace(";", "\n")]
        for title in TITLES:
            parts = [piece for part in parts for piece in part.split(title)]
        assert not {run for part in parts for line in part.splitlines() for run in runs(line)} & theirs


def test_the_tables_are_in_the_catalogue() -> None:
    named = {source["file"] for source in tomllib.loads(BUNDLED.read_text("utf-8"))["source"]}
    assert {f"radar/{file.name}" for file in (BUNDLED.parent / "radar").glob("*.csv")} <= named
