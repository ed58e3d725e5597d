from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.originals import Originals
from tests.ingest.website import Website, website


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    """An empty website, reached without the proxy that this machine may have."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with website() as site:
        yield site


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "data" / "originals")
