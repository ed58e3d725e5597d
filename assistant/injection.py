"""Attempts to turn the assistant from its sources, told by what they say, in a question or in a source."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpus.passage import Span
from corpus.quote import normalised


def turns_away(text: str) -> bool:
    """Whether ``text`` tries to change the rules, asks for what is behind them, or dictates what to answer."""
    return bool(_pattern("patterns").search(text))


def orders(text: str) -> bool:
    """Whether ``text``, a sentence of a source, is an order to whoever answers from it: no answer, and no evidence."""
    return bool(_pattern("orders").search(text))


def statements(text: str, sentences: Iterable[Span]) -> list[Span]:
    """Those of ``sentences`` of a source's ``text`` that state something.

    What follows an order in its paragraph goes on with it.
    """
    found: list[Span] = []
    ordered: Span | None = None
    for span in sentences:
        goes_on = ordered is not None and "\n\n" not in text[ordered.end : span.start]
        if goes_on or orders(normalised(text[span.start : span.end])):
            ordered = span
        else:
            found.append(span)
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    patterns = "|".join(f"(?:{pattern})" for pattern in written[name])
    return re.compile(patterns.replace("{told}", written["told"]), re.IGNORECASE)
