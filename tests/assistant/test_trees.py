import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.trees import LEAF, UNDECIDED, Trees

BOTH = Trees(
    ("own", "late"),
    np.array([[0, LEAF, 1, LEAF, LEAF], [LEAF] * 5]),
    np.array([[0.5, 0, 0.2, 0, 0], [0] * 5], np.float32),
    np.array([[1, 0, 3, 0, 0], [0] * 5]),
    np.array([[2, 0, 4, 0, 0], [0] * 5]),
    np.array([[0, -1, 0, 2, 3], [0.25, 0, 0, 0, 0]], np.float32),
    0.5,
)
"""A tree that asks twice, where the first answer calls for it, and one that is a leaf."""


def test_each_tree_adds_the_leaf_that_the_signs_lead_to() -> None:
    assert BOTH.odds({"own": 0.5, "late": 9.0}) == 0.5 - 1 + 0.25
    assert BOTH.odds({"own": 0.6, "late": 0.2}) == 0.5 + 2 + 0.25
    assert BOTH.odds({"late": 0.3, "own": 0.6, "more": 1.0}) == 0.5 + 3 + 0.25


@given(st.dictionaries(st.text(), st.floats(allow_nan=False)))
def test_where_nothing_was_learned_all_is_as_likely_as_not(signs: dict[str, float]) -> None:
    assert UNDECIDED.odds(signs) == 0
