from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from starlette.types import ASGIApp

from api.app import create_app
from api.serve import bound
from assistant.ask import Assistant
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.api.fictional import write_corpus

HERE = "http://127.0.0.1"
Clients = Callable[..., TestClient]


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A data folder with a snapshot of the fictional corpus."""
    folder = tmp_path_factory.mktemp("fictional")
    built = build([read_catalogue(write_corpus(folder / "corpus"))], Snapshots(folder / "data"), embedder)
    assert not [line for line in built.lines if line.refused]
    return folder / "data"


@pytest.fixture(scope="session")
def assistant(data_dir: Path, embedder: Embedder) -> Assistant:
    return Assistant(Snapshots(data_dir), embedder)


@pytest.fixture(scope="session")
def app(data_dir: Path, assistant: Assistant) -> FastAPI:
    return create_app(Settings(data_dir=data_dir, api_token=None), assistant)


@pytest.fixture(scope="session")
def served_app(data_dir: Path, assistant: Assistant) -> FastAPI:
    """The same once more, to be served: an app that stops takes its records with it, and ``client`` goes on asking."""
    return create_app(Settings(data_dir=data_dir, api_token=None), assistant)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=HERE, client=("127.0.0.1", 50000)) as client:
        yield client


@pytest.fixture
def guarded(data_dir: Path, assistant: Assistant) -> Iterator[TestClient]:
    """The same app behind a token."""
    app = create_app(Settings(data_dir=data_dir, api_token=SecretStr("hemmelig-nøgle")), assistant)
    with TestClient(app, base_url="http://radar.example") as client:
        yield client


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The app on a port of this machine, as a browser or another program reaches it."""
    listening = bound("127.0.0.1", 0, guarded=False)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            sleep(0.02)
        yield f"{HERE}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
