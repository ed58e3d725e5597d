from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from api.desk import Desk
from api.records.tables import ANSWERS, DELIVERIES, FEEDBACK, PLACES, TURNS
from assistant.ask import Assistant
from corpus.settings import Settings
from tests.api.slack.fake import SECRET, FakeSlack

ELSEWHERE = "https://radar.example"
Opening = Callable[..., AbstractContextManager[TestClient]]


@pytest.fixture(scope="module")
def running() -> Iterator[FakeSlack]:
    with FakeSlack().running() as slack:
        yield slack


@pytest.fixture
def slack(running: FakeSlack) -> FakeSlack:
    running.begin_again()
    return running


@pytest.fixture(scope="module")
def settings(data_dir: Path, tmp_path_factory: pytest.TempPathFactory, running: FakeSlack) -> Settings:
    """Set up for Slack over HTTP, behind a token, with records of its own."""
    records = tmp_path_factory.mktemp("slack") / "records.sqlite"
    return Settings(
        data_dir=data_dir,
        database_url=SecretStr(f"sqlite:///{records}"),
        api_token=SecretStr("hemmelig-nøgle"),
        asks_per_minute=1000,
        public_url=ELSEWHERE,
        slack_bot_token=SecretStr("xoxb-test"),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"{running.url}/api/",
    )


@contextmanager
def reached(settings: Settings, assistant: Assistant) -> Iterator[TestClient]:
    """The app as Slack reaches it."""
    with TestClient(create_app(settings, assistant), base_url=ELSEWHERE) as client:
        yield client


@pytest.fixture(scope="module")
def always_open(settings: Settings, assistant: Assistant) -> Iterator[TestClient]:
    with reached(settings, assistant) as client:
        yield client


@pytest.fixture
def client(always_open: TestClient, slack: FakeSlack) -> TestClient:
    """The app, with nothing kept from before; ``slack`` is what it speaks to."""
    with desk_of(always_open).records.records.database.writing() as connection:
        for table in (FEEDBACK, PLACES, ANSWERS, TURNS, DELIVERIES):
            connection.execute(table.delete())
    return always_open


@pytest.fixture
def opened(settings: Settings, assistant: Assistant, slack: FakeSlack, tmp_path: Path) -> Opening:
    """The app opened anew, with some settings changed."""

    def opened(**changed: Any) -> AbstractContextManager[TestClient]:
        fresh = {"database_url": SecretStr(f"sqlite:///{tmp_path / 'records.sqlite'}")}
        return reached(settings.model_copy(update=fresh | changed), assistant)

    return opened


def desk_of(client: TestClient) -> Desk:
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]
    return desk
