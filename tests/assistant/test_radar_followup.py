import pytest

from assistant.radar_followup import alone
from assistant.radar_names import Names
from corpus.radar import Radar


@pytest.mark.parametrize(
    ("history", "text", "meant"),
    [
        (["Hvor moden er chatbots i 2031?"], "Og i 2033?", "Hvor moden er chatbots i 2033?"),
        (["Hvor moden er chatbots i 2031?"], "Hvad med droner?", "Hvor moden er droner i 2031?"),
        (["Hvor moden er chatbots?"], "og på sundhedsradaren?", "Hvor moden er chatbots på sundhedsradaren?"),
        (
            ["Hvor moden er chatbots?", "Og i 2031?", "Hvad med droner?"],
            "og året efter?",
            "Hvor moden er droner i 2032?",
        ),
        (["Hvilke teknologier står i KLAR i 2033?"], "hvad med AFVENT?", "Hvilke teknologier står i AFVENT i 2033?"),
        (["Hvor moden er droner i 2033?"], "hvor udbredte er de?", "Hvor udbredte er Droner i 2033?"),
        (
            ["Hvilken teknologi er mest udbredt i 2033?"],
            "hvem er mindst?",
            "Hvilken teknologi er mindst udbredt i 2033?",
        ),
        (["Hvilke cases er der fra Strandholm?"], "og i Bakkedal?", "Hvilke cases er der fra Bakkedal?"),
    ],
)
def test_what_a_follow_up_leaves_out_is_taken_from_before(
    radar: Radar, history: list[str], text: str, meant: str
) -> None:
    assert alone(radar.of(), Names(radar), text, history) == meant


@pytest.mark.parametrize(
    ("history", "text"),
    [
        (["Hvor moden er chatbots i 2031?"], "Hvor udbredte er droner i 2033?"),
        (["Hvad er klokken?"], "Og i 2033?"),
        (["Hvor moden er chatbots i 2031?"], "Og hvem er borgmester i Havneby?"),
        ([], "Hvad med droner?"),
    ],
)
def test_what_is_whole_or_about_something_else_is_left_alone(radar: Radar, history: list[str], text: str) -> None:
    assert alone(radar.of(), Names(radar), text, history) == text
