import pytest
from hypothesis import settings

from corpus.embedding import Embedder

# Timing decides no test; the first example of many loads a dictionary.
settings.register_profile("plain", deadline=None)
settings.load_profile("plain")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged model, opened once for all tests of a process."""
    return Embedder.open()
