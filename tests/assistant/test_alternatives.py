import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.alternatives import MOST, alternatives, pair


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Hvad kostede det i 2020 og 2021?", ("Hvad kostede det i 2020?", "Hvad kostede det i 2021?")),
        (
            "How many sensors were there in 2019 and in 2021?",
            ("How many sensors were there in 2019?", "How many sensors were there in 2021?"),
        ),
        (
            "Hvad er forskellen på radaren i 2020 og 2021?",
            ("Hvad er forskellen på radaren i 2020?", "Hvad er forskellen på radaren i 2021?"),
        ),
        (
            "Er droner mere udbredt i 2024 end i 2023?",
            ("Er droner mere udbredt i 2024?", "Er droner mere udbredt i 2023?"),
        ),
    ],
)
def test_the_same_of_several_years(question: str, asked: tuple[str, ...]) -> None:
    assert alternatives(question) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Hvad er forskellen på en drone og en robot?", ("Hvad er en drone?", "Hvad er en robot?")),
        (
            "Hvad siger både Havneby og Bakkedal om droner?",
            ("Hvad siger Havneby om droner?", "Hvad siger Bakkedal om droner?"),
        ),
        (
            "What do both Havneby and Bakkedal say about drones?",
            ("What do Havneby say about drones?", "What do Bakkedal say about drones?"),
        ),
        ("Bruges både robotter og droner?", ("Bruges robotter?", "Bruges droner?")),
        (
            "Er der både droner i Havneby og robotter i Bakkedal?",
            ("Er der droner i Havneby?", "Er der robotter i Bakkedal?"),
        ),
    ],
)
def test_the_same_of_each_of_two(question: str, asked: tuple[str, ...]) -> None:
    assert alternatives(question) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "Hvad kom først, dronen eller robotten?",
            ("Hvad kom først, dronen?", "Hvad kom først, robotten?"),
        ),
        (
            "Which is older: the drone or the robot?",
            ("Which is older: the drone?", "Which is older: the robot?"),
        ),
        (
            "Hvad siges der om droner og om robotter?",
            ("Hvad siges der om droner?", "Hvad siges der om robotter?"),
        ),
        (
            "Hvad har Odense og Aalborg prøvet?",
            ("Hvad har Odense prøvet?", "Hvad har Aalborg prøvet?"),
        ),
        (
            "Odense, Aalborg og Vejle har hver sin robot, hvad bruges den til?",
            tuple(f"{town} har robot, hvad bruges den til?" for town in ("Odense", "Aalborg", "Vejle")),
        ),
    ],
)
def test_the_same_of_those_that_are_named_side_by_side(question: str, asked: tuple[str, ...]) -> None:
    assert alternatives(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Vil I have kaffe eller te?",
        "Er den for skoler, eller er den for alle?",
        "Hvad skete der i 2018-2021?",
        "Hvad siger rapporten fra 2018 om målene for 2021?",
        "Hvad bruger børn og unge robotter til?",
        "både og",
        "",
    ],
)
def test_what_asks_of_one_thing_has_none(question: str) -> None:
    assert alternatives(question) == ()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Hvad er det første og det fjerde krav?", ("Hvad er det første krav?", "Hvad er det fjerde krav?")),
        ("Hvad er krav to og tre?", ("Hvad er krav to?", "Hvad er krav tre?")),
        (
            "Støj og lys i 2021: hvor mange målte hver?",
            ("Støj i 2021: hvor mange målte?", "lys i 2021: hvor mange målte?"),
        ),
        ("What are drones and robots for?", ("What are drones for?", "What are robots for?")),
        ("Hvad er på skolen og i hallen?", ()),
        ("Hvem bygger og ejer hallen?", ()),
        ("Hvad koster dronen?", ()),
        ("og og og", ()),
    ],
)
def test_two_things_side_by_side(question: str, asked: tuple[str, ...]) -> None:
    assert pair(question) == asked


_WORDS = "hvad kom først er både og i 2020 2021 forskellen på : , ? ; and eller both mellem om Odense Aalborg robot"


@given(st.text(max_size=300) | st.lists(st.sampled_from(_WORDS.split()), max_size=30).map(" ".join))
def test_there_are_never_too_many_and_nothing_is_asked_that_was_not_said(text: str) -> None:
    found = [*alternatives(text), *pair(text)]
    assert len(alternatives(text)) <= MOST
    for each in found:
        assert each.strip(" ?.,:;")
        assert set(_said(each)) <= set(_said(text))


def _said(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
