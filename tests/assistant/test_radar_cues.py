import pytest

from assistant.radar_cues import found, left
from assistant.radar_question import Limits


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ("over 50 pct.", Limits(least=50.0, over=True, unit="pct.")),
        ("mindst 12,5 procent", Limits(least=12.5, unit="pct.")),
        ("under ti kommuner", Limits(most=10.0, under=True, unit="kommuner")),
        ("mellem 20 og 40 %", Limits(least=20.0, most=40.0, unit="pct.")),
        ("mere end halvdelen", Limits(least=50.0, over=True, unit="pct.")),
        ("60 pct. eller mere", Limits(least=60.0, unit="pct.")),
        ("at most 3 municipalities", Limits(most=3.0, unit="kommuner")),
    ],
)
def test_a_range_is_read_in_words_and_figures(said: str, limits: Limits) -> None:
    assert found(f"Hvilke teknologier ligger på {said} i 2033?").limits == limits


def test_years_are_no_range() -> None:
    cues = found("Hvad skete der mellem 2031 og '33?")
    assert cues.limits is None
    assert [year for year, _ in cues.years] == ["2031", "2033"]


@pytest.mark.parametrize(
    ("said", "number"), [("de fem mest udbredte", 5), ("top 3", 3), ("af alle 98 kommuner", None), ("to ugers", None)]
)
def test_a_number_counts_what_is_put_in_order(said: str, number: int | None) -> None:
    assert found(f"Hvad er {said}?").number == number


def test_what_nothing_explains_is_left() -> None:
    text = "Hvad koster det i 2031?"
    assert [word for word, _ in left(text, found(text).covered())] == ["koster"]


def test_a_limit_holds_at_its_ends_unless_it_says_otherwise() -> None:
    assert Limits(least=5, most=5).hold(5)
    assert not Limits(least=5, over=True).hold(5)
    assert not Limits(most=5, under=True).hold(5)
    assert not Limits().hold(None)
