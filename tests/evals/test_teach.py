"""What is learned from: that it is none of the judge's, and that learning does what it says."""

import json

import numpy as np
import pytest

from evals import teach
from evals.held_out import _others
from evals.questions import QUESTIONS, Item, read_questions
from evals.teach import TRAINING, Lesson, known, left_out

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


def test_who_teaches_is_not_who_tells_when_to_answer() -> None:
    items = tuple(
        Item(f"t{author}-{at}", "fact", f"Spørgsmål {author}{at}?", True) for author in "abcdefghi" for at in (1, 2)
    )
    places, vectors = (("p0", 0), ("p1", 7)), np.eye(18, dtype=np.float32)
    gold = tuple((at % 2,) for at in range(18))
    lesson = Lesson(places, vectors[:2], vectors[:2], items, gold)
    out = left_out({"bundled": lesson})
    assert out == {"th"}
    kept = lesson.without(out)
    assert [item.id for item in kept.items] == [item.id for item in items if "h" not in item.id]
    asked = _others(known([lesson], [vectors]), [lesson], out)
    assert len(asked.vectors) == 16
    assert asked.recall(vectors[17]).sentences["p1", 7] == pytest.approx(1, abs=0.01)
    assert asked.recall(vectors[15]).sentences["p1", 7] < 0.01, "what a left-out author asked is not known"
