"""Fits the changes to the model's last layers, and the bend of the sentences, to questions and what answers them.

A question shall lie nearest, of all sentences of its texts, to those that answer it, and near the other questions that
they answer; one that the texts do not answer shall lie nearer to nothing than to any sentence. "Nothing" is a likeness
that is learned along, as the answer that is none is for readers (Devlin et al., "BERT", 2019, on SQuAD 2.0).
"""

import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.functional import normalize

from assistant.adapter import STEEP, Adapter, Bend, Vectors
from assistant.tuning import Tuning
from corpus.embedding import Embedder

LAYERS = 12
"""So many of the model's last layers change: all of them."""
RANK = 32
BEND_RANK = 128
EPOCHS = 5
BATCH = 128
ALIKE = 16
"""Batches are cut from so many of them, ordered by length: short beside long is mostly padding."""
RATE, BEND_RATE = 5e-4, 2e-3
WARM, LEAST_RATE = 50, 0.05
DECAY = 0.01
EACH_OTHER = 0.3
"""What it counts that questions with the same answer are near each other, beside that they are near the answer."""
SHARP, NOTHING = 3.0, 0.8
"""Where the steepness of the softmax (its logarithm) and the likeness of nothing begin."""
_LONGEST = 64
_AT_ONCE = 64
_LINEAR = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


Place = tuple[int, int]
"""Which group of texts, and which of the questions about it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions about one group of texts: ``texts`` [questions], the vectors of all ``sentences`` and of the windows
    ``around`` them [sentences, dimensions], and the ``gold`` sentences of each question, none where nothing answers."""

    texts: Sequence[str]
    sentences: Vectors
    around: Vectors
    gold: Sequence[Sequence[int]]


def fit(asked: Sequence[Asking], embedder: Embedder, epochs: int = EPOCHS) -> tuple[Tuning, Adapter]:
    """The changes and the bend that bring the questions to their answers."""
    torch.manual_seed(0)
    order = random.Random(0)
    model = _Tuned(embedder)
    lower = [model.lower(each.texts) for each in asked]
    every = [(which, at) for which, each in enumerate(asked) for at in range(len(each.texts))]
    changes, others = model.trained()
    optimiser = torch.optim.AdamW(
        [{"params": changes, "lr": RATE}, {"params": others, "lr": BEND_RATE}], weight_decay=DECAY
    )
    steps = epochs * len(list(_batches(every, lower)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARM) * max(LEAST_RATE, 1 - step / steps)
    )
    for _ in range(epochs):
        order.shuffle(every)
        batches = list(_batches(every, lower))
        order.shuffle(batches)
        for batch in batches:
            loss = _loss(model, asked, batch, model([lower[which][at] for which, at in batch]))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*changes, *others], 1.0)
            optimiser.step()
            schedule.step()
    return model.finished()


def _batches(every: Sequence[Place], lower: Sequence[Sequence[torch.Tensor]]) -> Iterator[Sequence[Place]]:
    """The questions in batches of much the same length."""
    for start in range(0, len(every), ALIKE * BATCH):
        part = sorted(every[start : start + ALIKE * BATCH], key=lambda place: len(lower[place[0]][place[1]]))
        yield from (part[at : at + BATCH] for at in range(0, len(part), BATCH))


class _Low(torch.nn.Module):
    """A linear layer with a change of low rank, which begins as none."""

    def __init__(self, linear: Any) -> None:
        super().__init__()
        self.linear = linear
        self.into = torch.nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.out = torch.nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        changed: torch.Tensor = self.linear(given) + (given @ self.into.T) @ self.out.T
        return changed


