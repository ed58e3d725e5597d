"""Tables in a snapshot: their rows can be asked for and quoted, and no search for text ever meets them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.quote import Quote
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots
from ingest.build import Built, Line, build
from ingest.originals import Originals
from tests.ingest.fictional import TEXTS, write_corpus
from tests.ingest.tables import HEADINGS, ROWS, csv_text, write_csv, write_xlsx

TECHNOLOGIES = [
    ("Teknologi", "Andre navne", "Beskrivelse"),
    ("robotsoftware", "RPA; softwarerobotter", "Faste arbejdsgange."),
]
OWN = ("Løsning", "Trin", "Andel, der bruger den (%)", "Bemærkning")


def catalogue(folder: Path, rows: Sequence[tuple[str, ...]], texts: dict[str, str] | None = None) -> Path:
    """Two texts, a table of technologies and a kommunerapport with ``rows``, all fiktive eksempeldata."""
    path = write_corpus(folder, texts)
    write_csv(folder / "teknologier.csv", TECHNOLOGIES)
    write_csv(folder / "havneby.csv", [OWN, *rows], encoding="cp1252")
    path.write_text(
        path.read_text("utf-8")
        + """
[[source]]
id = "teknologier"
file = "teknologier.csv"
title = "Teknologier (fiktive eksempeldata)"
kind = "radar"
table = "technologies"

