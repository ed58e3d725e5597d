from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import LONGEST, Question, understood


@pytest.mark.parametrize(
    ("given_", "outcome"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u200b\u0000\u001b", "empty"),
        ("x" * 50_000, "too_long"),
        ("🤖🚀🤔", "unclear"),
        ("???", "unclear"),
        ("1234 5678", "unclear"),
        ("كم عدد البلديات؟", "unclear"),
        ("Сколько коммун?", "unclear"),
        ("有多少个城市？", "unclear"),
    ],
)
def test_what_cannot_be_asked(given_: str, outcome: str) -> None:
    assert understood(given_) == outcome


@pytest.mark.parametrize(
    ("given_", "language", "kind"),
    [
        ("Hvor mange kommuner svarede?", "da", "count"),
        ("Hvor meget er der sat af?", "da", "money"),
        ("Hvornår kom radaren?", "da", "date"),
        ("Hvem er formand?", "da", "name"),
        ("Hvor ligger pladsen?", "da", "place"),
        ("I hvilke kommuner prøver de det?", "da", "name"),
        ("Hvorfor er det svært?", "da", "reason"),
        ("Hvad er deleøkonomi?", "da", "definition"),
        ("Hvilke teknologier er modne?", "da", "list"),
        ("Kan vi bestille en rapport?", "da", "yes_no"),
        ("Skærmbesøg i hjemmeplejen", "da", "open"),
        ("How many municipalities answered?", "en", "count"),
        ("What is the technology radar?", "en", "definition"),
        ("robotter 🤖 i plejen", "da", "open"),
    ],
)
def test_language_and_kind(given_: str, language: str, kind: str) -> None:
    question = understood(given_)
    assert isinstance(question, Question)
    assert (question.language, question.kind.name) == (language, kind)


def test_invisible_and_control_characters_are_taken_out() -> None:
    question = understood("Hvad\u0000 er\u202e en\u200b\u00ad sen\u00adsor\U000e0041?")
    assert isinstance(question, Question)
    assert question.text == "Hvad er en sensor?"


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)),
    st.integers(1, 9999),
    st.sampled_from(
        ["{d:%d%m%y}{n:04}", "{d:%d%m%y}-{n:04}", "{d:%d%m%y} - {n:04}", "{d:%d.%m.%y}-{n:04}", "{d:%d %m %y} {n:04}"]
    ),
)
def test_no_personal_number_goes_on(day: object, number: int, form: str) -> None:
    written = form.format(d=day, n=number)
    question = understood(f"Må jeg skrive om borger {written} og skærmbesøg?")
    assert isinstance(question, Question)
    assert question.masked
    assert written not in question.text
    assert f"{number:04}" not in question.text.replace("xxxxxx-xxxx", "")


@pytest.mark.parametrize(
    "harmless", ["sag 2021-00123", "tlf. 33703370", "1014 svar fra 98 kommuner", "EAN 5798000000000"]
)
def test_other_numbers_are_left_alone(harmless: str) -> None:
    question = understood(f"Hvad med {harmless}?")
    assert isinstance(question, Question)
    assert not question.masked


@given(st.text(max_size=LONGEST))
def test_anything_written_is_a_question_or_a_reason(text: str) -> None:
    question = understood(text)
    assert question in {"empty", "unclear"} or (isinstance(question, Question) and question.text)
