from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogue.filling import the


@given(st.text(alphabet="abdefgilmnorstuvæøå", max_size=14).map(lambda stem: stem + "er"))
def test_whatever_is_spoken_of_has_a_form(said: str) -> None:
    assert the(said)
