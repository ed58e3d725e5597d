from assistant.conversation import Turn
from assistant.kept import kept


def test_a_number_is_masked_over_the_answer_that_stands_between_its_halves() -> None:
    history = [Turn("user", "Borgeren er født 010190"), Turn("assistant", "Hvad vil du vide, 020290-1234?")]
    turns, asked = kept(history, "1234, hvor mange sensorer er der?")
    assert [turn.role for turn in turns] == ["user", "assistant"]
    assert turns[0].content == "Borgeren er født [personnummer]"
    assert turns[1].content == "Hvad vil du vide, [personnummer]?"
    assert asked == "[personnummer], hvor mange sensorer er der?"


def test_without_a_history_only_what_is_asked_is_masked() -> None:
    assert kept((), "1234 eller 010190-1234?") == ((), "1234 eller [personnummer]?")
