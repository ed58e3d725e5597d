"""Messages told by what they are made of: short ones that hold nothing but known phrases and filler."""

import re
import tomllib
from pathlib import Path

_MARKS = re.compile(r"[^\w'-]+")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
"""A letter three times or more: "taaak" is "tak"."""
_LONGEST = 200
"""Nobody greets at greater length, in characters."""


class Phrases:
    """The phrases of a file: ``[[kind]]`` with ``name`` and ``says``, and ``filler``, all regular expressions."""

    def __init__(self, file: Path) -> None:
        written = tomllib.loads(file.read_text("utf-8"))
        said = [("", written["filler"]), *((kind["name"], kind["says"]) for kind in written["kind"])]
        self._patterns = tuple((name, re.compile(rf"(?:{each})(?: |$)")) for name, every in said for each in every)

    def kinds(self, text: str) -> tuple[str, ...]:
        """The kinds that ``text`` is of, in the order of the file; none where it holds anything else.

        "Hej, hvad er en sensor?" is of none: every word has to belong to a phrase or to filler.
        """
        said = _DRAWN_OUT.sub(r"\1", _MARKS.sub(" ", text.casefold().replace("’", "'"))).strip()
        if not said or len(said) > _LONGEST:
            return ()
        steps: list[tuple[int, int, str]] = []
        reached = {0}
        for at in range(len(said)):
            if at in reached:
                for name, pattern in self._patterns:
                    if match := pattern.match(said, at):
                        reached.add(match.end())
                        steps.append((at, match.end(), name))
        found: set[str] = set()
        leading = {len(said)}
        for start, end, name in reversed(steps):  # "good" in "good morning" leads nowhere, so it is no praise
            if end in leading:
                leading.add(start)
                found.add(name)
        return tuple(dict.fromkeys(name for name, _ in self._patterns if name and name in found))
