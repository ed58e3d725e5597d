"""A row is cited by the words of the source behind it, where they say it."""

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.stated import stated
from corpus.catalogue import read_catalogue
from corpus.quote import normalised
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.hashed import HashedEmbedder

NEWS = """# Havneby måler teknologi (fiktive eksempeldata)

## Robotterne

Robotsoftware er i drift i 3 ud af 4 kommuner, siger Havneby.

## Dronerne

Droner er i drift i 12 pct. af kommunerne. Havneby har 40 droner.
"""
ROWS = """edition;radar;technology;measure;value;unit;stated_in;place
2021;samlet;robotsoftware;in_operation;3 ud af 4;;nyhed;Robotterne
2021;samlet;droner;in_operation;12;pct.;nyhed;Dronerne
2021;samlet;sensorer;in_operation;55;pct.;nyhed;
2021;samlet;chatbots;in_operation;20;pct.;borte;
"""


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    folder: Path = tmp_path_factory.mktemp("stated")
    (folder / "nyhed.md").write_text(NEWS, "utf-8")
    (folder / "rows.csv").write_text(ROWS, "utf-8")
    (folder / "sources.toml").write_text(
        '[[source]]\nid = "nyhed"\nfile = "nyhed.md"\ntitle = "Havneby måler teknologi (fiktive eksempeldata)"\n'
        'published = 2021-03-01\n[[source]]\nid = "rows"\nfile = "rows.csv"\nkind = "radar"\n'
        'title = "Rækker (fiktive eksempeldata)"\n',
        "utf-8",
    )
    snapshots = Snapshots(folder / "data")
    build([read_catalogue(folder / "sources.toml")], snapshots, HashedEmbedder())
    return snapshots


@pytest.fixture(scope="module")
def snapshot(snapshots: Snapshots) -> Snapshot:
    return snapshots.open(HashedEmbedder())


@pytest.mark.parametrize(
    ("technology", "words"),
    [
        ("robotsoftware", "Robotsoftware er i drift i 3 ud af 4 kommuner, siger Havneby."),
        ("droner", "Droner er i drift i 12 pct. af kommunerne."),
        ("sensorer", None),  # no sentence has the number
        ("chatbots", None),  # the source is not at hand
    ],
)
def test_the_sentence_behind_a_row(snapshot: Snapshot, technology: str, words: str | None) -> None:
    row = next(each.row for each in snapshot.radar.observations if each.technology == technology)
    found = stated(snapshot, row, "")
    assert (found[0].text if found else None) == words
    if found:
        quote, passage = found
        assert passage.document_id == quote.document.source.id == "nyhed"
        assert quote.text == normalised(quote.document.text[quote.start : quote.end])


def test_the_answer_opens_the_sentence_and_still_knows_its_row(snapshots: Snapshots) -> None:
    assistant = Assistant(snapshots, HashedEmbedder())
    (cited,) = assistant.ask("Hvor mange kommuner har robotsoftware i drift i 2021?").citations
    assert (cited.quote.document.source.id, cited.edition, cited.radar) == ("nyhed", "2021", "samlet")
    assert cited.row is not None
    assert (cited.row.document_id, cited.row.number) == ("rows", 2)
    assert cited.of_row is not None
    assert "3 ud af 4" in cited.of_row.quote.text
    (own,) = assistant.ask("Hvor stor en andel har sensorer i drift i 2021?").citations
    assert own.of_row is None
    assert own.quote.document.source.id == "rows"
