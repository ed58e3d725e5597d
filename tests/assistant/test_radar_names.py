import pytest

from assistant.radar_names import Names, forms
from corpus.radar import Radar


@pytest.fixture(scope="module")
def names(radar: Radar) -> Names:
    return Names(radar)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("chatbotterne", "Chatbots"),  # an inflection
        ("selvkørende biler", "Autonome køretøjer"),  # an alias
        ("maskinlæring", "Machine learning"),
        ("genAI", "Generativ AI"),
        ("droneteknologi", "Droner"),  # a compound with a word that adds nothing
        ("chat bots", "Chatbots"),  # written apart
        ("virtualreality", "Virtual reality"),  # and as one
        ("blokchain", "Blockchain"),  # a slip
        ("tågebrillene", "Tågebriller"),
        ("driverless cars", "Autonome køretøjer"),  # English
    ],
)
def test_a_technology_is_found_however_it_is_said(names: Names, said: str, name: str) -> None:
    found = names.found(f"Hvor langt er {said}?")
    assert [each.name for each in found if each.kind == "technology"] == [name]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("sundhedsradaren", "Sundhed og ældre"),
        ("skoleområdet", "Børn og skole"),
        ("teknik og miljø", "Klima, teknik og miljø"),
        ("jobcenter", "Beskæftigelse og integration"),
        ("the health radar", "Sundhed og ældre"),
    ],
)
def test_a_fagområde_is_found_by_its_name_its_aliases_and_its_pieces(names: Names, said: str, name: str) -> None:
    assert name in [each.name for each in names.found(f"Hvad står på {said}?") if each.kind == "radar"]


def test_what_is_a_word_of_its_own_is_no_slip_of_a_name(names: Names) -> None:
    assert not names.found("Hvor mange var der, og hvad koster skolemad og kloder?")


def test_a_town_has_no_other_forms(names: Names) -> None:
    assert [each.name for each in names.found("Hvad har Havnebys skoler?") if each.kind == "place"] == ["Havneby"]
    assert [each.name for each in names.found("Hvad gør Fjollerup Kommune?")] == ["Fjollerup"]


def test_the_longest_name_counts_and_says_where_it_stands(names: Names) -> None:
    text = "Hvad er generativ kunstig intelligens?"
    (found,) = [each for each in names.found(text) if each.kind == "technology"]
    assert text[found.start : found.end] == "generativ kunstig intelligens"


def test_forms_of_one_word_have_one_in_common() -> None:
    assert forms("robotter") & forms("robotten")
    assert forms("apps") & forms("app")
    assert not forms("app") & forms("april")
