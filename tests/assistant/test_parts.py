import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import MOST, parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "Hvem står bag projektet, og hvor længe løber det?",
            ("Hvem står bag projektet?", "hvor længe løber det?"),
        ),
        ("Hvor mange skoler er med? Hvem betaler?", ("Hvor mange skoler er med?", "Hvem betaler?")),
        ("How many schools are in it and who pays?", ("How many schools are in it?", "who pays?")),
        (
            "Om Havneby: hvem er borgmester, og hvor mange bor der?",
            ("Om Havneby: hvem er borgmester?", "Om Havneby: hvor mange bor der?"),
        ),
    ],
)
def test_questions_one_after_another(question: str, asked: tuple[str, ...]) -> None:
    assert parts(question) == asked


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
    ],
)
def test_the_same_of_several_years(question: str, asked: tuple[str, ...]) -> None:
    assert parts(question) == asked


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
    assert parts(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Hvor mange borgere fik skærmbesøg?",
        "Hvad er robotter og droner?",
        "Hvorfor og hvordan bruges droner?",
        "Jeg vil vide, hvem der betaler",
        "Hvad skete der i 2018-2021?",
        "Hvad siger rapporten fra 2018 om målene for 2021?",
        "Hvad var tallet i 2018, 2019, 2020 og 2021?",
        "Hvad kostede det, og hvorfor?",
        "Droner og robotter",
        "både og",
        "",
    ],
)
def test_what_asks_for_one_thing_is_itself(question: str) -> None:
    assert parts(question) == (question,)


def test_no_more_than_the_first_three() -> None:
    assert parts("Hvem betaler det? Hvor ligger det? Hvornår slutter det? Hvad hedder det?") == (
        "Hvem betaler det?",
        "Hvor ligger det?",
        "Hvornår slutter det?",
    )


_WORDS = "hvad hvem er en robot både og i 2020 2021 forskellen på : , ? ; and both mellem hvornår betaler Havneby"


@given(st.text(max_size=300) | st.lists(st.sampled_from(_WORDS.split()), max_size=30).map(" ".join))
def test_there_are_never_too_many_and_none_is_empty(text: str) -> None:
    found = parts(text)
    assert 1 <= len(found) <= MOST
    assert found == (text,) or all(part.strip(" ?.,:;") for part in found)


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=30).map(" ".join))
def test_nothing_is_asked_that_was_not_said(text: str) -> None:
    said = set(text.replace(":", " ").replace(",", " ").replace("?", " ").split())
    for part in parts(text):
        assert set(part.replace(":", " ").replace(",", " ").replace("?", " ").split()) <= said
