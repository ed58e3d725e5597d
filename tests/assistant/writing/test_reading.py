"""What a model writes, in whatever pieces it comes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.reading import LONGEST, Claim, Reading

CLAIMS = st.lists(
    st.tuples(st.text(min_size=1, max_size=40), st.lists(st.integers(0, 20), max_size=3, unique=True)), max_size=5
)


def read(text: str, cuts: list[int]) -> list[Claim]:
    """What is read of ``text`` cut into pieces."""
    reading, found, at = Reading(), list[Claim](), 0
    for cut in [*sorted(cuts), len(text)]:
        found += reading.read(text[at:cut])
        at = max(at, cut)
    return found + list(reading.rest())


@given(CLAIMS, st.lists(st.integers(0, 400), max_size=6))
def test_json_reads_the_same_in_any_pieces(claims: list[tuple[str, list[int]]], cuts: list[int]) -> None:
    told = json.dumps({"sentences": [{"text": text, "sources": sources} for text, sources in claims]}, indent=1)
    assert read(told, cuts) == [Claim(" ".join(text.split()), tuple(sources)) for text, sources in claims]


@given(st.text(max_size=300), st.lists(st.integers(0, 300), max_size=6))
def test_any_text_reads_the_same_in_any_pieces(text: str, cuts: list[int]) -> None:
    assert read(text, cuts) == read(text, [])


def test_a_sentence_is_there_as_soon_as_it_is_whole() -> None:
    reading = Reading()
    assert list(reading.read('{"sentences": [{"text": "En sætning.", "sources": [1]')) == []
    assert list(reading.read("}")) == [Claim("En sætning.", (1,))]
    assert list(reading.read(", {")) == []
    assert list(reading.rest()) == []


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("En sætning. [1]", Claim("En sætning.", (1,))),
        ("- En sætning [1][2].", Claim("En sætning.", (1, 2))),
        ("2. En sætning. [1, 3]", Claim("En sætning.", (1, 3))),
        ("En sætning uden kilde.", Claim("En sætning uden kilde.", ())),
        ("En sætning [1] med mere.", Claim("En sætning [1] med mere.", ())),
    ],
)
def test_lines(line: str, claim: Claim) -> None:
    assert read(line, []) == [claim]


@pytest.mark.parametrize(
    "odd",
    [
        '{"text": "Med mere.", "sources": [1], "url": "x"}',
        '{"text": "Tal som tekst.", "sources": ["1"]}',
        '{"text": "Sandt.", "sources": [true]}',
        '{"text": "Uden."}',
        '"kun tekst"',
        "7",
        "null",
    ],
)
def test_another_form_is_no_citation(odd: str) -> None:
    assert all(claim.sources == () for claim in read(f'{{"sentences": [{odd}, {odd}]}}', []))


def test_a_fence_around_it_does_no_harm() -> None:
    assert read('```json\n{"sentences": [{"text": "Ja.", "sources": [1]}]}\n```', []) == [Claim("Ja.", (1,))]


def test_what_never_ends_is_not_read_on() -> None:
    reading = Reading()
    for _ in range(LONGEST):
        list(reading.read("x "))
    assert reading.done
    assert len(reading.text) <= LONGEST + 2