[[source]]
id = "havneby-radar"
file = "havneby.csv"
title = "Havneby Kommunes radar (fiktive eksempeldata)"
kind = "radar"
[source.columns]
technology = "Løsning"
in_operation = "Andel, der bruger den (%)"
[source.values]
edition = 2023
municipality = "Havneby"
""",
        "utf-8",
    )
    return path


ROWS_OF_OWN = [("RPA", "Klar", "75,5", "x"), ("Robotsoftvare", "AFPRØV", "12", ""), ("Droner", "", "120", "")]


def built(tmp_path: Path, embedder: Embedder, rows: Sequence[tuple[str, ...]] | None = None) -> Built:
    path = catalogue(tmp_path / "corpus", rows or ROWS_OF_OWN)
    return build([read_catalogue(path)], Snapshots(tmp_path / "data"), embedder)


def opened(tmp_path: Path, embedder: Embedder) -> Snapshot:
    return Snapshots(tmp_path / "data").open(embedder)


def line(made: Built, name: str) -> Line:
    return next(each for each in made.lines if each.name == name)


def test_rows_are_in_the_snapshot_and_each_can_be_quoted(tmp_path: Path, embedder: Embedder) -> None:
    made = built(tmp_path, embedder)
    snapshot = opened(tmp_path, embedder)
    assert [each.technology for each in snapshot.radar.observations] == [
        "robotsoftware",
        "robotsoftware",
        "Robotsoftvare",
        "Robotsoftvare",
    ]
    for each in snapshot.radar.observations:
        passage = snapshot.passage(each.row.passage.id)
        assert passage == each.row.passage
        document = snapshot.document(each.row.document_id)
        assert each.value in Quote.at(document, passage.start, passage.end).text
    with pytest.raises(KeyError):
        snapshot.passage("findes ikke")
    assert {held.source.id: (held.passages > 0, held.rows) for held in snapshot.manifest.held} == {
        "havneby": (True, 0),
        "bakkedal": (True, 0),
        "teknologier": (False, 1),
        "havneby-radar": (False, 2),
    }
    own = line(made, "havneby-radar")
    assert (own.read, own.added, own.refused) == (2, 2, None)
    assert own.rows_refused == (
        "Række 4, kolonne »Andel, der bruger den (%)« (C): »120« er ikke en andel. Skriv et tal fra 0 til 100.",
    )
    assert own.remarks == (
        "Kolonner, der ikke er læst, fordi overskriften ikke kendes: »Bemærkning«.",
        "Række 3: teknologien »Robotsoftvare« kendes ikke. Den, der ligner mest, er »robotsoftware«. "
        "Den er taget med, som den er skrevet.",
    )


def test_a_kommunerapport_is_seen_only_where_it_is_chosen(tmp_path: Path, embedder: Embedder) -> None:
    built(tmp_path, embedder)
    radar = opened(tmp_path, embedder).radar
    assert not radar.of().observations
    assert {each.municipality for each in radar.of(["havneby-radar"]).observations} == {"Havneby"}
    assert radar.of().technologies == radar.technologies


def test_no_search_for_text_meets_a_row(tmp_path: Path, embedder: Embedder) -> None:
    built(tmp_path, embedder)
    snapshot = opened(tmp_path, embedder)
    texts = {"havneby", "bakkedal"}
    assert {passage.document_id for passage in snapshot.passages} == texts
    assert snapshot.lexical.index.scores["num_docs"] == len(snapshot.passages)
    assert {snapshot.passage(name).document_id for name, _ in snapshot.nearest(embedder.query("RPA"), 50)} == texts
    assert "robotsoftvare" not in snapshot.words


def test_the_same_table_changes_nothing_and_another_row_or_mapping_does(tmp_path: Path, embedder: Embedder) -> None:
    first = built(tmp_path, embedder)
    again = built(tmp_path, embedder)
    assert (again.is_new, again.snapshot_id) == (False, first.snapshot_id)
    assert line(again, "havneby-radar").rows_refused
    more = built(tmp_path, embedder, [*ROWS_OF_OWN, ("Apps", "KLAR", "1", "")])
    own = line(more, "havneby-radar")
    assert (more.is_new, more.embedded, own.read, own.added, own.unchanged, own.gone) == (True, 0, 3, 1, 2, 0)
    path = tmp_path / "corpus" / "sources.toml"
    path.write_text(path.read_text("utf-8").replace('municipality = "Havneby"', 'municipality = "Bakkedal"'), "utf-8")
    other = build([read_catalogue(path)], Snapshots(tmp_path / "data"), embedder)
    assert (other.is_new, line(other, "havneby-radar").unchanged) == (True, 0)


def test_a_damaged_table_is_said_and_made_again_by_an_ingest(tmp_path: Path, embedder: Embedder) -> None:
    first = built(tmp_path, embedder)
    (Snapshots(tmp_path / "data").folder(first.snapshot_id) / "radar.json").write_text('{"editions": 1}', "utf-8")
    with pytest.raises(Refused, match="er beskadiget"):
        _ = opened(tmp_path, embedder).radar
    assert built(tmp_path, embedder).is_new
    assert opened(tmp_path, embedder).radar.observations


def test_a_snapshot_of_tables_alone(tmp_path: Path, embedder: Embedder) -> None:
    write_csv(tmp_path / "corpus-radar.csv", [HEADINGS, *ROWS])
    folder = tmp_path / "mappe"
    folder.mkdir()
    write_csv(folder / "radar-2023.csv", [HEADINGS, *ROWS])
    build([read_catalogue(folder)], Snapshots(tmp_path / "data"), embedder)
    snapshot = opened(tmp_path, embedder)
    assert len(snapshot.radar.observations) == 4
    assert not snapshot.passages
    assert snapshot.nearest(embedder.query("robotsoftware"), 5) == []
    assert snapshot.lexical.scores([("robotsoftware", 1.0)]).max(initial=0) == 0


def test_a_folder_takes_the_tables_whose_headings_say_which_they_are(tmp_path: Path, embedder: Embedder) -> None:
    folder = tmp_path / "mappe"
    folder.mkdir()
    (folder / "havneby.md").write_text(TEXTS["havneby"], "utf-8")
    write_xlsx(folder / "Radar 2023.xlsx", [HEADINGS, *ROWS])
    write_csv(folder / "teknologier.csv", TECHNOLOGIES)
    write_csv(folder / "cases.csv", [("Case", "Kommune", "Tekst"), ("Robotten", "Havneby Kommune", "Den skar kål.")])
    write_csv(folder / "uden-udgave.csv", [("Teknologi", "Trin"), ("Apps", "KLAR")])
    made = build([read_catalogue(folder)], Snapshots(tmp_path / "data"), embedder)
    radar = opened(tmp_path, embedder).radar
    assert (len(radar.observations), len(radar.technologies)) == (4, 1)
    assert [(case.name, case.municipality) for case in radar.cases] == [("Robotten", "Havneby")]
    assert line(made, "radar-2023").refused is None
    (refused,) = [each for each in made.lines if each.refused]
    assert refused.name == "uden-udgave"
    assert "mangler »udgave«. Tilføj en kolonne, eller skriv edition under [source.columns] eller" in str(
        refused.refused
    )
    assert opened(tmp_path, embedder).sources["radar-2023"].title == "Radar 2023"


def test_a_table_that_was_fetched_from_its_address(tmp_path: Path, embedder: Embedder) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[[source]]\nid = "r"\ntitle = "R"\nkind = "radar"\nurl = "https://example.org/r"\n', "utf-8")
    catalogue = read_catalogue(path)
    snapshots = Snapshots(tmp_path / "data")
    with pytest.raises(Refused, match="har kun en adresse"):
        build([catalogue], snapshots, embedder)
    body = csv_text([HEADINGS, *ROWS]).encode("cp1252")
    Originals(tmp_path / "data" / "originals").keep(
        catalogue.sources[0], body, ".csv", final_url="https://example.org/r"
    )
    build([catalogue], snapshots, embedder)
    assert len(opened(tmp_path, embedder).radar.observations) == 4
