"""Rows that do not go with each other or with what is known: told, never mended."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from corpus.radar import Observation, Radar, Technology
from corpus.wording import say

_NAMES = 500
"""Unknown names that are compared with the known ones."""
_NEAR = 0.75


def disagreements(observations: Iterable[Observation]) -> Iterator[str]:
    """Every second row that says something else of the same thing; both rows stand."""
    first: dict[tuple[object, ...], Observation] = {}
    for each in observations:
        key = (each.edition, each.radar, each.technology, each.measure, each.unit, each.qualifier, each.municipality)
        before = first.setdefault(key, each)
        if before.value != each.value:
            yield say(
                "table.disagree",
                first=before.row.number,
                row=each.row.number,
                technology=each.technology or say("row.all"),
                values=f"»{before.value}«, »{each.value}«",
            )


def unknown(radar: Radar, known: Iterable[Technology]) -> Iterator[str]:
    """Names of technologies that no table of technologies has, each with the nearest that one has."""
    names = {name.casefold(): name for each in known for name in (each.name, *each.aliases, *each.english)}
    if not names:
        return
    told: dict[str, Observation] = {}
    for each in radar.observations:
        if each.technology is not None and each.technology.casefold() not in names:
            told.setdefault(each.technology, each)
    for name, each in list(told.items())[:_NAMES]:
        near = get_close_matches(name.casefold(), names, 1, _NEAR)
        key = "table.unknown_near" if near else "table.unknown"
        yield say(key, row=each.row.number, name=name, near=names[near[0]] if near else "")
