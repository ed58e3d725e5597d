from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal import MASKS
from assistant.question import LONGEST, Question, about_person, topic, understood, without_asides


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
        ("I hvilke kommuner prøver de det?", "da", "municipality"),
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
    assert f"{number:04}" not in question.text


@pytest.mark.parametrize(
    "called", ["Pnr. 010100-0001", "p-nummer 010100-0001", "EAN-nr. 010100-0001", "Pnr 0101000001"]
)
def test_what_may_be_a_personal_number_is_one_whatever_it_is_called(called: str) -> None:
    question = understood(f"Hvad gælder for {called}?")
    assert isinstance(question, Question)
    assert "0001" not in question.text


@pytest.mark.parametrize(
    "harmless", ["P-nr. 1003456789", "sag 2021-00123", "CVR 33703370", "1014 svar fra 98 kommuner", "EAN 5798000000000"]
)
def test_other_numbers_are_left_alone(harmless: str) -> None:
    question = understood(f"Hvad med {harmless}?")
    assert isinstance(question, Question)
    assert not question.masked


@given(st.text(max_size=LONGEST))
def test_anything_written_is_a_question_or_a_reason(text: str) -> None:
    question = understood(text)
    assert question in {"empty", "unclear"} or (isinstance(question, Question) and question.text)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Nd"]), max_size=40),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)),
    st.integers(1, 9999),
    st.sampled_from([" ", ": ", ", ", " (", ".\n", "nr. ", "cpr"]),
    st.sampled_from([" ", ".", "?", ")", ", ", "!"]),
)
def test_no_personal_number_goes_on_whatever_stands_around_it(
    around: str, day: date, number: int, before: str, after: str
) -> None:
    written = f"{day:%d%m%y}-{number:04}"
    question = understood(f"Hvad gælder for borger {around}{before}{written}{after}{around}")
    if isinstance(question, Question):
        assert written not in question.text
        assert MASKS["cpr"] in question.text


@pytest.mark.parametrize(
    "given_",
    [
        "Hvad får 010190-1234 i støtte?",
        "Slå 010190-1234 op",
        "010190-1234",
        "Bor 010190-1234 i Havneby?",
        "Borger 010190-1234. Hvilken hjælp har hun fået?",
        "Min borger er 0101901234: er han på listen?",
        "My citizen is 010190-1234. Is he on the list?",
    ],
)
def test_what_is_asked_about_the_one_whose_number_it_is(given_: str) -> None:
    question = understood(given_)
    assert isinstance(question, Question)
    assert about_person(question)


@pytest.mark.parametrize(
    "given_",
    [
        "Jeg sidder med 010190-1234: hvad er en sensor?",
        "Borger 010190-1234. Hvor mange robotter er der i Havneby?",
        "Borger 010190-1234. Hvad siger Inger Storm om hendes sensor?",
        "My citizen is 010190-1234. How many sensors are there?",
        "Hvilken hjælp har hun fået?",
        "Hvad er en sensor?",
    ],
)
def test_what_is_asked_about_something_else(given_: str) -> None:
    question = understood(given_)
    assert isinstance(question, Question)
    assert not about_person(question)


@pytest.mark.parametrize(
    ("given_", "about"),
    [
        ("Hvem har telefonnummer 20304050?", True),
        ("Hvis mail er bo@dal.example?", True),
        ("20 30 40 50", True),
        ("Send rapporten til bo@dal.example", True),
        ("Hvor mange sensorer er der? Ring til mig på 20304050", False),
        ("Hvem er formand for KL? Hilsen Bo, bo@dal.example", False),
    ],
)
def test_an_address_is_asked_about_only_where_nothing_else_is(given_: str, about: bool) -> None:
    question = understood(given_)
    assert isinstance(question, Question)
    assert about_person(question) is about


@pytest.mark.parametrize(
    ("given_", "left"),
    [
        ("Hvor mange sensorer er der? Hilsen Bo, tlf. 20304050", "Hvor mange sensorer er der?"),
        ("Jeg hedder Bo, bo@dal.example. Hvor mange sensorer er der?", "Hvor mange sensorer er der?"),
        ("Jeg har 010190-1234 her, tlf. 20304050: hvor mange er der?", "hvor mange er der?"),
        ("Notat vedr. 010190-1234: hvad er en sensor?", "hvad er en sensor?"),
        ("Kan du ringe til 20304050?", "Kan du ringe til [telefonnummer]?"),
        ("Borger 010190-1234. Hvad er en sensor?", "Borger [personnummer]. Hvad er en sensor?"),
    ],
)
def test_asides_that_were_hidden_are_not_asked(given_: str, left: str) -> None:
    question = understood(given_)
    assert isinstance(question, Question)
    assert without_asides(question).text == left


@pytest.mark.parametrize("text", ["robotter", "Droner i Havneby", "skærmbesøg!", "drones", " KL?"])
def test_a_word_or_three_that_ask_nothing_are_a_topic(text: str) -> None:
    assert topic(text) == text.strip(" ?!")


@pytest.mark.parametrize(
    "text",
    [
        "Hvad er sensorer?",
        "Hvorfor droner?",
        "Havneby bruger droner",
        "fortæl om robotter",
        "kan droner flyve",
        "antal droner",
        "prisen",
        "skærmbesøg i hjemmeplejen og på sygehuset",
    ],
)
def test_what_asks_or_tells_something_is_no_topic(text: str) -> None:
    assert topic(text) is None
