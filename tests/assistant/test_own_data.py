import pytest

from assistant.own_data import own_data
from evals.questions import QUESTIONS, read_questions


@pytest.mark.parametrize(
    "text",
    [
        "Hvilke oplysninger har I om mig?",
        "hvad ved du om mig",
        "Slet min samtale",
        "Jeg har lige sendt [personnummer] til chatbotten ved en fejl, kan du slette nummeret igen?",
        "kan i fjerne det jeg skrev før",
        "Jeg vil gerne have slettet mine oplysninger",
        "Jeg vil gerne have indsigt i mine data",
        "Har I noget om mig liggende?",
        "What data do you have on me?",
        "Please delete my question",
        "What do you know about me?",
    ],
)
def test_a_wish_for_ones_own_data(text: str) -> None:
    assert own_data(text) == "request"


@pytest.mark.parametrize(
    "text",
    [
        "Gemmer du det, jeg skriver?",
        "gemmer du noget?",
        "Bliver samtalen gemt?",
        "Er det, jeg skriver, anonymt?",
        "hvor længe gemmer I spørgsmålene",
        "Hvem kan læse mine spørgsmål?",
        "Må jeg skrive cpr-numre her?",
        "må jeg gerne skrive personoplysninger?",
        "Overholder I GDPR?",
        "Do you store what I write?",
        "Is this conversation private?",
    ],
)
def test_how_what_is_written_is_handled(text: str) -> None:
    assert own_data(text) == "handling"


@pytest.mark.parametrize(
    "text",
    [
        "Hvilke oplysninger har kommunerne om borgerne?",
        "Hvor længe gemmer kommunen optagelser fra sensorer?",
        "Må man bruge cpr-numre i et pilotprojekt?",
        "Kan en robot slette dokumenter?",
        "Hvad siger KL om personoplysninger og AI?",
        "Hvem kan se data fra sensorerne?",
        "Gemmer robotterne data om borgerne?",
        "Hvordan fjerner AI Aktindsigt personnumre fra dokumenter?",
        "Bliver borgernes data slettet?",
        "How does AI Aktindsigt deal with sensitive personal information?",
    ],
)
def test_what_the_sources_are_asked(text: str) -> None:
    assert own_data(text) is None


def test_no_question_to_the_sources_is_taken_for_one() -> None:
    files = sorted(QUESTIONS.glob("*.jsonl"))
    # After an answer, "er du sikker?" is about that: wishes for the answer before come first.
    asked = [
        item.question
        for item in read_questions(files)
        if item.category not in ("personal_data", "smalltalk") and not item.history
    ]
    assert [text for text in asked if own_data(text)] == []
