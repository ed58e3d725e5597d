import pytest

from assistant.stages import STAGES
from corpus.wording import LANGUAGES, say
from evals.interval import Figure
from evals.measures import MEASURES
from evals.questions import CATEGORIES
from evals.report import FAULTS
from evals.thresholds import Threshold
from evals.words import category_title, figure_text, interval_text, measure_title, system_title, target_text

SYSTEMS = ["ours", "bm25", "bm25_refusing", "quickstart", "quickstart_refusing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_name(language: str) -> None:
    assert all(measure_title(name, language) for name in MEASURES)
    assert all(category_title(name, language) for name in CATEGORIES)
    assert all(say(f"eval.verdict_{name}", language) for name in FAULTS)
    for system in [*SYSTEMS, *(f"without_{stage}" for stage in STAGES)]:
        assert system_title(system, language) != system


def test_a_service_is_known_by_its_address() -> None:
    assert system_title("http://127.0.0.1:8000") == "http://127.0.0.1:8000"


def test_numbers_are_written_as_the_language_does() -> None:
    figure = Figure(-0.256, -0.5, 0.1, 9)
    assert figure_text("crag", figure) == "−0,26"
    assert figure_text("crag", figure, "en") == "−0.26"
    assert interval_text("crag", figure) == "−0,50–0,10"
    assert figure_text("length", Figure(223.5, 1, 2, 9)) == "224"
    assert target_text("correct", Threshold(at_least=0.92)) == "≥ 0,92"
    assert target_text("length", Threshold(at_most=350), "en") == "≤ 350"
