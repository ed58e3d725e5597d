import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked import Asked

EAST, NORTH, UP = np.eye(3, dtype=np.float32)


def known() -> Asked:
    """Three questions about one text, of which the second is not answered, and one about another."""
    return Asked(
        np.stack([EAST, NORTH, (EAST + NORTH) / np.sqrt(2), UP]).astype(np.float32),
        np.array([0, 0, 0, 1]),
        np.array([True, False, True, True]),
        np.array([0, 1, 1, 3, 4]),
        ("p1", "p1", "p2", "q1"),
        np.array([0, 40, 10, 0]),
        {"p1": 0, "p2": 0, "q1": 1},
    )


def test_the_same_question_points_to_its_sentence_and_says_that_it_is_answered() -> None:
    recalled = known().recall(EAST)
    assert recalled.sentences["p1", 0] == pytest.approx(1)
    assert recalled.sentences["p1", 0] > recalled.sentences["p1", 40] == recalled.sentences["p2", 10]
    first, second = recalled.groups
    assert first.answered == pytest.approx(1)
    assert first.unanswered == pytest.approx(0)
    assert first.share == pytest.approx(2 / 3)
    assert recalled.backed == pytest.approx({("p1", 0): 1 / 3, ("p1", 40): 1 / 3, ("p2", 10): 1 / 3, ("q1", 0): 1})
    assert second.answered == 0, "what is known of one text says nothing of another"


def test_a_question_like_one_that_is_not_answered_is_told_so() -> None:
    (alike, _) = known().recall(NORTH).groups
    assert alike.unanswered == pytest.approx(1)
    assert alike.answered < 1


@given(st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3))
def test_whatever_is_asked_what_is_recalled_is_bounded(direction: list[float]) -> None:
    length = np.linalg.norm(direction)
    question = (np.array(direction) / length if length > 1e-3 else np.zeros(3)).astype(np.float32)
    recalled = known().recall(question)
    assert all(0 <= like <= 1.001 for like in recalled.sentences.values())
    assert all(0 <= share <= 1.001 for share in recalled.backed.values())
    assert all(0 <= alike.share <= 1 for alike in recalled.groups)
