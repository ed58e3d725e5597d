from datetime import date

import pytest

from corpus.passage import Passage, Span
from corpus.source import Source
from corpus.windows import over

PASSAGE = Passage("p", "havneby", 0, 9, "Robotter › I køkkenet", (Span(0, 9),))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            Source(id="x", title="Havneby\n 2023", publisher="KL", kind="rapport", published=date(2023, 5, 1)),
            ["Havneby 2023", "KL", "rapport", "2023", "Robotter › I køkkenet"],
        ),
        (Source(id="x", title="Havneby"), ["Havneby", "Robotter › I køkkenet"]),
    ],
)
def test_what_stands_over_a_passage_names_all_that_is_known(source: Source, told: list[str]) -> None:
    found = over(source, PASSAGE)
    assert all(each in found for each in told)
    assert found.startswith(told[0])
    assert found.endswith("I køkkenet")
    assert "None" not in found


def test_a_passage_under_no_heading_has_its_title_over_it() -> None:
    bare = Passage("p", "havneby", 0, 9, None, (Span(0, 9),))
    found = over(Source(id="x", title="Havneby"), bare)
    assert found.startswith("Havneby")
    assert "None" not in found
