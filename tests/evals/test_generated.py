import json
from collections import Counter

import pytest

from assistant.writing.support import FILE as FITTED
from assistant.writing.support import fitted
from corpus.embedding import Embedder
from evals import generated, support
from evals.questions import BUNDLED, read_questions


def test_the_sample_is_even_and_always_the_same() -> None:
    items = read_questions([BUNDLED])
    chosen = generated.sample(items)
    assert chosen == generated.sample(items)
    assert len(chosen) == generated.SAMPLE
    assert {item.split for item in chosen} == {"test"}
    counts = Counter(item.category for item in chosen)
    assert max(counts.values()) - min(counts.values()) <= 1


def test_the_documentation_shows_what_was_measured() -> None:
    text = generated.DOCUMENTATION.read_text("utf-8")
    told = json.loads(generated.FILE.read_text("utf-8"))
    assert generated.with_part(text, generated.part(told)) == text
    assert set(told["systems"]) == {"ours", "extractive"}


def test_the_documentation_says_how_strict_the_score_is() -> None:
    held_out = json.loads(FITTED.read_text("utf-8"))["held_out"]
    text = generated.DOCUMENTATION.read_text("utf-8")
    assert f"{100 * held_out['supported_let_through']:.0f} %" in text
    assert f"{100 * held_out['unsupported_let_through']:.1f} %" in text
    assert held_out["unsupported_let_through"] <= support.LET_THROUGH


@pytest.mark.slow
def test_what_is_stored_is_what_is_fitted(embedder: Embedder) -> None:
    weights, intercept = support.fit(support.read_pairs(embedder))
    assert weights == pytest.approx(dict(fitted().weights), abs=0.3)
    assert intercept == pytest.approx(fitted().intercept, abs=0.5)