class _Tuned(torch.nn.Module):
    """The packaged model's last layers, and the bend of sentences, while they are fitted."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__()
        transformer: Any = embedder._model.transformer
        self._bert = [transformer[0].auto_model]  # in a list, so that it is no part of what is fitted
        self._tokenizer, self._prompt = transformer.tokenizer, embedder._model.prompts["query"]
        self.first = len(self._bert[0].encoder.layer) - LAYERS
        self.layers = deepcopy(self._bert[0].encoder.layer[self.first :]).float().eval()
        for parameter in self.layers.parameters():
            parameter.requires_grad = False
        for layer in self.layers:
            for name in _LINEAR:
                parent, _, last = name.rpartition(".")
                setattr(layer.get_submodule(parent), last, _Low(layer.get_submodule(name)))
        small = embedder.dimensions**-0.5
        self.into = torch.nn.Parameter(torch.empty(BEND_RANK, embedder.dimensions).uniform_(-small, small))
        self.out = torch.nn.Parameter(torch.zeros(BEND_RANK, embedder.dimensions))
        self.sharp, self.nothing = (torch.nn.Parameter(torch.tensor(each)) for each in (SHARP, NOTHING))
        self.mix = torch.nn.Parameter(torch.tensor(0.0))

    def trained(self) -> tuple[list[torch.nn.Parameter], list[torch.nn.Parameter]]:
        """What is fitted: the changes to the layers, and the rest."""
        changes = [each for each in self.layers.parameters() if each.requires_grad]
        return changes, [self.into, self.out, self.sharp, self.nothing, self.mix]

    @torch.no_grad()
    def lower(self, texts: Sequence[str]) -> list[torch.Tensor]:
        """What the layers that stay make of each text [tokens, dimensions], in half precision."""
        ids = self._tokenizer([self._prompt + text for text in texts], truncation=True, max_length=_LONGEST)
        made: dict[int, torch.Tensor] = {}
        by_length = sorted(range(len(texts)), key=lambda at: len(ids["input_ids"][at]))
        for part in (by_length[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE)):
            tokens = [torch.tensor(ids["input_ids"][at]) for at in part]
            padded, mask = _padded([each[:, None] for each in tokens])
            state = self._bert[0].embeddings(input_ids=padded[..., 0].long())
            state = self._through(self._bert[0].encoder.layer[: self.first], state, mask)
            made |= {
                at: state[row, : len(each)].half() for row, (at, each) in enumerate(zip(part, tokens, strict=True))
            }
        return [made[at] for at in range(len(texts))]

    def forward(self, lower: Sequence[torch.Tensor]) -> torch.Tensor:
        """The vectors of questions [questions, dimensions] from what the layers that stay made of them."""
        padded, mask = _padded(lower)
        state = self._through(self.layers, padded.float(), mask)
        return normalize((state * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)

    def nearness(self, questions: torch.Tensor, each: Asking) -> torch.Tensor:
        share = torch.sigmoid(self.mix)
        bent = [self._bent(torch.from_numpy(vectors)) for vectors in (each.sentences, each.around)]
        return share * questions @ bent[0].T + (1 - share) * questions @ bent[1].T

    def finished(self) -> tuple[Tuning, Adapter]:
        low = dict(self._named())
        into = {name: each.into.detach().numpy() for name, each in low.items()}
        out = {name: each.out.detach().numpy() for name, each in low.items()}
        bend = Bend(self.into.detach().numpy(), self.out.detach().numpy())
        return Tuning(into, out), Adapter(bend, float(torch.sigmoid(self.mix).detach()))

    def _named(self) -> Iterator[tuple[str, _Low]]:
        for at, layer in enumerate(self.layers, self.first):
            for name in _LINEAR:
                low = layer.get_submodule(name)
                assert isinstance(low, _Low)
                yield f"encoder.layer.{at}.{name}.weight", low

    def _bent(self, vectors: torch.Tensor) -> torch.Tensor:
        return normalize(vectors + torch.tanh(STEEP * vectors @ self.into.T) @ self.out, dim=-1)

    def _through(self, layers: Any, state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        away = (1 - mask[:, None, None, :]) * torch.finfo(torch.float32).min / 2
        # Half precision, and attention as it is written: for rows this short the fused one is slower than all the rest.
        with torch.autocast("cpu", torch.bfloat16), sdpa_kernel(SDPBackend.MATH):
            for layer in layers:
                given = layer(state, away.to(state.dtype))
                state = given[0] if isinstance(given, tuple) else given
        return state.float()


def _padded(each: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of unlike length as one [rows, longest, values], and where something stands in it [rows, longest]."""
    padded = torch.nn.utils.rnn.pad_sequence(list(each), batch_first=True)
    mask = torch.nn.utils.rnn.pad_sequence([torch.ones(len(one)) for one in each], batch_first=True)
    return padded, mask


def _loss(model: _Tuned, asked: Sequence[Asking], batch: Sequence[Place], questions: torch.Tensor) -> torch.Tensor:
    steep = torch.exp(model.sharp)
    loss = torch.zeros(())
    for which, each in enumerate(asked):
        rows = [row for row, (number, _) in enumerate(batch) if number == which]
        if rows:
            near = steep * model.nearness(questions[rows], each)
            near = torch.cat([near, (steep * model.nothing).expand(len(rows), 1)], 1)
            right = torch.zeros_like(near, dtype=torch.bool)
            for place, row in enumerate(rows):
                right[place, list(each.gold[batch[row][1]]) or [-1]] = True
            loss = loss + _missed(near, right).sum()
    same = _same([(which, set(asked[which].gold[at])) for which, at in batch])
    others = steep * (questions @ questions.T) - 1e9 * torch.eye(len(batch))
    paired = same.any(1)
    return (loss + EACH_OTHER * _missed(others, same)[paired].sum()) / len(batch)


def _same(gold: Sequence[tuple[int, set[int]]]) -> torch.Tensor:
    """Which questions have an answer in common [questions, questions]; none with itself."""
    return torch.tensor(
        [[one is not other and one[0] == other[0] and bool(one[1] & other[1]) for other in gold] for one in gold]
    )


def _missed(odds: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """For each row the negative logarithm of the share of the softmax that the right ones have."""
    return torch.logsumexp(odds, 1) - torch.logsumexp(odds.masked_fill(~right, -1e9), 1)
