import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import Standalone, Turn, standalone

FIRST = "Hvor mange borgere fik skærmbesøg i Havneby?"
YEAR = "Hvor mange sensorer kom op i 2021?"


def _rarity(term: str) -> float:
    """In these tests long words are rare."""
    return 5.0 if len(term) > 5 else 1.0


def _after(question: str, *before: str) -> Standalone:
    turns = [turn for text in before for turn in (Turn("user", text), Turn("assistant", "Se 412 i Bakkedal."))]
    return standalone(question, turns, _rarity)


@given(st.text(max_size=300))
def test_with_nothing_before_it_a_question_is_as_it_was_written(text: str) -> None:
    if "emne" not in text and "andet" not in text:
        assert standalone(text, (), _rarity).text == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Og hvor længe løber det?", "Hvor længe løber skærmbesøg i Havneby?"),
        ("hvad kostede de?", "Hvad kostede skærmbesøg i Havneby?"),
        ("Hvad er deres plan?", "Skærmbesøg i Havneby: hvad er deres plan?"),
        ("Hvorfor?", "Skærmbesøg i Havneby: hvorfor?"),
        ("Tak. Og hvem betaler?", "Skærmbesøg i Havneby: hvem betaler?"),
        ("Who pays for it?", "Who pays for skærmbesøg i Havneby?"),
    ],
)
def test_what_leans_on_the_question_before_takes_its_subject(question: str, text: str) -> None:
    asked = _after(question, FIRST)
    assert asked == Standalone(text, FIRST, "skærmbesøg i Havneby")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hvad med 2023?", "Hvor mange sensorer kom op i 2023?"),
        ("Og i 2019?", "Hvor mange sensorer kom op i 2019?"),
        ("Hvad med året efter?", "Hvor mange sensorer kom op i 2022?"),
        ("Og året før?", "Hvor mange sensorer kom op i 2020?"),
        ("What about the year before?", "Hvor mange sensorer kom op i 2020?"),
    ],
)
def test_a_year_takes_the_place_of_the_year_before_it(question: str, text: str) -> None:
    asked = _after(question, YEAR)
    assert (asked.text, asked.before, asked.whole) == (text, YEAR, True)


def test_a_year_is_added_where_there_was_none() -> None:
    assert _after("Og i 2023?", FIRST).text == "Hvor mange borgere fik skærmbesøg i Havneby i 2023?"


@pytest.mark.parametrize(
    "question",
    [
        "Hvor mange sensorer er der i Bakkedal Kommune?",
        "Hvad koster det at købe en robot til grøntsager?",
        "Er det muligt at få sensorer i klasserne?",
        "Hvordan er det kommunale ansvar for droner fordelt?",
        "Hvad siger den nye rapport om grøntsager?",
        "Hvor ligger de ni projekter i Bakkedal?",
        "Hvem er de personer, der skærer grøntsager?",
        "How many robots cut vegetables in Bakkedal?",
    ],
)
def test_a_question_that_is_whole_is_left_alone_after_another(question: str) -> None:
    assert _after(question, FIRST) == Standalone(question, last=FIRST)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Noget andet: hvem styrer sensorerne?", "Hvem styrer sensorerne?"),
        ("Nyt emne: og hvad koster de?", "Og hvad koster de?"),
        ("Let me change the subject: who pays?", "Who pays?"),
    ],
)
def test_what_says_that_it_changes_the_subject_takes_nothing(question: str, text: str) -> None:
    assert _after(question, FIRST) == Standalone(text)


@pytest.mark.parametrize("question", ["Og så?", "Hvad er den?", "Hvorfor gør de det?", "Who are they?"])
def test_what_hangs_on_nothing_is_not_whole(question: str) -> None:
    assert not _after(question).whole
    assert _after(question, FIRST).whole


@pytest.mark.parametrize("question", ["Hvad er en sensor?", "Hvor ligger Havneby?", "Hvad koster det at flyve?"])
def test_what_says_what_it_is_about_is_whole_by_itself(question: str) -> None:
    assert _after(question) == Standalone(question)


def test_a_chain_of_follow_ups_keeps_the_subject_it_began_with() -> None:
    asked = _after("Og hvem betaler for det?", FIRST, "Hvor længe løber det?")
    assert asked.text == "Hvem betaler for skærmbesøg i Havneby?"


def test_the_last_whole_question_is_what_a_follow_up_goes_on_from() -> None:
    asked = _after("Hvad koster de?", FIRST, "Hvor mange robotter skærer grøntsager i Bakkedal?")
    assert "Bakkedal" in asked.text
    assert "Havneby" not in asked.text


def test_nothing_is_taken_from_what_the_assistant_said() -> None:
    assert "Bakkedal" not in _after("Og hvor længe løber det?", FIRST).text
    only = standalone("Hvor længe løber de?", [Turn("assistant", "Droner i Bakkedal.")], _rarity)
    assert only == Standalone("Hvor længe løber de?", whole=False)


def test_empty_turns_are_passed_over() -> None:
    assert _after("Og hvor længe løber det?", FIRST, " ").before == FIRST


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=200))
def test_no_conversation_is_too_odd(before: list[str], question: str) -> None:
    asked = _after(question, *before)
    assert asked.text or not question
