from dataclasses import replace

import pytest

from assistant.radar_names import Names
from assistant.radar_question import RadarQuestion
from assistant.radar_reading import reading
from assistant.radar_said import said
from corpus.radar import Radar


@pytest.fixture(scope="module")
def read(radar: Radar) -> "Read":
    return Read(radar)


class Read:
    def __init__(self, radar: Radar) -> None:
        self._radar, self._names = radar.of(), Names(radar)

    def __call__(self, text: str) -> RadarQuestion | None:
        return reading(self._radar, said(self._names, text))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hvor moden er chatbots?", "look_up"),
        ("Hvilke teknologier står i KLAR?", "list"),
        ("Hvor mange teknologier står i KLAR?", "count"),
        ("Hvad er de fem mest udbredte teknologier?", "rank"),
        ("Sammenlign apps og cloud", "compare"),
        ("Hvad er rykket siden 2031?", "change"),
        ("Hvor er sundhedsradaren og skoleradaren uenige?", "differ"),
        ("Er droner med på radaren?", "on_radar"),
        ("Er hjernechips med på radaren?", "on_radar"),
        ("Findes hjernechips på radaren?", "on_radar"),
        ("Hvornår udkom radaren for 2031?", "published"),
        ("Hvor mange svarede på radaren?", "respondents"),
        ("Hvor mange teknologier er der på radaren?", "technologies"),
        ("Hvilke fagområder har deres egen radar?", "fagområder"),
        ("Hvilke udgaver er der?", "editions"),
        ("Hvilke kryds er der om robotter?", "kryds"),
        ("Hvem stod bag Dronevagten?", "pilots"),
        ("Hvilke cases er der om sensorer?", "cases"),
        ("Hvordan ligger Nørrestrand Kommune i forhold til hele landet?", "municipal"),
    ],
)
def test_each_thing_that_can_be_asked_is_read_as_it(read: Read, text: str, asked: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.asked, found.whole) == (asked, True)


@pytest.mark.parametrize(
    "text",
    [
        "Hvad koster en drone?",
        "Kan man regne med radaren?",
        "Hvad bruger en skole droner til?",
        "Hvem har udviklet radaren?",
        "Er der cloud eller klar himmel i morgen?",
        "Hvilken kommune er længst fremme af alle 98 ifølge radaren?",
        "Hvilket af fagområderne svarede flest fra i 2031?",
        "Hvordan er placeringen på radaren beregnet af forskerne?",
    ],
)
def test_what_rows_do_not_hold_is_left_to_the_texts(read: Read, text: str) -> None:
    found = read(text)
    assert found is None or not found.whole


def test_a_change_lies_between_two_editions(read: Read) -> None:
    def between(text: str) -> tuple[str, ...]:
        found = read(text)
        assert found is not None
        return found.editions

    assert between("Hvad er rykket siden 2031?") == ("2031", "2033")
    assert between("Hvad er rykket fra 2031 til 2032?") == ("2031", "2032")
    assert between("Hvad er nyt på radaren i 2032?") == ("2031", "2032")
    assert between("Hvad er rykket på radaren?") == ("2032", "2033")


def test_only_what_the_rows_alone_can_answer_is_sure(read: Read) -> None:
    sure, open_question = read("Hvilket trin står droner på?"), read("Hvad siger radaren om droner?")
    assert sure is not None
    assert sure.sure
    assert open_question is not None
    assert not open_question.sure


def test_english_is_read_as_danish_is(read: Read) -> None:
    danish, english = read("Hvor udbredt er droner i 2032?"), read("How widespread are drones in 2032?")
    assert danish is not None
    assert english is not None
    assert replace(danish, facet="which") == replace(english, facet="which")


def test_a_technology_that_nobody_knows_is_named(read: Read) -> None:
    found = read("Hvor moden er hjernechips?")
    assert found is not None
    assert found.unknown == "hjernechips"
    lawn_mower = read("Min robotplæneklipper kører i ring. Hvad gør jeg?")
    assert lawn_mower is None or not lawn_mower.whole
