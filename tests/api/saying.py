"""An app whose assistant says one answer, whatever it is asked, so that every door can be seen to show the same."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.draft import Draft
from corpus.settings import Settings


class Saying:
    """Says ``answer``; all else is as with the assistant it stands in for."""

    def __init__(self, assistant: Assistant, answer: Answer) -> None:
        self.answer, self.setup, self.snapshot = answer, assistant.setup, assistant.snapshot

    def draft(self, *_: object) -> Draft:
        return Draft(self.answer)

    async def told(self, *_: object) -> AsyncGenerator[Answer, None]:
        yield self.answer


@contextmanager
def reached(saying: Saying, folder: Path) -> Iterator[TestClient]:
    """The app as a program on this machine reaches it, with records in ``folder``."""
    database = SecretStr(f"sqlite:///{folder / 'records.sqlite'}")
    app = create_app(Settings(data_dir=folder, database_url=database, api_token=None), cast("Assistant", saying))
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as client:
        yield client
