import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogue.corrections import Correction, correction


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nej, jeg mente 2021", Correction("2021")),
        ("Jeg mener Bakkedal", Correction("Bakkedal")),
        ("det var 2021 jeg mente", Correction("2021")),
        ("ikke robotter, sensorer", Correction("sensorer", "robotter")),
        ("sensorer i stedet for robotter", Correction("sensorer", "robotter")),
        ("sorry, I meant sensors, not robots", Correction("sensors", "robots")),
        ("Bakkedal", None),
        ("nej, hvad koster det?", None),
        ("Hvad er en sensor?", None),
    ],
)
def test_what_is_corrected(text: str, meant: Correction | None) -> None:
    assert correction(text) == meant


def test_the_old_is_found_in_another_form_and_as_a_part_of_a_word() -> None:
    asked = "Hvor mange robotter kom til Havneby i 2021?"
    assert Correction("sensorer", "robotterne").of(asked) == "Hvor mange sensorer kom til Havneby i 2021?"
    assert Correction("sensorer", "robotter").of("Hvad kan softwarerobotter?") == "Hvad kan sensorer?"
    assert Correction("sensorer", "droner").of(asked) is None


@given(st.text(max_size=120), st.text(max_size=120))
def test_nothing_is_too_odd_to_correct(text: str, before: str) -> None:
    found = correction(text)
    assert found is None or found.of(before) is None or found.old
