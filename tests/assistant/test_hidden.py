import pytest

from assistant.hidden import hidden, notes
from assistant.question import Question, understood


def question(text: str) -> Question:
    asked = understood(text)
    assert isinstance(asked, Question)
    return asked


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hvad er en drone? 010190-1234", "Et personnummer"),
        ("Hvad er en drone? Hilsen Bo, tlf. 20304050, bo@dal.example", "En e-mailadresse og et telefonnummer"),
        ("What is a drone? My number is 010190-1234, call 20304050 or bo@dal.example", "A personal number, an e-mail"),
    ],
)
def test_what_was_hidden_is_told_by_its_kind(text: str, said: str) -> None:
    asked = question(text)
    assert hidden(asked).startswith(said)
    assert notes(asked)[0].startswith(said)


def test_where_nothing_was_hidden_nothing_is_said() -> None:
    assert notes(question("Hvad er en drone?")) == ()
