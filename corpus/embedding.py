"""The embedding model: texts into vectors whose nearness is nearness in meaning."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.model import DEFAULT, Kind, Model

Vectors = NDArray[np.float32]

# Characters in a batch. From 4,000 to 16,000 the speed is the same, and a question waits for one batch at most.
_BATCH = 8_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: unit vectors [tokens, dimensions], and start and end in the text [tokens, 2]."""

    vectors: Vectors
    offsets: NDArray[np.int32]


class Embedder:
    """An opened embedding model.

    ``name`` and ``fingerprint`` say which: equal fingerprints mean vectors that can be compared, whatever the machine
    and the precision the weights are loaded in. ``dimensions`` is the length of a vector. All vectors are float32 of
    length one. Safe to call from several threads: one thread of its own does the computing, in the order asked.
    """

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.fingerprint = model.fingerprint
        self.dimensions = model.dimensions
        self.langchain: Embeddings = _LangChain(self)
        self._model = model
        # Not a lock: torch keeps a team of threads for each thread that calls it, and a lock is not fair, so that a
        # question would wait for a whole ingest.
        self._worker = ThreadPoolExecutor(1, "embedding")
        self._query = lru_cache(maxsize=1024)(self._embed_query)

    @classmethod
    def open(cls, name: str = DEFAULT) -> "Embedder":
        """The packaged model, or another as ``Model.open`` finds it; Refused where there is none such."""
        return cls(Model.open(name))

    def changed(self, changes: Mapping[str, Vectors]) -> "Embedder":
        """One whose model has ``changes`` added to the weights that they name; it computes in the same thread."""
        other = Embedder(self._model.changed(changes))
        other._worker = self._worker
        return other

    def documents(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        """The vectors of passages, [texts, dimensions]; ``done`` is told after each batch how many are embedded.

        What goes beyond the model's window (512 tokens, some 2,000 Danish characters) does not count in the vector.
        """
        return self._batched(texts, "passage", done)

    def queries(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        """The vectors of many questions at once, [texts, dimensions]; ``done`` as for ``documents``."""
        return self._batched(texts, "query", done)

    def query(self, text: str) -> Vectors:
        """The vector of a question, [dimensions]; read-only, since the last ones asked for are kept."""
        return self._query(text)

    def tokens(self, text: str, kind: Kind) -> Tokens:
        """The text's tokens in their context, without prompt and end marks."""
        return self._worker.submit(self._encode_tokens, text, kind).result()

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text is, however long, without prompt and end marks."""
        return self._worker.submit(self._lengths, list(texts)).result()

    def _lengths(self, texts: list[str]) -> list[int]:
        tokenizer = self._model.transformer.tokenizer
        cut = tokenizer(texts, truncation=False, add_special_tokens=False, return_attention_mask=False, verbose=False)
        return [len(ids) for ids in cut["input_ids"]]

    def _batched(self, texts: Sequence[str], kind: Kind, done: Callable[[int], None] | None) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        embedded = 0
        for batch in _batches(texts):
            vectors[batch] = self._worker.submit(self._encode, [texts[at] for at in batch], kind).result()
            embedded += len(batch)
            if done:
                done(embedded)
        return vectors

    def _embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._worker.submit(self._encode, [text], "query").result()[0]
        vector.setflags(write=False)
        return vector

    def _encode(self, texts: list[str], kind: Kind) -> Vectors:
        return _unit(self._forward(texts, kind, batch_size=len(texts)))

    def _encode_tokens(self, text: str, kind: Kind) -> Tokens:
        (vectors,) = self._forward([text], kind, output_value="token_embeddings")
        prompt = self._model.prompts[kind]
        cut = self._model.transformer.tokenizer(
            prompt + text,
            truncation=True,
            max_length=self._model.transformer.max_seq_length,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        offsets = np.array(cut["offset_mapping"], np.int32).reshape(-1, 2) - len(prompt)
        own = (offsets[:, 1] > 0) & ~np.array(cut["special_tokens_mask"], bool)
        return Tokens(_unit(vectors.float().numpy()[own]), np.maximum(offsets[own], 0))

    def _forward(self, texts: list[str], kind: Kind, **options: Any) -> Any:
        transformer = self._model.transformer
        encode: Any = transformer.encode_query if kind == "query" else transformer.encode_document
        return encode(texts, prompt=self._model.prompts[kind], show_progress_bar=False, **options)


class _LangChain(Embeddings):
    """The embedder as LangChain knows one.

    HuggingFaceEmbeddings reads the same folder, but loads the weights itself, so that they would be in memory twice,
    and goes past the one thread that computes, the batches and the kept questions.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        found: list[list[float]] = self._embedder.documents(texts).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        found: list[float] = self._embedder.query(text).tolist()
        return found


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """The places of texts of like length, the longest first; a batch padded to its longest stays within bounds."""
    batch: list[int] = []
    for at in sorted(range(len(texts)), key=lambda at: -len(texts[at])):
        if batch and (len(batch) + 1) * len(texts[batch[0]]) > _BATCH:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _unit(vectors: Vectors) -> Vectors:
    vectors = vectors.astype(np.float32, copy=False)
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32(1e-12))
    return unit
