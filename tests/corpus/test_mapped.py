import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.mapped import MappedText, runs, unrolled

TEXTS = st.text(alphabet="abæøå-\n ﬁ", max_size=40)


def test_as_many_origins_as_characters() -> None:
    with pytest.raises(ValueError, match="2 characters but 1 origins"):
        MappedText("ab", [0])


@given(TEXTS, st.integers(0, 100))
def test_raw_text_maps_to_itself(text: str, start: int) -> None:
    mapped = MappedText.raw(text, start)
    assert [text[at - start] for at in mapped.origins] == list(text)


@given(TEXTS)
def test_taking_out_leaves_every_other_character_at_its_origin(text: str) -> None:
    mapped = MappedText.raw(text).sub(re.compile("-\n"), "")
    assert mapped.text == text.replace("-\n", "")
    assert "".join(text[at] for at in mapped.origins) == mapped.text


@given(TEXTS)
def test_a_replacement_takes_the_origin_of_what_it_replaces(text: str) -> None:
    mapped = MappedText.raw(text).sub(re.compile("ﬁ"), "fi")
    assert mapped.text == text.replace("ﬁ", "fi")
    for sign, at in zip(mapped.text, mapped.origins, strict=True):
        assert text[at] == sign or text[at] == "ﬁ"


@given(st.lists(TEXTS, max_size=5))
def test_joining_keeps_order_and_origins(texts: list[str]) -> None:
    raw, pieces = "", []
    for text in texts:
        pieces.append(MappedText.raw(text, len(raw)))
        raw += text
    joined = MappedText.join("|", pieces)
    assert joined.text == "|".join(texts)
    assert list(joined.origins) == sorted(joined.origins)
    assert all(raw[at] == sign for sign, at in zip(joined.text, joined.origins, strict=True) if sign != "|")


@given(st.lists(st.integers(0, 30), max_size=40).map(sorted))
def test_origins_survive_rolling_up(origins: list[int]) -> None:
    assert unrolled(runs(origins), len(origins)) == origins


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_slice_is_a_slice_of_both(text: str, start: int, end: int) -> None:
    mapped = MappedText.raw(text)[start:end]
    assert mapped.text == text[start:end]
    assert len(mapped + MappedText.raw("x", 99)) == len(mapped) + 1
