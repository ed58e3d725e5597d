import pytest

from assistant.radar_answer import told
from assistant.radar_held import lacking
from assistant.radar_names import Names
from assistant.radar_reading import reading
from assistant.radar_said import said
from assistant.radar_saying import Saying
from corpus.radar import Radar

NUMBER = "Rækkerne fra radaren beskriver det, men har ikke noget tal for det."
DAY = "Rækkerne fra radaren siger kun, hvilket år udgaven kom."
TOWNS = "Rækkerne fra radaren siger ikke, hvilke kommuner det er."
FIELDS = "Rækkerne fra radaren siger ikke, hvilke fagområder det er."
REPLIES = "Rækkerne fra radaren siger kun, hvor mange svar der kom i alt."


def lacks(radar: Radar, text: str) -> str | None:
    """What is said to lack, of a question that the rows do tell something of."""
    chosen = radar.of()
    saying = Saying(chosen, "da")
    parts = said(Names(radar), text)
    question = reading(chosen, parts)
    assert question is not None
    assert question.whole
    answer = told(chosen, question, saying)
    assert answer is not None
    found = lacking(parts, question, answer, saying)
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hvor mange kommuner har casen Tagene fra oven?", NUMBER),
        ("Hvilken dag udkom radaren i 2032?", DAY),
        ("Hvilke kommuner har apps i drift?", TOWNS),
        ("Hvilke fagområder har apps i drift?", FIELDS),
        ("Hvor mange kommuner svarede på radaren i 2033?", REPLIES),
        ("Hvor mange fra Havneby svarede på radaren i 2033?", REPLIES),
    ],
)
def test_another_side_than_the_one_asked_for_settles_nothing(radar: Radar, text: str, expected: str) -> None:
    assert lacks(radar, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hvor mange kommuner har apps i drift?",
        "Hvilken dag udkom radaren i 2033?",
        "Hvilken måned udkom radaren i 2032?",
        "Hvilket år udkom radaren i 2032?",
        "Hvor mange svarede på radaren i 2033?",
        "Hvilken kommune har casen Tagene fra oven?",
    ],
)
def test_the_side_that_was_asked_for_settles_it(radar: Radar, text: str) -> None:
    assert lacks(radar, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Hvornår slutter Dronevagten?",
        "Hvem byggede Tale til journal?",
        "Hvornår gik henholdsvis Dronevagten og Job i brillen i gang?",
    ],
)
def test_what_else_happened_to_a_project_is_not_for_the_rows(radar: Radar, text: str) -> None:
    found = reading(radar.of(), said(Names(radar), text))
    assert found is not None
    assert not found.whole
