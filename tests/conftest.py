import pytest

from corpus.embedding import Embedder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged model, opened once for all tests of a process."""
    return Embedder.open()
