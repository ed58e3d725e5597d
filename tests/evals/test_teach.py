"""What is learned from: that it is none of the judge's, and that learning does what it says."""

import json

import numpy as np
import pytest

from assistant.adapter import Vectors
from evals import teach
from evals.questions import QUESTIONS, Item, read_questions
from evals.teach import TRAINING, Lesson, fit

FILES = ("bundled", "kl")


@pytest.mark.parametrize("name", FILES)
def test_no_training_question_is_one_of_the_judges(name: str) -> None:
    judged = {item.question.casefold() for item in read_questions(sorted(QUESTIONS.glob("*.jsonl")))}
    kept = teach._questions(name)
    assert len(kept) > 4000
    assert not judged & {item.question.casefold() for item in kept}


@pytest.mark.parametrize("name", FILES)
def test_answerable_means_that_a_place_is_named(name: str) -> None:
    for item in read_questions([TRAINING / f"{name}.jsonl"]):
        assert bool(item.gold) == item.answerable, item.id


def test_every_route_has_its_examples() -> None:
    lines = [json.loads(line) for line in (TRAINING / "routes.jsonl").read_text("utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == len(lines)
    assert {line["route"] for line in lines} == {"injection", "question", "smalltalk"}
    assert all(("kind" in line) == (line["route"] == "smalltalk") for line in lines)


def test_a_fitted_adapter_brings_questions_to_their_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question lies where another's answer does; nothing but a correction puts that right."""
    monkeypatch.setattr(teach, "RANK", 8)
    monkeypatch.setattr(teach, "EPOCHS", 150)
    some = np.random.default_rng(1)
    sentences: Vectors = np.linalg.qr(some.normal(size=(16, 16)))[0].astype(np.float32)[:6]
    questions = np.roll(sentences, 1, axis=0)
    places = tuple((f"p{at}", 0) for at in range(6))
    items = tuple(Item(f"q{at}", "fact", f"Spørgsmål {at}?", True) for at in range(6))
    lesson = Lesson(places, sentences, sentences, items, questions, tuple((at,) for at in range(6)))
    adapter = fit([lesson])
    bent = adapter.question(questions)
    nearest = [int(np.argmax(adapter.nearness(each, sentences, sentences))) for each in bent]
    assert nearest == list(range(6))
    asked = teach._asked([lesson], adapter)
    assert asked.recall(bent[2]).sentences["p2", 0] == pytest.approx(1, abs=0.01)
