import importlib.util

import pytest

from assistant.stages import STAGES
from corpus.refused import Refused
from corpus.settings import Settings
from evals import judge as judging
from evals.judge import Judged, judge, of_half
from evals.questions import CATEGORIES
from tests.evals.made import item


def test_every_system_answers_the_same_questions(judged: Judged) -> None:
    baselines = ["bm25", "bm25_refusing", "quickstart", "quickstart_refusing"]
    assert list(judged.outcomes) == ["ours", *baselines, *(f"without_{stage}" for stage in STAGES)]
    asked = [[outcome.item.id for outcome in outcomes] for outcomes in judged.outcomes.values()]
    assert all(each == asked[0] for each in asked)
    assert all(outcome.item.split == "test" for outcome in judged.outcomes["ours"])


def test_the_figures_tell_systems_apart(judged: Judged) -> None:
    ours, bm25 = judged.summaries["ours"].overall, judged.summaries["bm25"].overall
    assert ours["quotes_verified"].value == bm25["quotes_verified"].value == 1.0
    assert ours["refused_far"].value == 1.0
    assert bm25["false_answers"].value > 0
    assert ours["crag"].value > bm25["crag"].value
    assert ours["length"].value < bm25["length"].value
    assert set(judged.summaries["ours"].categories) <= set(CATEGORIES)
    assert set(judged.summaries["ours"].splits) == {"test"}


def test_the_baselines_are_ranked_over_their_own_chunks(judged: Judged) -> None:
    for name in ("ours", "bm25", "quickstart"):
        assert 0 < judged.summaries[name].overall["Success@5"].value <= 1
        assert all(outcome.reply.seconds > 0 for outcome in judged.outcomes[name])


def test_a_refusing_baseline_is_no_worse_on_the_half_it_was_tuned_on(judged: Judged) -> None:
    # The fictional halves ask the same questions, so what is best on dev is best on test.
    for name in ("bm25", "quickstart"):
        refusing, always = judged.summaries[f"{name}_refusing"].overall, judged.summaries[name].overall
        assert refusing["crag"].value >= max(0.0, always["crag"].value)


def test_a_half_without_questions() -> None:
    with pytest.raises(Refused, match="dev"):
        of_half([each for each in (item(id=f"q{n}") for n in range(9)) if each.split == "test"], "dev")


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "find_spec", lambda name: name != "ir_measures" or None)
    assert importlib.util.find_spec("ir_measures")
    with pytest.raises(Refused, match=r"ir_measures.*radarassistent\[eval\]"):
        judge([], [], "all", Settings())
