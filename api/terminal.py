"""An answer, and the list of sources, as a person at a terminal reads them."""

import json

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.plain import plain
from api.records.replay import Difference, Replayed
from assistant.answer import Answer, Citation, Related, shown_title
from corpus.manifest import Manifest
from corpus.wording import say


def as_text(answer: Answer) -> str:
    """The answer, its numbered sources, what to choose from, what is nearest where there is none, and the notes."""
    parts = [answer.text]
    if answer.choices:
        parts.append("\n".join(f"– {choice}" for choice in answer.choices))
    if answer.citations:
        listed = [f"[{citation.number}] {_source(citation, answer.language)}" for citation in answer.citations]
        parts.append("\n".join([say("answer.sources", answer.language), *listed]))
    if answer.related:
        parts.append("\n".join(f"– {near.quote.text}\n  {_source(near, answer.language)}" for near in answer.related))
    return plain("\n\n".join([*parts, *answer.notes]))


def _source(place: Citation | Related, language: str) -> str:
    source = place.quote.document.source
    at, url = None, source.url
    if place.quote.page:
        at = say("answer.page", language, page=place.quote.page)
    elif isinstance(place, Citation) and place.row:
        at, url = None if place.of_row else say("answer.row", language, row=place.row.number), place.url
    shown = [shown_title(source, language), source.publisher, source.dated, at, url]
    return ", ".join(part for part in shown if part)


def replayed_text(again: Replayed) -> str:
    """What was asked, whether the same came of it, and what was set otherwise."""
    record = again.record
    at = record.asked_at.astimezone().isoformat(" ", "minutes")
    parts = [
        say("records.asked", id=record.id, at=at, snapshot=record.answer.snapshot),
        say("records.question", question=record.question),
    ]
    if again.setup:
        parts.append("\n".join([say("records.set_up"), *map(_changed, again.setup)]))
    parts += map(_changed, again.answer) if again.answer else [say("records.same")]
    return "\n".join(parts)


def _changed(difference: Difference) -> str:
    before, now = (json.dumps(value, ensure_ascii=False) for value in (difference.before, difference.now))
    told = (say("records.before", value=before), say("records.now", value=now))
    return "\n".join([difference.field, *(f"  {each}" for each in told)])


def sources_table(manifest: Manifest) -> None:
    """The sources that a snapshot holds, one a row."""
    table = Table(show_edge=False, pad_edge=False)
    numbers = ("passages", "rows")
    for name in ("id", "title", "publisher", "published", *numbers):
        table.add_column(say(f"sources.{name}"), overflow="fold", justify="right" if name in numbers else "left")
    for held in manifest.held:
        source = held.source
        row = (source.id, shown_title(source, "da"), source.publisher or "–", source.dated or "–")
        counts = (str(held.passages or "–"), str(held.rows or "–"))
        table.add_row(*(escape(cell) for cell in row), *counts)
    Console().print(table)
