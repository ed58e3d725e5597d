"""A snapshot: all that an answer needs, written once, opened whole, never changed."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from weakref import finalize

import numpy as np
from chromadb.errors import ChromaError
from httpx import TransportError
from langchain_chroma import Chroma
from numpy.typing import NDArray

from corpus import vectors
from corpus.boxes import Boxes
from corpus.document import Document
from corpus.embedding import Embedder, Tokens
from corpus.known import settled
from corpus.lexical import Lexical
from corpus.manifest import FORMAT, Manifest, read_manifest
from corpus.passage import Passage
from corpus.radar import Radar
from corpus.refused import Refused
from corpus.source import Source
from corpus.stored import kept_pdf, read_boxes, read_document, read_passages, read_radar, read_vectors
from corpus.windows import around, key, over, sentence_texts, windows

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TOKENS_KEPT = 1000
"""Passages whose token vectors are kept: some 0.2 MB each, and 60 ms to compute again."""


class Snapshot:
    """An opened snapshot. It is only read, and may be read from many threads."""

    def __init__(self, folder: Path, manifest: Manifest, embedder: Embedder, store: Chroma) -> None:
        self.folder, self.manifest, self.embedder, self.store = folder, manifest, embedder, store
        self.sources: Mapping[str, Source] = {held.source.id: held.source for held in manifest.held}
        self.passages: tuple[Passage, ...] = read_passages(folder)
        self.place: Mapping[str, int] = {passage.id: place for place, passage in enumerate(self.passages)}
        self.lexical = Lexical.open(folder / "bm25")
        self._documents: dict[str, Document] = {}
        self._boxes: dict[str, Boxes | None] = {}
        self._tokens: dict[str, Tokens] = {}

    @classmethod
    def open(cls, folder: Path, embedder: Embedder, chroma_url: str | None = None) -> "Snapshot":
        """The snapshot in ``folder``. Raises Refused where it was made otherwise than this program reads it."""
        manifest = read_manifest(folder)
        again = manifest.made_by
        if manifest.format != FORMAT:
            raise Refused("snapshot.other_version", id=manifest.id, made=manifest.format, now=FORMAT, again=again)
        if (manifest.model, manifest.fingerprint) != (embedder.name, embedder.fingerprint):
            raise Refused("snapshot.other_model", id=manifest.id, made=manifest.model, now=embedder.name, again=again)
        here = vectors.where(chroma_url)
        if manifest.chroma != here:
            raise Refused("snapshot.other_chroma", id=manifest.id, made=manifest.chroma, now=here, again=again)
        try:
            client = vectors.connect(folder / "chroma", chroma_url)
        except (OSError, AttributeError, ChromaError) as error:
            raise Refused("snapshot.damaged", id=manifest.id, again=again) from error
        try:
            snapshot = cls(
                folder, manifest, embedder, vectors.opened(client, vectors.collection_name(manifest.id), embedder)
            )
        except (OSError, ValueError, KeyError, EOFError, ChromaError) as error:
            vectors.let_go(client)
            raise Refused("snapshot.damaged", id=manifest.id, again=again) from error
        # Only when nobody answers from it any more; until then text that was pruned would still be on the disk.
        finalize(snapshot, vectors.let_go, client)
        return snapshot

    def document(self, document_id: str) -> Document:
        """The document by its id. Raises KeyError if the snapshot does not hold it, Refused if it is damaged."""
        if document_id not in self._documents:
            source = self.sources[document_id]
            try:
                self._documents[document_id] = read_document(self.folder, source.id)
            except (OSError, ValueError) as error:
                raise self._damaged() from error
        return self._documents[document_id]

    def boxes(self, document_id: str) -> Boxes | None:
        """Where the text of a document that the snapshot holds stands on its pages. Raises Refused if it is damaged.

        None where there are no pages to show: it is no PDF, or was read by a program that did not keep them yet.
        """
        if document_id not in self._boxes:
            source = self.sources[document_id]
            try:
                self._boxes[document_id] = read_boxes(self.folder, source.id)
            except (OSError, ValueError) as error:
                raise self._damaged() from error
        return self._boxes[document_id]

    def pdf(self, document_id: str) -> Path | None:
        """The file that the pages of a document are shown from; None where there are none, as for ``boxes``."""
        return kept_pdf(self.folder, self.sources[document_id].id)

    def passage(self, passage_id: str) -> Passage:
        """The passage or the table's row by its id. Raises KeyError if the snapshot does not hold it."""
        place = self.place.get(passage_id)
        return self._rows[passage_id] if place is None else self.passages[place]

    @cached_property
    def radar(self) -> Radar:
        """The rows of all tables, technologies and fagområder by the names they are known by. Raises Refused."""
        try:
            return settled(read_radar(self.folder))
        except (OSError, ValueError) as error:
            raise self._damaged() from error

    def nearest(
        self, vector: NDArray[np.float32], count: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """As ``vectors.nearest``. Raises Refused if the Chroma server has gone, or what it held."""
        try:
            return vectors.nearest(self.store, vector, count, documents)
        except TransportError as error:
            raise Refused("snapshot.no_chroma", url=self.manifest.chroma) from error
        except ChromaError as error:
            raise self._damaged() from error

    def sentence_vectors(self, passage: Passage) -> NDArray[np.float32]:
        """A unit vector for each sentence of ``passage`` [sentences, dimensions]."""
        texts = sentence_texts(self.document(passage.document_id), passage)
        return np.stack([self._embedded[key(text)] for text in texts])

    def around(self, passage: Passage) -> NDArray[np.float32]:
        """For each sentence of ``passage`` the unit vector of the windows around it [sentences, dimensions]."""
        texts = [window.text for window in windows(self.document(passage.document_id), passage)]
        return around(np.stack([self._embedded[key(text)] for text in texts]), len(passage.sentences))

    def tokens(self, passage: Passage) -> Tokens:
        """The tokens of ``passage``; offsets count from its start, and are negative in what stands over it."""
        found = self._tokens.get(passage.id)
        if found is None:
            # Not lru_cache over a method: it would hold the snapshot, and its store open, after the last reader.
            if len(self._tokens) >= _TOKENS_KEPT:
                self._tokens.clear()
            found = self._tokens[passage.id] = self._embed_tokens(passage.id)
        return found

    @cached_property
    def words(self) -> Mapping[str, int]:
        """The words of titles and texts in lower case, and how often each stands there."""
        texts = (
            f"{source.title}\n{self.document(name).text}"
            for name, source in self.sources.items()
            if source.table is None
        )
        return Counter(word.casefold() for text in texts for word in WORD.findall(text))

    def _embed_tokens(self, passage_id: str) -> Tokens:
        passage = self.passage(passage_id)
        head = over(self.sources[passage.document_id], passage) + "\n"
        text = self.document(passage.document_id).text[passage.start : passage.end]
        found = self.embedder.tokens(head + text, "passage")
        return Tokens(found.vectors, found.offsets - len(head))

    @cached_property
    def _rows(self) -> Mapping[str, Passage]:
        return {row.passage.id: row.passage for row in self.radar.rows}

    @cached_property
    def _embedded(self) -> Mapping[str, NDArray[np.float32]]:
        try:
            return read_vectors(self.folder)
        except (OSError, ValueError) as error:
            raise self._damaged() from error

    def _damaged(self) -> Refused:
        return Refused("snapshot.damaged", id=self.manifest.id, again=self.manifest.made_by)
