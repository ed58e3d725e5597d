from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.figures import COIN, COIN_EDGES, DOT, dots, length
from assistant.figure import Figure, Mark
from corpus.radar import STAGES, Stage


@given(st.lists(st.sampled_from([*STAGES, None]), max_size=40))
def test_no_mark_of_the_small_radar_stands_over_another_or_outside_its_ring(stages: list[Stage | None]) -> None:
    figure = Figure("rings", "", tuple(Mark(str(at), "", (1,), stage) for at, stage in enumerate(stages)))
    found = dots(figure)
    for one, other in combinations(found, 2):
        assert dist((one.x, one.y), (other.x, other.y)) > 2 * DOT
    for dot in found:
        stage = figure.marks[dot.number - 1].stage
        assert stage
        ring = STAGES.index(stage)
        out = dist((dot.x, dot.y), (COIN / 2, COIN / 2))
        assert (COIN_EDGES[ring - 1] if ring else 0) <= out + 0.1
        assert out + DOT < COIN_EDGES[ring] + 0.1
    if len(stages) <= 14:
        assert len(found) == sum(stage is not None for stage in stages)


@pytest.mark.parametrize(
    ("unit", "numbers", "lengths"),
    [
        ("pct.", [93.0, 50.0, None], [0.93, 0.5, None]),
        ("kommuner", [10.0, 5.0], [1.0, 0.5]),
        ("pct.", [120.0, 60.0], [1.0, 0.5]),
        (None, [0.0, 0.0], [0.0, 0.0]),
        ("point", [-3.0, 3.0], [0.0, 1.0]),
    ],
)
def test_bars_are_as_long_as_their_numbers(
    unit: str | None, numbers: list[float | None], lengths: list[float | None]
) -> None:
    marks = tuple(Mark("", "", (1,), number=number) for number in numbers)
    figure = Figure("bars", "", marks, unit)
    assert [length(figure, mark) for mark in marks] == lengths
