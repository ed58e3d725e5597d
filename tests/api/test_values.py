import pytest

from api.values import value
from corpus.radar import OVERALL, Observation
from tests.api.test_placed import ROW


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": "93", "unit": "pct."}, "93\u00a0pct."),
        ({"value": "6,8", "unit": "point"}, "6,8\u00a0point"),
        ({"value": "3 ud af 4", "unit": "pct.", "among": "kommuner"}, "3 ud af 4 (blandt kommuner)"),
        ({"value": "50", "unit": "pct.", "qualifier": "over"}, "over 50\u00a0pct."),
        ({"value": "56", "unit": "pct.", "qualifier": "effektivitet"}, "56\u00a0pct. (effektivitet)"),
        ({"value": "KLAR", "municipality": "Odder"}, "KLAR (Odder)"),
        ({"value": "over en tredjedel", "unit": "pct."}, "over en tredjedel"),
    ],
)
def test_a_value_is_said_as_the_source_has_it(given: dict[str, str], said: str) -> None:
    row = Observation(ROW, "2023", OVERALL, "hjul", "value", **given)  # type: ignore[arg-type]
    assert value(row) == said
