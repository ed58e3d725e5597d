import pytest

from assistant.radar_answer import told
from assistant.radar_names import Names
from assistant.radar_reading import reading
from assistant.radar_said import said
from assistant.radar_saying import Saying
from assistant.radar_told import Picture, Told
from corpus.radar import Radar


def pictured(radar: Radar, text: str) -> tuple[Told, Picture]:
    chosen = radar.of()
    question = reading(chosen, said(Names(radar), text))
    assert question is not None
    answer = told(chosen, question, Saying(chosen, "da"))
    assert answer is not None
    assert answer.picture is not None
    return answer, answer.picture


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Hvilke teknologier står i KLAR i 2033?", "rings"),
        ("Hvad er de fem mest udbredte teknologier i 2033?", "bars"),
        ("Hvad er rykket siden 2031?", "moves"),
        ("Hvordan adskiller sundhedsradaren sig fra den samlede radar i 2033?", "moves"),
    ],
)
def test_a_picture_shows_what_the_sentences_say(radar: Radar, text: str, shape: str) -> None:
    answer, picture = pictured(radar, text)
    words = " ".join(sentence for sentence, _ in answer.sentences).casefold()
    cited = {row.row for _, rows in answer.sentences for row in rows}
    assert picture.shape == shape
    assert len(picture.marks) > 1
    for mark in picture.marks:
        assert mark.label.casefold() in words
        assert {row.row for row in mark.rows} <= cited


def test_one_value_is_said_and_not_drawn(radar: Radar) -> None:
    question = reading(radar.of(), said(Names(radar), "Hvor relevant er cloud?"))
    assert question is not None
    answer = told(radar.of(), question, Saying(radar.of(), "da"))
    assert answer is not None
    assert answer.picture is None
