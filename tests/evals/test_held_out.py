import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier

from assistant.refusal import SIGNS
from evals import held_out


def test_our_trees_say_what_scikit_learn_says() -> None:
    some = np.random.default_rng(3)
    rows = some.normal(size=(600, len(SIGNS))).astype(np.float32)
    right = rows[:, 0] + rows[:, 3] * rows[:, 5] + some.normal(size=600) > 0
    ours = held_out.boosted(rows, right)
    theirs = GradientBoostingClassifier(
        n_estimators=held_out.TREES,
        learning_rate=held_out.RATE,
        max_leaf_nodes=held_out.LEAVES,
        min_samples_leaf=held_out.LEAST_IN_LEAF,
        subsample=held_out.SHARE,
        random_state=0,
    ).fit(rows, right)
    odds = [ours.odds(dict(zip(SIGNS, map(float, row), strict=True))) for row in rows[:100]]
    assert odds == pytest.approx(theirs.decision_function(rows[:100]), abs=1e-4)
    assert np.mean((np.array(odds) > 0) == right[:100]) > 0.8
