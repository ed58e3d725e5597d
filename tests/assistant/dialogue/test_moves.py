import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogue.moves import MOVES, Move, moves


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("uddyb", ("more",)),
        ("Kan du fortælle lidt mere om det?", ("more",)),
        ("kortere tak", ("shorter",)),
        ("Hvor står det henne?", ("source",)),
        ("hvad er kilden til det tal?", ("source",)),
        ("er du sikker på det?", ("sure",)),
        ("på engelsk", ("english",)),
        ("In Danish please", ("danish",)),
        ("uddyb på engelsk", ("english", "more")),
        ("gentag lige det", ("again",)),
        ("hvad mener du?", ("meant",)),
        ("hvad har I så?", ("nearest",)),
        ("where does it say that?", ("source",)),
        ("tell me more", ("more",)),
    ],
)
def test_what_is_wanted_of_the_answer_before(text: str, wanted: tuple[Move, ...]) -> None:
    assert moves(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "tak",
        "hvad kan du?",
        "Fortæl mere om robotter",
        "Hvad er kilderne til forurening?",
        "Uddyb, hvad robotter kan",
        "Findes rapporten på engelsk?",
        "hvad koster det?",
        "Hvor stammer den fra?",
    ],
)
def test_what_asks_for_something_else_is_none(text: str) -> None:
    assert moves(text) == ()


@given(st.text(max_size=120))
def test_any_text_makes_known_moves_at_most(text: str) -> None:
    assert set(moves(text)) <= set(MOVES)
