"""Pilots and cases as one kind of thing: what municipalities have tried and done with technology."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from api.alphabet import in_order
from corpus.danish import words
from corpus.radar import Case, Pilot, Radar, Row


@dataclass(frozen=True, slots=True)
class Project:
    """A pilot or a case, as far as it is told. ``years`` are those it is known to have run in."""

    kind: Literal["pilot", "case"]
    name: str
    technology: str | None
    area: str | None
    municipalities: tuple[str, ...]
    partners: tuple[str, ...]
    when: str | None
    years: tuple[int, ...]
    text: str | None
    row: Row


@dataclass(frozen=True, slots=True)
class Wish:
    """What to filter by; None is all."""

    municipality: str | None = None
    technology: str | None = None
    area: str | None = None
    year: int | None = None

    def meets(self, project: Project) -> bool:
        """Whether the project is one of those wished for."""
        return (
            (self.municipality is None or self.municipality in project.municipalities)
            and (self.technology is None or self.technology == project.technology)
            and (self.area is None or self.area == project.area)
            and (self.year is None or self.year in project.years)
        )


def projects(radar: Radar) -> tuple[Project, ...]:
    """All pilots and cases: the newest first, then those whose year is not told, each in alphabetical order."""
    shared: dict[tuple[str, int], list[Case]] = {}
    for case in radar.cases:
        shared.setdefault((case.row.document_id, case.row.number), []).append(case)
    every = [*map(_pilot, radar.pilots), *map(_case, shared.values())]
    by_name = {name: place for place, name in enumerate(in_order({each.name for each in every}))}
    return tuple(sorted(every, key=lambda each: (-max(each.years, default=0), by_name[each.name], each.row.number)))


def municipalities(every: Iterable[Project]) -> Mapping[str, int]:
    """The 98 municipalities and any other that is named, in alphabetical order, with how many projects each has."""
    counted = Counter(name for each in every for name in dict.fromkeys(each.municipalities))
    return {name: counted[name] for name in in_order(words("names", "kommuner") | counted.keys())}


def years(every: Sequence[Project]) -> list[int]:
    """The years that projects ran in, the newest first."""
    return sorted({year for each in every for year in each.years}, reverse=True)


def _pilot(pilot: Pilot) -> Project:
    return Project(
        "pilot",
        pilot.name,
        pilot.technology,
        pilot.area,
        pilot.municipalities,
        pilot.partners,
        pilot.period or _said(pilot.year),
        _years(pilot.period, pilot.year),
        pilot.text,
        pilot.row,
    )


def _case(cases: Sequence[Case]) -> Project:
    """The case of a row, which several municipalities may share."""
    case = cases[0]
    return Project(
        "case",
        case.name,
        case.technology,
        case.area,
        tuple(dict.fromkeys(each.municipality for each in cases if each.municipality)),
        (),
        _said(case.year),
        _years(None, case.year),
        case.text,
        case.row,
    )


def _said(year: int | None) -> str | None:
    return None if year is None else str(year)


def _years(period: str | None, year: int | None) -> tuple[int, ...]:
    """The years of a period like ``2018-2020``, and the year itself."""
    found = {year} if year else set()
    ends = [int(end) for end in re.findall(r"\b(?:19|20)\d\d\b", period or "")]
    if ends and max(ends) - min(ends) < 50:
        found |= set(range(min(ends), max(ends) + 1))
    return tuple(sorted(found))
