"""The gate: whether the test split is as good as was promised, and no worse than last time."""

from collections.abc import Mapping

from evals.interval import Figure
from evals.measures import MEASURES
from evals.thresholds import Thresholds

UNGATED = {"seconds"}
"""A busy machine must not fail anyone."""


def fails(now: Mapping[str, Figure], thresholds: Thresholds, last: Mapping[str, Figure]) -> list[str]:
    """What fails, a line each; empty if nothing does.

    A measure fails that cannot be at its target even at the better end of its interval, that lies beyond the worse
    end of the last committed result's interval, or that was measured then and is not now.
    """
    failed: list[str] = []
    for name, target in thresholds.items():
        if name in now and target.out_of_reach(now[name]):
            wanted = f">= {target.at_least}" if target.at_least is not None else f"<= {target.at_most}"
            failed.append(f"{name} {_told(now[name])} is short of {wanted}")
    for name, before in last.items():
        if name in UNGATED:
            continue
        if name not in now:
            failed.append(f"{name} is not measured any more")
        elif now[name].value > before.high if MEASURES[name].less else now[name].value < before.low:
            failed.append(f"{name} {_told(now[name])} is worse than last time's {_told(before)}")
    return failed


def _told(figure: Figure) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
