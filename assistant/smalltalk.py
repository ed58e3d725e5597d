"""Small talk: greetings, thanks and questions about the assistant itself, told apart from questions to the sources."""

import re
import tomllib
from functools import cache
from pathlib import Path

_MARKS = re.compile(r"[^\w'-]+")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
"""A letter three times or more: "taaak" is "tak"."""
_LONGEST = 200
"""Nobody greets at greater length, in characters."""
_STATED = ("praise", "complaint")
"""What is asked is neither: "Hjalp det?" is a question on what was spoken of."""


def small_talk(text: str) -> str | None:
    """The kind of small talk that ``text`` is, as ``smalltalk.toml`` names it; None where it asks for something else.

    "Hej, hvad er en sensor?" is a question: small talk holds nothing but small talk.
    """
    said = _DRAWN_OUT.sub(r"\1", _MARKS.sub(" ", text.casefold().replace("’", "'"))).strip()
    if not said or len(said) > _LONGEST:
        return None
    steps: list[tuple[int, int, str]] = []
    reached = {0}
    for at in range(len(said)):
        if at in reached:
            for name, pattern in _patterns():
                if match := pattern.match(said, at):
                    reached.add(match.end())
                    steps.append((at, match.end(), name))
    found: set[str] = set()
    leading = {len(said)}
    for start, end, name in reversed(steps):  # "good" in "good morning" leads nowhere, so it is no praise
        if end in leading:
            leading.add(start)
            found.add(name)
    kind = next((name for name, _ in _patterns() if name and name in found), None)
    return None if kind in _STATED and text.rstrip().endswith("?") else kind


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every expression with the kind that it says, none for filler."""
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    said = [("", written["filler"]), *((kind["name"], kind["says"]) for kind in written["kind"])]
    return tuple((name, re.compile(rf"(?:{each})(?: |$)")) for name, expressions in said for each in expressions)
