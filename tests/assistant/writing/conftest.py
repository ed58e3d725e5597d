from collections.abc import Callable, Iterator
from copy import copy

import pytest

from assistant.ask import Assistant
from assistant.writing.breaker import Breaker
from assistant.writing.endpoint import Endpoint
from assistant.writing.writer import Writer
from tests.assistant.writing.scripted import Scripted, scripted

Writing = Callable[..., Assistant]


@pytest.fixture(scope="session")
def address() -> Iterator[Scripted]:
    with scripted() as script:
        yield script


@pytest.fixture
def script(address: Scripted) -> Scripted:
    """The scripted model, with nothing said yet."""
    address.reset()
    return address


@pytest.fixture
def writing(assistant: Assistant, script: Scripted) -> Writing:
    """The assistant over the towns with the scripted model as its writer."""

    def with_writer(seconds: float = 20, context: int = 4096, breaker: Breaker | None = None) -> Assistant:
        made = copy(assistant)
        endpoint = Endpoint(script.url, "scripted", "none", seconds)
        made._writer = Writer(endpoint, seconds, context, breaker=breaker)
        return made

    return with_writer
