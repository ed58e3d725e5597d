"""The vector store of a snapshot: Chroma in a folder, or a collection on a Chroma server."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.windows import Window

os.environ["ANONYMIZED_TELEMETRY"] = "False"  # read by Chroma when it is imported, here and by others

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma

HNSW: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}


def quiet() -> Settings:
    """Settings with telemetry off; new each time, for Chroma writes into what it is given."""
    return Settings(anonymized_telemetry=False)


def connect(folder: Path, url: str | None) -> ClientAPI:
    """A Chroma client: over ``folder``, or of the server at ``url``.

    Raises Refused if there is no server, or if the folder may not be written to: Chroma writes even where it reads.
    """
    if url is None:
        try:
            return chromadb.PersistentClient(str(folder), settings=quiet())
        except (ChromaError, AttributeError):  # the second, when it has failed to open that folder once before
            if os.access(folder, os.W_OK):
                raise
            raise Refused("snapshot.not_writable", folder=folder) from None
    parts = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            settings=quiet(),
        )
    except (ValueError, ChromaError, OSError):
        raise Refused("snapshot.no_chroma", url=url) from None


def fill(client: ClientAPI, name: str, windows: Sequence[Window], vectors: NDArray[np.float32]) -> None:
    """A new collection ``name`` of ``windows`` and their unit vectors [n, dimensions]."""
    collection = client.create_collection(name, configuration={"hnsw": HNSW}, embedding_function=None)
    step = client.get_max_batch_size()
    for at in range(0, len(windows), step):
        batch = windows[at : at + step]
        collection.add(
            ids=[window.id for window in batch],
            embeddings=vectors[at : at + step],
            documents=[window.text for window in batch],
            metadatas=[{"passage": window.passage_id, "document": window.document_id} for window in batch],
        )


def let_go(client: ClientAPI) -> None:
    """Closes what a client over a folder holds open."""
    if isinstance(client, Client) and client.get_settings().is_persistent:
        client.close()


def opened(client: ClientAPI, name: str, embedder: Embedder) -> Chroma:
    """The collection ``name`` as LangChain knows a vector store."""
    return Chroma(
        client=client,
        collection_name=name,
        embedding_function=embedder.langchain,
        create_collection_if_not_exists=False,
    )


def nearest(
    store: Chroma, vector: NDArray[np.float32], count: int, documents: Sequence[str] | None
) -> list[tuple[str, float]]:
    """Up to ``count`` windows nearest to ``vector`` as (passage id, cosine similarity), nearest first."""
    only = {"document": {"$in": list(documents)}} if documents else None
    found = store.similarity_search_by_vector_with_relevance_scores(vector.tolist(), count, filter=only)  # type: ignore[arg-type]
    return [(document.metadata["passage"], 1.0 - distance) for document, distance in found]


def collection_name(snapshot_id: str) -> str:
    """The name of a snapshot's collection in Chroma."""
    return f"radar-{snapshot_id}"


def where(url: str | None) -> str:
    """The Chroma that holds the vectors: a server by its address, or the version that reads the folder."""
    return url or f"chromadb {chromadb.__version__}"
