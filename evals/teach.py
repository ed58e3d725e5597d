"""Learns from questions that are in neither half of the judge's set: the tuned model, what is known, and the routes.

``evals.tune`` fits the model to them, ``evals.held_out`` learns when to answer, and ``make train`` writes what is
learned to ``assistant/taught.safetensors``.
"""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.adapter import Vectors
from assistant.asked import Asked
from assistant.routes import ASK, INJECTION, Routes
from assistant.taught import Taught
from assistant.trees import UNDECIDED
from corpus.embedding import Embedder
from corpus.snapshot import Snapshot
from evals.gold import Texts
from evals.questions import QUESTIONS, Item, read_questions
from evals.slipped import with_slips
from evals.tune import Asking, fit

TRAINING = Path(__file__).parent / "training"
EACH_EIGHTH = 8
"""Of so many authors one does not teach, but tells when to answer."""
ROUTE_STRENGTH = 30.0
ROUTE_LEAST = 0.6
_ASKING = 2500
"""So many questions stand for what is asked, beside a few hundred messages of the other routes."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One group of texts with the questions about it.

    ``places`` are its sentences: passage and where in it they start. ``sentences`` and ``around`` [sentences,
    dimensions] are their vectors; ``gold`` is the places of the sentences that answer each question.
    """

    places: tuple[tuple[str, int], ...]
    sentences: Vectors
    around: Vectors
    items: tuple[Item, ...]
    gold: tuple[tuple[int, ...], ...]

    def texts(self) -> list[str]:
        """The questions, each behind what was asked before it."""
        return [_text(item) for item in self.items]

    def without(self, authors: Set[str]) -> "Lesson":
        """The same without the questions of some authors."""
        kept = self.by(authors)
        items = tuple(item for item, by in zip(self.items, kept, strict=True) if not by)
        return replace(self, items=items, gold=tuple(gold for gold, by in zip(self.gold, kept, strict=True) if not by))

    def by(self, authors: Set[str]) -> list[bool]:
        """Whether each question is by one of ``authors`` [questions]."""
        return [_author(item) in authors for item in self.items]


def lessons(snapshots: Mapping[str, Snapshot]) -> dict[str, Lesson]:
    """The training questions about each of the ``snapshots``, by the name of their question file."""
    return {name: lesson(snapshot, _questions(name)) for name, snapshot in snapshots.items()}


def teach(given: Mapping[str, Lesson], embedder: Embedder) -> Taught:
    """What the questions teach, all but when to answer.

    The model is not tuned to those of the authors who are ``left_out``, so that it can be told on theirs when to
    answer; known are all.
    """
    out = left_out(given)
    tuning, adapter = fit([_asking(each.without(out)) for each in given.values()], embedder)
    every = list(given.values())
    asked = known(every, [tuning.vectors(embedder, each.texts()) for each in every])
    return Taught(embedder.fingerprint, tuning, adapter, asked, _routes(every, embedder), UNDECIDED)


def left_out(given: Mapping[str, Lesson]) -> set[str]:
    """The authors, one of ``EACH_EIGHTH``, to whose questions the model is not tuned."""
    return set(
        sorted({_author(item) for each in given.values() for item in each.items})[EACH_EIGHTH - 1 :: EACH_EIGHTH]
    )


def lesson(snapshot: Snapshot, items: Sequence[Item]) -> Lesson:
    """The questions put beside the sentences of the snapshot."""
    texts = Texts.of(snapshot)
    places = [(each.id, span.start - each.start) for each in snapshot.passages for span in each.sentences]
    at = {place: number for number, place in enumerate(places)}
    spans = [(each, span) for each in snapshot.passages for span in each.sentences]
    gold = []
    for item in items:
        stands = [place for stand in texts.stands(item) for place in stand.spans]
        gold.append(
            tuple(
                at[passage.id, span.start - passage.start]
                for passage, span in spans
                for place in stands
                if place.document == passage.document_id and place.start < span.end and span.start < place.end
            )
        )
    return Lesson(
        tuple(places),
        np.concatenate([snapshot.sentence_vectors(each) for each in snapshot.passages]),
        np.concatenate([snapshot.around(each) for each in snapshot.passages]),
        tuple(items),
        tuple(gold),
    )


def _questions(name: str) -> tuple[Item, ...]:
    """The training questions of a file, some of them again with slips, without any that the judge asks too."""
    judged = {_plain(item) for item in read_questions(sorted(QUESTIONS.glob("*.jsonl")))}
    every = with_slips(read_questions([TRAINING / f"{name}.jsonl"]))
    return tuple(item for item in every if _plain(item) not in judged)


def _plain(item: Item) -> str:
    return "".join(sign for sign in item.question.casefold() if sign.isalnum())


def known(lessons: Sequence[Lesson], vectors: Sequence[Vectors]) -> Asked:
    """What was asked in each of ``lessons``, by its ``vectors`` [questions, dimensions], with what answers it."""
    gold = [[each.places[at] for at in sorted(set(golds))] for each in lessons for golds in each.gold]
    flat = [place for places in gold for place in places]
    return Asked(
        np.concatenate(vectors),
        np.concatenate([np.full(len(each.items), number) for number, each in enumerate(lessons)]),
        np.array([item.answerable for each in lessons for item in each.items]),
        np.cumsum([0, *(len(places) for places in gold)]),
        tuple(passage for passage, _ in flat),
        np.array([start for _, start in flat]),
        {passage: number for number, each in enumerate(lessons) for passage, _ in each.places},
    )


def _asking(lesson: Lesson) -> Asking:
    return Asking(lesson.texts(), lesson.sentences, lesson.around, lesson.gold)


def _text(item: Item) -> str:
    return " ".join([*item.history, item.question])


def _author(item: Item) -> str:
    """What stands before the number in the question's id."""
    return item.id.rpartition("-")[0]


def _routes(lessons: Sequence[Lesson], embedder: Embedder) -> Routes:
    """Fitted on ``routes.jsonl`` and on questions; what only looks like another route counts as a question."""
    lines = [json.loads(line) for line in (TRAINING / "routes.jsonl").read_text("utf-8").splitlines()]
    names = [line["kind"] if line["route"] == "smalltalk" else line["route"] for line in lines]
    talk = {line["kind"] for line in lines if line["route"] == "smalltalk"}
    told = [name if name in talk | {INJECTION} else ASK for name in names]
    questions = [text for each in lessons for text in each.texts()]
    some = np.random.default_rng(0).permutation(len(questions))[:_ASKING]
    asked = [questions[at] for at in some]
    vectors = embedder.queries([*(line["text"] for line in lines), *asked])
    fitted = LogisticRegression(C=ROUTE_STRENGTH, max_iter=3000).fit(vectors, [*told, *[ASK] * len(asked)])
    return Routes(tuple(fitted.classes_), fitted.coef_, fitted.intercept_, ROUTE_LEAST)
