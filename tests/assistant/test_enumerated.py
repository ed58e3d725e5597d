import pytest

from assistant.enumerated import enumerated
from tests.assistant.made import passage, single

SENTENCES = [
    "Havnebys plan har tre spor: Det første spor er sensorer i havnen.",
    "Det andet spor er droner over tagene.",
    "Det tredje spor er robotter på lageret.",
    "Planen kostede 4 mio. kr.",
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hvilke tre spor har planen?", [0, 1, 2]),
        ("Hvad er de tre spor?", [0, 1, 2]),
        ("Planen har tre spor, hvad er de?", [0, 1, 2]),
        ("Which three tracks are there?", [0, 1, 2]),
        ("Hvad er det første og det tredje spor?", [0, 2]),
        ("What are the second and the third track?", [1, 2]),
        ("Hvad er det andet spor?", []),
        ("Hvad handler spor om?", []),
    ],
)
def test_as_much_is_told_as_is_asked_for(question: str, expected: list[int]) -> None:
    every = passage(SENTENCES)
    lead = every[expected[-1]] if expected else every[1]
    told = enumerated(question, lead, [*reversed(every), single("Det første spor er et andet.", "skovlund")])
    assert [each.quote.text for each in told] == [SENTENCES[at] for at in expected]


def test_what_counts_nothing_off_is_left_to_answer_alone() -> None:
    every = passage(SENTENCES)
    assert enumerated("Hvilke tre spor har planen?", every[3], every) == []
    assert enumerated("Hvad er det andet og det tredje spor?", every[0], every) == []


def test_what_is_counted_of_another_thing_is_not_of_it() -> None:
    every = passage(["Det første spor er sensorer.", "Den anden rapport er kort.", "Det andet spor er droner."])
    told = enumerated("Hvilke spor er der?", every[0], every)
    assert [each.quote.text for each in told] == ["Det første spor er sensorer.", "Det andet spor er droner."]
