"""Conversations at once through all doors: none lost, doubled or crossed; and it is seen where a door is broken."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from api.app import create_app
from api.keeping import Keeping
from api.slack.thread import Thread
from assistant.ask import Assistant
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.api import load
from tests.api.conftest import served
from tests.api.doors import channels
from tests.api.load import Street, Talk
from tests.api.slack.fake import FakeSlack
from tests.api.teams.microsoft import Microsoft

FEW = 10


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> tuple[Path, Assistant, Sequence[Talk]]:
    folder = tmp_path_factory.mktemp("towns")
    build([read_catalogue(load.write_towns(folder / "corpus", FEW))], Snapshots(folder / "data"), embedder)
    assistant = Assistant(Snapshots(folder / "data"), embedder)
    return folder, assistant, load.talks(assistant, FEW, 2)


@pytest.fixture(scope="module")
def around() -> Iterator[tuple[FakeSlack, Microsoft]]:
    with channels() as both:
        yield both


@pytest.fixture
def found(
    towns: tuple[Path, Assistant, Sequence[Talk]],
    around: tuple[FakeSlack, Microsoft],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., list[str]]:
    """What is wrong with the answers to conversations that are had at once."""
    (folder, assistant, talks), (slack, teams) = towns, around

    def found(*doors: str) -> list[str]:
        for old in folder.glob("records.sqlite*"):
            old.unlink()
        slack.begin_again()
        teams.sent.clear()
        every = load.shared_out(talks, doors or tuple(load.DOORS))
        monkeypatch.setattr("api.teams.connected.connected", teams.app)
        with served(create_app(load.settings(folder, slack.url), assistant)) as url:
            street = Street(url, slack, teams)
            said = asyncio.run(load.talked(street, every))
        assert len(said) == FEW * 2
        return load.faults(street, every, said, folder / "records.sqlite")

    return found


def test_nothing_is_lost_doubled_or_crossed(found: Callable[..., list[str]]) -> None:
    assert found() == []


def test_conversations_that_are_mixed_up_are_seen(
    found: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Thread, "conversation", "the same for all")
    assert any(each.startswith("another answer at slack") for each in found("slack"))


def test_what_is_answered_twice_is_seen(found: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    async def always(*_: object) -> bool:
        return True

    monkeypatch.setattr(Keeping, "first_time", always)
    wrong = found("slack", "teams")
    assert any(each.startswith("doubled at slack") for each in wrong)
    assert any(each.startswith("doubled at teams") for each in wrong)


@pytest.mark.slow
def test_fifty_conversations_at_once_in_a_process_of_its_own(tmp_path: Path) -> None:
    wrong, told = load.run(tmp_path, load.MOST)
    print(told)
    assert wrong == []
