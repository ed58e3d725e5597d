from datetime import date

import pytest

from assistant.differing import differing
from assistant.extract import AT_MOST
from assistant.question import Question, understood
from tests.assistant.made import scored, single

OLD = single("I drift i 12 kommuner.", "radar-2019", date(2019, 3, 1), number=1, names=1, own=1)
NEW = single("I drift i 30 kommuner.", "radar-2021", date(2021, 3, 1), number=1, names=1, own=1)


def question(text: str) -> Question:
    asked = understood(text)
    assert isinstance(asked, Question)
    return asked


COUNT = question("Hvor mange kommuner har robotsoftware i drift?")


def test_both_numbers_are_given_the_newest_first() -> None:
    assert differing(COUNT, scored([OLD, NEW], [2.0, 1.8])) == [NEW, OLD]


def test_a_source_without_a_date_stands_last() -> None:
    undated = single("I drift i 7 kommuner.", "notat", number=1, names=1, own=1)
    assert differing(COUNT, scored([undated, OLD], [2.0, 1.8])) == [OLD, undated]


@pytest.mark.parametrize(
    "other",
    [
        single("I drift i 12 kommuner i 2021.", "nyhed", number=1, names=1, own=1),
        single("I drift i 30 kommuner.", "radar-2019", number=1, names=1, own=1),
        single("I drift i 30 kommuner.", "nyhed", number=0.5, names=1, own=1),
        single("30 kommuner.", "nyhed", number=1, names=1, own=0.2),
        single("I drift i mange kommuner.", "nyhed", number=1, names=1, own=1),
    ],
    ids=["the same number", "the same source", "a number of something else", "says less", "no number"],
)
def test_what_is_no_other_number_for_the_same(other: object) -> None:
    assert differing(COUNT, scored([OLD, other], [2.0, 1.9])) == []  # type: ignore[list-item]


def test_one_that_is_far_behind_is_not_held_against_it() -> None:
    assert differing(COUNT, scored([OLD, NEW], [9.0, 1.0])) == []


@pytest.mark.parametrize(
    "text", ["Hvor mange kommuner havde robotsoftware i 2021?", "Hvem har robotsoftware?", "Hvad er robotsoftware?"]
)
def test_only_a_number_without_a_year_can_differ(text: str) -> None:
    assert differing(question(text), scored([OLD, NEW], [2.0, 1.8])) == []


def test_never_more_than_an_answer_holds() -> None:
    every = [single(f"I drift i {n} kommuner.", f"kilde-{n}", number=1, names=1, own=1) for n in range(3, 10)]
    assert len(differing(COUNT, scored(every, [2.0] * len(every)))) == AT_MOST
    assert differing(COUNT, []) == []


def test_numbers_of_two_municipalities_do_not_disagree() -> None:
    one = single("Havneby Kommune har 12 droner.", "havneby", number=1, names=1, own=1)
    other = single("Bakkedal Kommune har 30 droner.", "bakkedal", number=1, names=1, own=1)
    elsewhere = single("Der er 30 droner.", "nyhed", number=1, names=0, own=1)
    asked = question("Hvor mange droner har kommunen?")
    assert differing(asked, scored([one, other, elsewhere], [2.0, 1.9, 1.9])) == []
