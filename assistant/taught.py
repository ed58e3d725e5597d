"""What was learned from questions about the texts, as it is stored: ``taught.safetensors``, made by ``make train``."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from assistant.adapter import Adapter, Bend
from assistant.asked import Asked
from assistant.four_bits import halved, whole
from assistant.routes import Routes
from assistant.trees import Trees
from assistant.tuning import Tuning
from corpus.embedding import Embedder

FILE = Path(__file__).with_suffix(".safetensors")
_TUNING = ("tuning.into.", "tuning.out.")
_HEAD = 8
"""The bytes in front that say how long the header is (https://github.com/huggingface/safetensors)."""


@dataclass(frozen=True, slots=True)
class Taught:
    """The tuned model and the adapter, the questions that are known, the routes, and the decision when to answer.

    ``fingerprint`` is the embedding model's that they fit.
    """

    fingerprint: str
    tuning: Tuning
    adapter: Adapter
    asked: Asked
    routes: Routes
    decision: Trees


def taught(embedder: Embedder) -> Taught | None:
    """What was learned, if it was with this model: another model's vectors mean something else."""
    stored = _instead[-1] if _instead else _stored()
    return stored if stored and stored.fingerprint == embedder.fingerprint else None


@contextmanager
def instead(given: Taught) -> Iterator[None]:
    """Answers by ``given`` while it lasts: by what was learned without some of the questions. Not for many threads."""
    _instead.append(given)
    try:
        yield
    finally:
        _instead.pop()


def write(given: Taught) -> None:
    """Puts ``given`` in the place of what was learned before."""
    FILE.write_bytes(packed(given))
    _stored.cache_clear()


_instead: list[Taught] = []


@cache
def _stored() -> Taught | None:
    return unpacked(FILE.read_bytes()) if FILE.is_file() else None


def packed(given: Taught) -> bytes:
    """``given`` as a safetensors file: matrices in half precision, the vectors of questions in four bits a value."""
    asked, adapter, routes, trees = given.asked, given.adapter, given.routes, given.decision
    vectors, steps = halved(asked.vectors)
    passages = sorted(asked.group_of)
    number = {name: at for at, name in enumerate(passages)}
    told = {
        "made_by": "make train",
        "fingerprint": given.fingerprint,
        "share": adapter.share,
        "passages": passages,
        "groups": [asked.group_of[name] for name in passages],
        "routes": routes.names,
        "least": routes.least,
        "signs": trees.names,
        "start": trees.start,
    }
    tensors: dict[str, NDArray[Any]] = {
        **{f"tuning.into.{name}": each.astype(np.float16) for name, each in given.tuning.into.items()},
        **{f"tuning.out.{name}": each.astype(np.float16) for name, each in given.tuning.out.items()},
        "sentence.into": adapter.sentence.into.astype(np.float16),
        "sentence.out": adapter.sentence.out.astype(np.float16),
        "asked.vectors": vectors,
        "asked.steps": steps,
        "asked.group": asked.group.astype(np.uint8),
        "asked.answered": asked.answered.astype(np.uint8),
        "asked.first": asked.first.astype(np.uint32),
        "asked.passage": np.array([number[name] for name in asked.passage], np.uint16),
        "asked.start": asked.start.astype(np.uint16),
        "routes.weights": routes.weights.astype(np.float16),
        "routes.intercepts": routes.intercepts.astype(np.float16),
        "trees.sign": trees.sign.astype(np.int8),
        "trees.threshold": trees.threshold,
        "trees.left": trees.left.astype(np.uint8),
        "trees.right": trees.right.astype(np.uint8),
        "trees.value": trees.value,
    }
    # safetensors writes the bytes as they lie, whatever order an array says that it has.
    return save({name: np.ascontiguousarray(each) for name, each in tensors.items()}, {"taught": json.dumps(told)})


def unpacked(stored: bytes) -> Taught:
    """What ``packed`` was given, as near as the precision that it is stored in."""
    tensors = load(stored)
    header = json.loads(stored[_HEAD : _HEAD + int.from_bytes(stored[:_HEAD], "little")])
    told = json.loads(header["__metadata__"]["taught"])
    single = {name: tensors[name].astype(np.float32) for name in tensors if name != "asked.vectors"}
    asked = Asked(
        whole(tensors["asked.vectors"], tensors["asked.steps"]),
        tensors["asked.group"].astype(np.int64),
        tensors["asked.answered"].astype(np.bool_),
        tensors["asked.first"].astype(np.int64),
        tuple(told["passages"][at] for at in tensors["asked.passage"]),
        tensors["asked.start"].astype(np.int64),
        dict(zip(told["passages"], told["groups"], strict=True)),
    )
    into, out = ({name.removeprefix(at): single[name] for name in single if name.startswith(at)} for at in _TUNING)
    adapter = Adapter(Bend(single["sentence.into"], single["sentence.out"]), told["share"])
    routes = Routes(tuple(told["routes"]), single["routes.weights"], single["routes.intercepts"], told["least"])
    nodes = {name: tensors[f"trees.{name}"].astype(np.int64) for name in ("sign", "left", "right")}
    thresholds, values = single["trees.threshold"], single["trees.value"]
    trees = Trees(tuple(told["signs"]), nodes["sign"], thresholds, nodes["left"], nodes["right"], values, told["start"])
    return Taught(told["fingerprint"], Tuning(into, out), adapter, asked, routes, trees)
