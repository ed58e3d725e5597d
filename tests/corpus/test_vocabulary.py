import unicodedata
from itertools import permutations

import pytest

from corpus.terms import terms
from corpus.vocabulary import NEAR, SAME, expansions, read

WRITTEN = read()
GROUPS = [group["words"] for group in WRITTEN["same"]]


def brought(text: str) -> dict[str, float]:
    return {" ".join(expansion.terms): expansion.weight for expansion in expansions(text)}


def every_expression() -> set[str]:
    near = {word for entry in WRITTEN["near"] for word in entry["of"] + entry["brings"]}
    english = set(WRITTEN["english"]) | {word for words in WRITTEN["english"].values() for word in words}
    return {word for group in GROUPS for word in group} | near | english


def test_there_is_a_vocabulary_to_speak_of() -> None:
    assert len(GROUPS) >= 250
    assert len(WRITTEN["near"]) >= 250
    assert len(WRITTEN["english"]) >= 550


def test_expressions_are_plain_lower_case_with_terms() -> None:
    for word in every_expression():
        assert word == unicodedata.normalize("NFC", " ".join(word.lower().split()))
        assert terms(word)


def test_no_expression_is_in_two_groups_and_none_twice_in_one() -> None:
    seen = [tuple(terms(word)) for group in GROUPS for word in group]
    assert len(seen) == len(set(seen))
    assert all(len(group) > 1 for group in GROUPS)


def test_an_english_expression_is_no_danish_one() -> None:
    danish = {tuple(terms(word)) for group in GROUPS for word in group}
    danish |= {tuple(terms(word)) for entry in WRITTEN["near"] for word in entry["of"]}
    assert not danish & {tuple(terms(word)) for word in WRITTEN["english"]}
    assert all(words for words in WRITTEN["english"].values())


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_each_of_a_group_brings_each_other(group: list[str]) -> None:
    for one, other in permutations(group, 2):
        whole = " ".join(terms(word)[0] for word in other.split())
        assert brought(f"Har I prøvet {one.capitalize()}?")[whole] == SAME


def test_inflected_words_and_both_spellings_with_a_hyphen_are_found() -> None:
    assert brought("softwarerobotterne")["rpa"] == SAME
    assert brought("software-robotter")["rpa"] == SAME
    assert brought("RPA-robotter")["robotsoftware"] == SAME
    assert brought("de førerløse biler")["selvkørende bil"] == SAME
    assert brought("self-driving cars")["selvkørende bil"] == brought("self driving cars")["selvkørende bil"] == SAME


def test_what_is_near_counts_less_and_one_way_only() -> None:
    assert brought("Findes der tingenes internet?")["sensor"] == NEAR < SAME
    assert brought("Hvad koster det?")["krone"] == NEAR
    assert "koste" not in brought("tre kroner")


def test_the_longest_expression_counts() -> None:
    assert "ki" in brought("kunstig intelligens")
    assert "ki" not in brought("generativ kunstig intelligens")
    assert "pleje" not in brought("a nursing home")


def test_an_english_question_reaches_danish_text() -> None:
    found = brought("How many municipalities use robotic process automation in elderly care?")
    assert {"kommune", "bruge", "robotsoftware", "ældrepleje", "antal"} <= found.keys()
    found = brought("What are the nine pilot projects about driverless cars and refugees?")
    assert {"ni", "pilotprojekt", "selvkørende bil", "autonom køretøj", "flygtning"} <= found.keys()


def test_what_the_field_has_no_other_words_for_brings_nothing() -> None:
    assert expansions("Hvad er hovedstaden i Frankrig?") == expansions("") == expansions("!?") == ()
