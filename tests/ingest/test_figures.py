"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import Figure, figure, number
from ingest.grid import Decimal


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1.014", ",", 1014.0),
        ("1.014", ".", 1.014),
        ("1,014", ",", 1.014),
        ("1,014", ".", 1014.0),
        ("6,8", ".", 6.8),
        ("7.5", ",", 7.5),
        ("0.750", ",", 0.75),
        ("1.234.567", ",", 1234567.0),
        ("1.234,5", ".", 1234.5),
        ("1,234.5", ",", 1234.5),
        ("1 014", ",", 1014.0),
        ("−3", ",", -3.0),
        ("12.34.56", ",", None),
        ("1.2345,6", ",", None),
        ("1.", ",", None),
        ("3a", ",", None),
        ("", ",", None),
    ],
)
def test_a_number_in_danish_and_in_english(text: str, decimal: Decimal, expected: float | None) -> None:
    assert number(text, decimal) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("75 %", Figure("75", 75.0, "pct.")),
        ("75 pct.", Figure("75", 75.0, "pct.")),
        ("ca. 40 procent", Figure("40", 40.0, "pct.", "ca.")),
        ("3 ud af 4", Figure("3 ud af 4", 75.0, "pct.")),
        ("3 ud af 4 kommuner", Figure("3 ud af 4", 75.0, "pct.", None, "kommuner")),
        ("Over halvdelen", Figure("halvdelen", 50.0, "pct.", "over")),
        ("12 kommuner", Figure("12", 12.0, "kommuner")),
        ("3 ud af 0", None),
        ("i vid udstrækning", None),
        ("33-50 pct.", None),
        ("over evne", None),
    ],
)
def test_a_number_with_what_is_said_around_it(text: str, expected: Figure | None) -> None:
    assert figure(text, ",") == expected


@given(st.integers(-(10**9), 10**9), st.integers(0, 99), st.booleans())
def test_a_number_comes_back_from_its_danish_and_its_english_spelling(whole: int, part: int, grouped: bool) -> None:
    value = float(f"{whole}.{part:02}")
    english = f"{whole:,}.{part:02}" if grouped else f"{whole}.{part:02}"
    danish = english.translate(str.maketrans(".,", ",."))
    assert number(danish, ",") == number(english, ".") == value
