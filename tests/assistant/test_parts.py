import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.alternatives import MOST
from assistant.parts import clauses, heard, parts


def _rarity(term: str) -> float:
    return 1.0


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
            "Har kommunen droner, og kan de flyve i regn?",
            ("Har kommunen droner?", "kan de flyve i regn?"),
        ),
        (
            "Hvor længe løber det, og med hvilke skoler?",
            ("Hvor længe løber det?", "med hvilke skoler?"),
        ),
        (
            "Jeg skal bruge to tal: hvad koster dronerne, og hvor mange er de?",
            ("Jeg skal bruge to tal: hvad koster dronerne?", "hvor mange er de?"),
        ),
        (
            "Om Havneby: hvem er borgmester, og hvor mange bor der?",
            ("Om Havneby: hvem er borgmester?", "Om Havneby: hvor mange bor der?"),
        ),
        (
            "Hvor mange droner er der, hvornår flyver de, og hvad koster de?",
            ("Hvor mange droner er der?", "hvornår flyver de?", "hvad koster de?"),
        ),
        (
            "Hvem har talt op, hvad der mangler, og hvad koster det?",
            ("Hvem har talt op, hvad der mangler?", "hvad koster det?"),
        ),
        (
            "Kan du sige, hvad en drone er, og hvem der ejer den?",
            ("Kan du sige, hvad en drone er?", "hvem der ejer den?"),
        ),
    ],
)
def test_questions_one_after_another(question: str, asked: tuple[str, ...]) -> None:
    assert clauses(question) == asked


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("Hvem står bag dronerne, og hvor længe flyver de?", "Hvor længe flyver dronerne?"),
        (
            "Hvor mange skoler har droner, og hvor mange har robotter?",
            "hvor mange skoler har robotter?",
        ),
        (
            "Hvilken teknologi er mest moden, og hvilken er mindst moden?",
            "hvilken teknologi er mindst moden?",
        ),
        (
            "Hvor mange skoler har droner ifølge Havneby, og hvor mange ifølge Bakkedal?",
            "Hvor mange skoler har droner ifølge Bakkedal?",
        ),
        ("Hvad kaldes dronen, og hvad koster robotten?", "hvad koster robotten?"),
    ],
)
def test_what_comes_second_is_asked_as_if_it_stood_alone(question: str, second: str) -> None:
    assert parts(question, _rarity)[1] == second


def test_what_asks_the_same_of_several_has_a_part_for_each() -> None:
    assert parts("Hvad kostede det i 2020 og 2021?", _rarity) == (
        "Hvad kostede det i 2020?",
        "Hvad kostede det i 2021?",
    )


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
    assert parts(question, _rarity) == (question,)


def test_no_more_than_the_first_three() -> None:
    assert clauses("Hvem betaler det? Hvor ligger det? Hvornår slutter det? Hvad hedder det?") == (
        "Hvem betaler det?",
        "Hvor ligger det?",
        "Hvornår slutter det?",
    )


_WORDS = "hvad hvem er en robot både og i 2020 2021 forskellen på : , ? ; and both mellem hvornår betaler Havneby"


@given(st.text(max_size=300) | st.lists(st.sampled_from(_WORDS.split()), max_size=30).map(" ".join))
def test_there_are_never_too_many_and_none_is_empty(text: str) -> None:
    found = parts(text, _rarity)
    assert 1 <= len(found) <= MOST
    assert found == (text,) or all(part.strip(" ?.,:;") for part in found)


def test_a_later_part_is_also_heard_in_its_own_words() -> None:
    assert heard("Hvem står bag, og hvor længe løber det?") == (None, "Hvem står bag? hvor længe løber det?")
    assert heard("Hvem står bag?") == heard("Hvad skete der i 2020 og 2021?") == ()


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=30).map(" ".join))
def test_every_part_that_is_cut_out_is_heard(text: str) -> None:
    assert len(heard(text)) in (0, len(parts(text, _rarity)))
