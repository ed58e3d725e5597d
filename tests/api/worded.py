"""A language model behind the doors that words an answer in two sentences, the second when it is let."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from assistant.ask import Assistant
from assistant.writing.endpoint import Endpoint
from assistant.writing.writer import Writer
from tests.assistant.writing.scripted import scripted

FIRST = "Havneby Kommune gav 412 borgere skærmbesøg i 2022."
SECOND = "Hjemmeplejen sparede 1.300 timers kørsel på et år."


@contextmanager
def worded(assistant: Assistant) -> Iterator[Event]:
    """The assistant with that model as its writer; the event lets the model go on."""
    go_on = Event()
    first, second = (json.dumps({"text": text, "sources": [1]}, ensure_ascii=False) for text in (FIRST, SECOND))
    with scripted() as script:
        script.pieces = [f'{{"sentences": [{first}, ', go_on, f"{second}]}}"]
        before, assistant._writer = assistant._writer, Writer(Endpoint(script.url, "scripted", "none", 60), 60, 4096)
        try:
            yield go_on
        finally:
            go_on.set()
            assistant._writer = before
