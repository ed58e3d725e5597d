"""What is embedded of a passage: windows of its sentences for search, and each sentence for the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document
from corpus.passage import Passage
from corpus.quote import normalised
from corpus.source import Source

SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Window:
    """About three sentences of a passage, with the document's title and the heading path in front."""

    id: str
    passage_id: str
    document_id: str
    text: str


def windows(document: Document, passage: Passage) -> Iterator[Window]:
    """The windows of ``passage``: each run of three sentences, or all where there are fewer."""
    spans = passage.sentences
    for n in range(max(1, len(spans) - SENTENCES + 1)):
        words = document.text[spans[n].start : spans[min(n + SENTENCES, len(spans)) - 1].end]
        text = f"{_heading(document, passage)}\n{normalised(words)}"
        yield Window(f"{passage.id}-{n}", passage.id, passage.document_id, text)


def around(vectors: NDArray[np.float32], sentences: int) -> NDArray[np.float32]:
    """For each of a passage's ``sentences`` the mean, of length one, of the windows around it [sentences, dimensions].

    ``vectors`` [windows, dimensions] are those of ``windows``, in order.
    """
    last = len(vectors) - 1
    means = np.stack([vectors[max(0, n - SENTENCES + 1) : min(n, last) + 1].mean(axis=0) for n in range(sentences)])
    unit: NDArray[np.float32] = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), np.float32(1e-12))
    return unit


def sentence_texts(document: Document, passage: Passage) -> list[str]:
    """Each sentence of ``passage`` as it is embedded."""
    return [normalised(document.text[span.start : span.end]) for span in passage.sentences]


def over(source: Source, passage: Passage) -> str:
    """What stands over a passage: its document's title, publisher, kind and year, and the headings."""
    year = source.published.year if source.published else ""
    return f"{normalised(source.title)}, {source.publisher or ''}, {source.kind} {year}\n{passage.section or ''}"


def key(text: str) -> str:
    """What a vector is carried over by from one snapshot to the next: a hash of the text it is of."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _heading(document: Document, passage: Passage) -> str:
    title = normalised(document.source.title)
    section = passage.section or ""
    return section if section.startswith(title) else f"{title} › {section}" if section else title
