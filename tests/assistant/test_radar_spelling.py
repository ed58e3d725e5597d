import pytest

from assistant.radar_spelling import respelled


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("hvro modne", "hvor modne"),
        ("paa radaren", "på radaren"),
        ("i klra", "i klar"),
        ("vhad er rykekt", "hvad er rykket"),
        ("teknologeir", "teknologier"),
    ],
)
def test_small_slips_are_mended(slip: str, meant: str) -> None:
    assert respelled(slip) == meant


@pytest.mark.parametrize("text", ["VR og AR", "Humlenet i Havneby", "hvor har vi en hare", "KALR"])
def test_words_and_names_stay(text: str) -> None:
    assert respelled(text) == text
