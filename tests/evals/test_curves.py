import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.curves import Bin, Point, calibration, calibration_error, risk_coverage
from evals.measures import Outcome
from tests.evals.made import answered, item, outcome, refused, unanswerable


def told(score: float, right: bool) -> Outcome:
    return outcome(item(), answered("412" if right else "413", confidence=score, score=score))


def test_bins_by_hand() -> None:
    outcomes = [told(0.95, True), told(1.0, True), told(0.92, False), told(0.1, False)]
    low, high = calibration([*outcomes, outcome(item(), refused()), outcome(item(), answered())])
    assert (low, high.count) == (Bin(1, 0.1, 0.0), 3)
    assert high.right == pytest.approx(2 / 3)
    assert calibration_error([Bin(1, 0.1, 0.0), Bin(3, 0.9, 0.5)]) == pytest.approx((0.1 + 3 * 0.4) / 4)
    assert calibration_error([]) is None


def test_risk_grows_with_coverage_by_hand() -> None:
    outcomes = [told(0.2, False), told(0.9, True), outcome(unanswerable(), refused()), told(0.5, True)]
    assert risk_coverage(outcomes) == (Point(0.25, 0), Point(0.5, 0), Point(0.75, 1 / 3))


def test_answers_alike_in_score_are_one_point() -> None:
    assert risk_coverage([told(0.5, True), told(0.5, False)]) == (Point(1.0, 0.5),)
    assert risk_coverage([]) == ()


def test_small_talk_is_not_a_matter_of_confidence() -> None:
    talk = outcome(item(category="smalltalk"), answered(confidence=1.0, score=1.0))
    assert calibration([talk]) == ()
    assert risk_coverage([talk]) == ()


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_curves_count_every_answer_once(answers: list[tuple[float, bool]]) -> None:
    outcomes = [told(score, right) for score, right in answers]
    bins, points = calibration(outcomes), risk_coverage(outcomes)
    assert sum(each.count for each in bins) == len(answers)
    assert sum(each.count * each.right for each in bins) == pytest.approx(sum(right for _, right in answers))
    coverage = [point.coverage for point in points]
    assert coverage == sorted(set(coverage))
    if points:
        assert points[-1].coverage == 1
        assert points[-1].risk == pytest.approx(1 - sum(right for _, right in answers) / len(answers))
    error = calibration_error(bins)
    assert error is None or 0 <= error <= 1 + 1e-9
