"""Reads what a model writes, while it writes: sentences with the numbers of the sources that they cite."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

LONGEST = 8000
"""Characters that are read of one answer; what goes on is endless."""
LONGEST_SENTENCE = 600
_LIST = re.compile(r'^\s*(?:```(?:json)?\s*)?\{\s*"sentences"\s*:\s*\[')
_MARKS = re.compile(r"\s*((?:\[\d{1,2}(?:\s*,\s*\d{1,2})*\]\s*)+)[.]?$")
_BULLET = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s+")
_NUMBER = re.compile(r"\d{1,2}")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that a model wrote and the numbers of the sources that it says it has it from; perhaps none."""

    text: str
    sources: tuple[int, ...]


@dataclass(slots=True)
class Reading:
    """What has been read so far; ``done`` once nothing more can come.

    The form is told by how the text begins: with a brace it is JSON, else lines. Of JSON only objects of exactly the
    asked form are sentences; another object is a claim without sources, which no check lets through.
    """

    text: str = ""
    done: bool = False
    _at: int = field(default=0, repr=False)

    def read(self, piece: str) -> Iterator[Claim]:
        """The sentences that are whole now that ``piece`` has come."""
        if self.done:
            return
        self.text += piece
        begun = self.text.lstrip()
        if begun.startswith(("{", "`")):
            yield from self._objects()
        elif begun:
            yield from self._lines()
        self.done = self.done or len(self.text) > LONGEST

    def rest(self) -> Iterator[Claim]:
        """What is whole at the end only: of lines the last. Half a JSON object is no sentence."""
        if not self.done and not self.text.lstrip().startswith(("{", "`")):
            yield from _line(self.text[self._at :])
        self.done = True

    def _lines(self) -> Iterator[Claim]:
        while (end := self.text.find("\n", self._at)) >= 0:
            line, self._at = self.text[self._at : end], end + 1
            yield from _line(line)

    def _objects(self) -> Iterator[Claim]:
        if not self._at:
            opened = _LIST.match(self.text)
            if opened is None:
                return
            self._at = opened.end()
        while True:
            rest = self.text[self._at :].lstrip(" \t\r\n,")
            at = len(self.text) - len(rest)
            if rest.startswith("]"):
                self.done = True
                return
            try:
                found, end = _DECODER.raw_decode(self.text, at)
            except (ValueError, RecursionError):
                return
            if end == len(self.text) and not isinstance(found, dict):
                return  # a number that goes on
            self._at = end
            yield _claim(found)


def _claim(found: Any) -> Claim:
    match found:
        case {"text": str(text), "sources": [*sources], **more} if not more and all(type(n) is int for n in sources):
            return Claim(" ".join(text.split()), tuple(dict.fromkeys(sources)))
        case {"text": str(text), **_more}:
            return Claim(" ".join(text.split()), ())
        case _:
            return Claim(json.dumps(found, ensure_ascii=False)[:LONGEST_SENTENCE], ())


def _line(line: str) -> Iterator[Claim]:
    text = _BULLET.sub("", " ".join(line.split()))
    marks = _MARKS.search(text)
    if marks:
        numbers = tuple(dict.fromkeys(int(number) for number in _NUMBER.findall(marks[1])))
        text = text[: marks.start()].strip()
        if text:
            yield Claim(text if text.endswith((".", "!", "?")) else f"{text}.", numbers)
    elif text:
        yield Claim(text, ())
