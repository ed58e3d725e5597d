"""Where technologies stand on one radar of one edition, and where they stood in the edition before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from api.alphabet import in_order
from corpus.radar import OVERALL, STAGES, Edition, Observation, Radar, Stage
from corpus.wording import say

Movement = Literal["in", "out", "same", "new", "unknown"]
"""Towards KLAR, away from it, neither, not on the radar before, or not to be told from the rows."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A technology on a radar: every row that places it, here and in the edition before, and what else is measured.

    ``reported`` are the rows that place it in a kommunerapport, beside the whole country. ``movement`` is None where
    there is no edition before.
    """

    technology: str
    here: tuple[Observation, ...]
    before: tuple[Observation, ...]
    measured: tuple[Observation, ...]
    reported: tuple[Observation, ...]
    movement: Movement | None

    @property
    def rows(self) -> tuple[Observation, ...]:
        """Every row about it on this radar."""
        return self.here + self.reported + self.measured

    @property
    def rings(self) -> tuple[Stage, ...]:
        """The rings the rows name, innermost first: none where it is not known, several where they contradict."""
        return rings(self.here)


@dataclass(frozen=True, slots=True)
class View:
    """One radar of one edition. ``overall`` are the rows about all its technologies at once."""

    edition: Edition | None
    before: Edition | None
    radar: str
    technologies: tuple[Placed, ...]
    overall: tuple[Observation, ...]

    @property
    def known(self) -> tuple[Placed, ...]:
        """The technologies whose ring is known."""
        return tuple(each for each in self.technologies if each.rings)

    @property
    def unknown(self) -> tuple[Placed, ...]:
        """The technologies of the edition whose ring is not known."""
        return tuple(each for each in self.technologies if not each.rings)


def rings(rows: Iterable[Observation]) -> tuple[Stage, ...]:
    """The rings that ``rows`` name, each once, innermost first."""
    named = {row.stage for row in rows}
    return tuple(stage for stage in STAGES if stage in named)


def editions(radar: Radar) -> tuple[Edition, ...]:
    """The editions, the newest first, each once; also one that only its observations tell of."""
    by_id: dict[str, Edition] = {}
    for edition in radar.editions:
        by_id.setdefault(edition.id, edition)
    for row in radar.observations:
        if row.edition not in by_id:
            by_id[row.edition] = Edition(row.row, row.edition, say("see.edition_named", id=row.edition))
    return tuple(sorted(by_id.values(), key=_age, reverse=True))


def radars(radar: Radar) -> tuple[str, ...]:
    """The overall radar and those of the fagområder, in alphabetical order."""
    names = {each.name for each in radar.fagområder} | {each.radar for each in radar.observations}
    return (OVERALL, *in_order(names - {OVERALL}))


def technologies(radar: Radar) -> tuple[str, ...]:
    """Every technology that a row names, in alphabetical order."""
    named = {each.name for each in radar.technologies}
    named |= {each.technology for each in radar.observations if each.technology}
    return tuple(in_order(named))


def first_choice(radar: Radar) -> Edition | None:
    """The edition to begin with: the newest whose overall radar is known, else the one of which most is known."""
    every = editions(radar)
    placed = {row.edition for row in radar.observations if row.radar == OVERALL and row.stage and row.technology}
    for edition in every:
        if edition.id in placed:
            return edition
    counted = [row.edition for row in radar.observations if row.technology]
    return max(every, key=lambda edition: counted.count(edition.id), default=None)


def view(radar: Radar, edition: Edition | None, name: str) -> View:
    """What the rows say of the radar ``name`` in ``edition``."""
    if edition is None:
        return View(None, None, name, (), ())
    older = [each for each in editions(radar) if _age(each) < _age(edition)]
    before = older[0] if older else None
    here: dict[str, list[Observation]] = {}
    earlier: dict[str, list[Observation]] = {}
    overall: list[Observation] = []
    for row in radar.observations:
        if row.edition == edition.id and row.technology:
            here.setdefault(row.technology, [])
        if row.radar != name:
            continue
        if row.edition == edition.id:
            (here[row.technology] if row.technology else overall).append(row)
        elif before and row.edition == before.id and row.technology and row.stage and not row.municipality:
            earlier.setdefault(row.technology, []).append(row)
    whole = before is not None and before.technologies is not None and len(earlier) >= before.technologies
    found = [
        _placed(technology, here[technology], earlier.get(technology, []), before, whole)
        for technology in in_order(here)
    ]
    return View(edition, before, name, tuple(found), tuple(overall))


def _placed(
    technology: str, rows: Sequence[Observation], earlier: Sequence[Observation], before: Edition | None, whole: bool
) -> Placed:
    """``whole``: every technology of the edition before is known, so that one that is not among them is new."""
    placing = [row for row in rows if row.measure == "stage"]
    here = tuple(row for row in placing if not row.municipality)
    now, then = rings(here), rings(earlier)
    movement: Movement | None = "unknown" if before else None
    if before and len(now) == 1:
        if len(then) == 1:
            step = STAGES.index(now[0]) - STAGES.index(then[0])
            movement = "in" if step < 0 else "out" if step > 0 else "same"
        elif not then and whole:
            movement = "new"
    measured = sorted((row for row in rows if row.measure != "stage"), key=lambda row: row.municipality is not None)
    reported = tuple(row for row in placing if row.municipality)
    return Placed(technology, here, tuple(earlier), tuple(measured), reported, movement)


def _age(edition: Edition) -> tuple[str, str]:
    return (str(edition.published) if edition.published else edition.id, edition.id)
