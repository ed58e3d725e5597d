from assistant.conversation import Standalone
from assistant.dialogue.stand import Stand
from assistant.question import Question, understood

FIRST = "Hvem bedømte droner i 2031?"


def stand(asked: Standalone) -> Stand:
    question = understood("Hvem stod for den tekniske del?")
    assert isinstance(question, Question)
    return Stand(question, FIRST, asked, asked.text, "da")


def test_what_seems_to_stand_alone_may_go_on_from_the_question_before() -> None:
    text = "Hvem stod for den tekniske del?"
    asked = stand(Standalone(text, last=FIRST))
    alone, gone_on = asked.to_texts(text), asked.gone_on(text)
    assert (alone.text, alone.heard) == (text, None)
    assert gone_on is not None
    assert (gone_on.text, gone_on.heard) == (text, f"{FIRST} {text}")


def test_what_goes_on_by_its_words_is_heard_so_and_what_follows_nothing_is_not() -> None:
    text = "Hvem stod for den tekniske del af droner?"
    asked = stand(Standalone(text, FIRST, "droner"))
    assert asked.to_texts(text).heard == f"{FIRST} Hvem stod for den tekniske del?"
    assert asked.gone_on(text) is None
    assert stand(Standalone(text)).gone_on(text) is None
