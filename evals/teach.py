"""Learns from questions that are in neither half of the judge's set: the adapter, what is known, and the routes.

The adapter is fitted so that a question lies nearest, of all sentences of its texts, to those that answer it, and near
the other questions that they answer. ``make train`` writes what is learned to ``assistant/taught.safetensors``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from torch.nn.functional import normalize

from assistant.adapter import STEEP, Adapter, Bend, Vectors
from assistant.asked import Asked
from assistant.routes import ASK, INJECTION, Routes
from assistant.taught import Taught
from assistant.trees import UNDECIDED
from corpus.embedding import Embedder
from corpus.snapshot import Snapshot
from evals.gold import Texts
from evals.questions import QUESTIONS, Item, read_questions

TRAINING = Path(__file__).parent / "training"
RANK = 128
EPOCHS = 20
BATCH = 128
RATE = 2e-3
DECAY = 0.01
NOISE = 0.01
EACH_OTHER = 0.3
"""What it counts that questions with the same answer are near each other, beside that they are near the answer."""
ROUTE_STRENGTH = 30.0
ROUTE_LEAST = 0.6
_ASKING = 2500
"""So many questions stand for what is asked, beside a few hundred messages of the other routes."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One group of texts with the questions about it.

    ``places`` are its sentences: passage and where in it they start. ``sentences`` and ``around`` [sentences,
    dimensions] are their vectors, ``questions`` [questions, dimensions] those of what was asked; ``gold`` the places of
    the sentences that answer each.
    """

    places: tuple[tuple[str, int], ...]
    sentences: Vectors
    around: Vectors
    items: tuple[Item, ...]
    questions: Vectors
    gold: tuple[tuple[int, ...], ...]

    def only(self, kept: Sequence[bool]) -> "Lesson":
        """The same with the questions that are ``kept`` [questions]."""
        at = [number for number, keep in enumerate(kept) if keep]
        items, gold = tuple(self.items[number] for number in at), tuple(self.gold[number] for number in at)
        return replace(self, items=items, questions=self.questions[at], gold=gold)


def lessons(snapshots: Mapping[str, Snapshot], embedder: Embedder) -> dict[str, Lesson]:
    """The training questions about each of the ``snapshots``, by the name of their question file."""
    return {name: lesson(snapshot, _questions(name), embedder) for name, snapshot in snapshots.items()}


def teach(given: Sequence[Lesson], embedder: Embedder) -> Taught:
    """What the questions teach, all but when to answer."""
    adapter, asked = memory(given)
    return Taught(embedder.fingerprint, adapter, asked, _routes(given, embedder), UNDECIDED)


def memory(given: Sequence[Lesson]) -> tuple[Adapter, Asked]:
    """The adapter that the questions make, and they themselves as it bends them."""
    adapter = fit(given)
    return adapter, _asked(given, adapter)


def lesson(snapshot: Snapshot, items: Sequence[Item], embedder: Embedder) -> Lesson:
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
        embedder.queries([" ".join([*item.history, item.question]) for item in items]),
        tuple(gold),
    )


def _questions(name: str) -> tuple[Item, ...]:
    """The training questions of a file, without any that the judge asks too."""
    judged = {_plain(item) for item in read_questions(sorted(QUESTIONS.glob("*.jsonl")))}
    return tuple(item for item in read_questions([TRAINING / f"{name}.jsonl"]) if _plain(item) not in judged)


def _plain(item: Item) -> str:
    return "".join(sign for sign in item.question.casefold() if sign.isalnum())


class _Adapter(torch.nn.Module):
    """The adapter while it is fitted; it begins as no correction at all."""

    def __init__(self, dimensions: int) -> None:
        super().__init__()
        small = dimensions**-0.5
        self.into = torch.nn.ParameterList([torch.nn.Parameter(torch.empty(RANK, dimensions)) for _ in range(2)])
        self.out = torch.nn.ParameterList([torch.nn.Parameter(torch.zeros(RANK, dimensions)) for _ in range(2)])
        for into in self.into:
            torch.nn.init.uniform_(into, -small, small)
        self.sharpness = torch.nn.Parameter(torch.tensor(3.0))
        self.mix = torch.nn.Parameter(torch.tensor(0.0))

    def bent(self, vectors: torch.Tensor, side: int) -> torch.Tensor:
        """Questions are side 0, sentences side 1."""
        return normalize(vectors + torch.tanh(STEEP * vectors @ self.into[side].T) @ self.out[side], dim=-1)

    def nearness(self, questions: torch.Tensor, sentences: torch.Tensor, around: torch.Tensor) -> torch.Tensor:
        share = torch.sigmoid(self.mix)
        return share * questions @ self.bent(sentences, 1).T + (1 - share) * questions @ self.bent(around, 1).T

    def finished(self) -> Adapter:
        bends = [Bend(self.into[side].detach().numpy(), self.out[side].detach().numpy()) for side in range(2)]
        return Adapter(bends[0], bends[1], float(torch.sigmoid(self.mix).detach()))


def fit(lessons: Sequence[Lesson]) -> Adapter:
    """The adapter under which the sentences that answer get most of the softmax over all of their texts."""
    torch.manual_seed(0)
    adapter = _Adapter(lessons[0].questions.shape[1])
    optimiser = torch.optim.AdamW(adapter.parameters(), lr=RATE, weight_decay=DECAY)
    answered = [(which, at) for which, each in enumerate(lessons) for at, gold in enumerate(each.gold) if gold]
    for _ in range(EPOCHS):
        order = torch.randperm(len(answered)).tolist()
        for start in range(0, len(order), BATCH):
            batch = [answered[place] for place in order[start : start + BATCH]]
            loss = torch.zeros(())
            for which, each in enumerate(lessons):
                chosen = [at for number, at in batch if number == which]
                loss = loss + _loss(adapter, each, chosen) / len(batch) if chosen else loss
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return adapter.finished()


def _loss(adapter: _Adapter, each: Lesson, chosen: Sequence[int]) -> torch.Tensor:
    asked = torch.from_numpy(each.questions[list(chosen)])
    questions = adapter.bent(asked + NOISE * torch.randn_like(asked), 0)
    sharpness = torch.exp(adapter.sharpness)
    near = adapter.nearness(questions, torch.from_numpy(each.sentences), torch.from_numpy(each.around))
    answers = torch.zeros_like(near, dtype=torch.bool)
    for row, at in enumerate(chosen):
        answers[row, list(each.gold[at])] = True
    loss = _missed(sharpness * near, answers).sum()
    same = (answers.float() @ answers.float().T > 0) & ~torch.eye(len(chosen), dtype=torch.bool)
    others = sharpness * (questions @ questions.T) - 1e9 * torch.eye(len(chosen))
    paired = same.any(1)
    return loss + EACH_OTHER * _missed(others, same)[paired].sum()


def _missed(odds: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """For each row the negative logarithm of the share of the softmax that the right ones have."""
    return torch.logsumexp(odds, 1) - torch.logsumexp(odds.masked_fill(~right, -1e9), 1)


def _asked(lessons: Sequence[Lesson], adapter: Adapter) -> Asked:
    gold = [[each.places[at] for at in sorted(set(golds))] for each in lessons for golds in each.gold]
    flat = [place for places in gold for place in places]
    return Asked(
        adapter.question(np.concatenate([each.questions for each in lessons])),
        np.concatenate([np.full(len(each.items), number) for number, each in enumerate(lessons)]),
        np.array([item.answerable for each in lessons for item in each.items]),
        np.cumsum([0, *(len(places) for places in gold)]),
        tuple(passage for passage, _ in flat),
        np.array([start for _, start in flat]),
        {passage: number for number, each in enumerate(lessons) for passage, _ in each.places},
    )


def _routes(lessons: Sequence[Lesson], embedder: Embedder) -> Routes:
    """Fitted on ``routes.jsonl`` and on questions; what only looks like another route counts as a question."""
    lines = [json.loads(line) for line in (TRAINING / "routes.jsonl").read_text("utf-8").splitlines()]
    names = [line["kind"] if line["route"] == "smalltalk" else line["route"] for line in lines]
    talk = {line["kind"] for line in lines if line["route"] == "smalltalk"}
    told = [name if name in talk | {INJECTION} else ASK for name in names]
    asked: NDArray[np.float32] = np.concatenate([each.questions for each in lessons])
    asked = asked[np.random.default_rng(0).permutation(len(asked))[:_ASKING]]
    vectors = np.concatenate([embedder.queries([line["text"] for line in lines]), asked])
    fitted = LogisticRegression(C=ROUTE_STRENGTH, max_iter=3000).fit(vectors, [*told, *[ASK] * len(asked)])
    return Routes(tuple(fitted.classes_), fitted.coef_, fitted.intercept_, ROUTE_LEAST)
