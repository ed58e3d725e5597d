"""Answers a radar question from the rows: plain filtering, grouping and ordering, no model and no text.

Plain Python over the rows that the snapshot holds already, instead of a database over a copy of them: a radar is some
thousands of rows, gone through in milliseconds, and each stays the typed row that is cited.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.radar_question import Limits, RadarQuestion
from corpus.radar import OVERALL, STAGES, Case, Kryds, Measure, Observation, Pilot, Radar, Stage

USUAL = 20
"""About as many technologies an edition has at the least, where it does not say."""
Moved = Literal["up", "down", "same", "new", "gone", "unknown", "disputed"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one edition's radar says of a technology by one measure; more rows than one where sources disagree."""

    technology: str | None
    edition: str
    radar: str
    measure: Measure
    qualifier: str | None
    rows: tuple[Observation, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The different values that its rows give."""
        return tuple(dict.fromkeys(row.value for row in self.rows))

    @property
    def disputed(self) -> bool:
        """Whether its rows contradict each other."""
        return len(self.values) > 1

    @property
    def stage(self) -> Stage | None:
        """The ring, where that is what was measured, of the first row."""
        return self.rows[0].stage

    @property
    def number(self) -> float | None:
        """The number of the first row that has one."""
        return next((row.number for row in self.rows if row.number is not None), None)


@dataclass(frozen=True, slots=True)
class Pair:
    """A technology at two places: in two editions, on two radars, in a municipality and in the whole country."""

    technology: str
    one: Reading | None
    other: Reading | None
    moved: Moved


def newest(radar: Radar, editions: Iterable[str]) -> str | None:
    """The newest of ``editions``, by when it was published."""
    return max(editions, key=lambda each: _order(radar, each), default=None)


def in_order(radar: Radar, editions: Iterable[str]) -> list[str]:
    """The editions, the oldest first, each once."""
    return sorted(set(editions), key=lambda each: _order(radar, each))


def scope(radar: Radar, question: RadarQuestion) -> tuple[Observation, ...]:
    """The rows that the question is about, before it is asked which stage, how much or which first.

    Each technology that is named, and each measure, is looked for by itself: where no edition is named in the newest
    that has it, and where no radar is named on the overall one if it is there.
    """
    found: list[Observation] = []
    for measure in question.measures:
        for technology in question.technologies or (None,):
            pool = [
                row
                for row in radar.observations
                if row.measure == measure
                and row.municipality == question.municipality
                and (row.technology == technology if technology else _of_technologies(row, question))
                and (not question.editions or row.edition in question.editions)
                and (question.qualifier is None or row.qualifier == question.qualifier)
                and (not question.radars or row.radar in question.radars)
            ]
            if not question.editions:
                latest = newest(radar, {row.edition for row in pool})
                pool = [row for row in pool if row.edition == latest]
            if not question.radars:
                pool = [row for row in pool if row.radar == OVERALL] or pool
            found += pool
    return tuple(found)


def readings(radar: Radar, question: RadarQuestion) -> tuple[Reading, ...]:
    """What the rows answer: those in scope with one of the stages and within the limits, grouped and in order.

    The order is that of the alphabet; of a ranking, that of the numbers or rings, cut after as many as are wanted, and
    then those that are equal to the last.
    """
    kept = [
        reading
        for reading in grouped(scope(radar, question))
        if (not question.stages or any(row.stage in question.stages for row in reading.rows))
        and (question.limits is None or any(_within_limits(question.limits, row) for row in reading.rows))
    ]
    if question.asked == "rank":
        return _ranked(kept, question)
    if question.technologies:
        return tuple(kept)
    return tuple(sorted(kept, key=lambda each: (in_alphabet(each.technology or ""), each.radar, each.edition)))


def grouped(rows: Iterable[Observation]) -> list[Reading]:
    """The rows put together that measure the same thing at the same place."""
    found: dict[tuple[str | None, str, str, Measure, str | None, str | None], list[Observation]] = {}
    for row in rows:
        # "over" and "cirka" narrow a number, they do not make it another thing; so do they not set rows apart.
        key = (row.technology, row.edition, row.radar, row.measure, _kind(row), row.unit)
        found.setdefault(key, []).append(row)
    return [Reading(key[0], key[1], key[2], key[3], key[4], tuple(each)) for key, each in found.items()]


def changes(radar: Radar, question: RadarQuestion, before: str, after: str) -> tuple[Pair, ...]:
    """What the question's technologies did from one edition to the other by its first measure, in alphabetical order.

    "new" and "gone" are said only where a whole edition is known: a missing row may be one that is not published.
    """
    earlier, later = (_by_technology(radar, question, edition) for edition in (before, after))
    found = []
    for technology in _all(earlier, later, question):
        one, other = earlier.get(technology), later.get(technology)
        moved = _moved(one, other)
        if moved == "new" and not _absent(radar, technology, before):
            moved = "unknown"
        if moved == "gone" and not _absent(radar, technology, after):
            moved = "unknown"
        found.append(Pair(technology, one, other, moved))
    return tuple(found)


def beside(one: Sequence[Reading], other: Sequence[Reading]) -> tuple[Pair, ...]:
    """The technologies that both have, beside each other: two radars, or a municipality and the whole country."""
    first = {each.technology: each for each in reversed(one)}
    second = {each.technology: each for each in reversed(other)}
    return tuple(
        Pair(technology, first[technology], second[technology], _moved(first[technology], second[technology]))
        for technology in sorted((name for name in first if name and name in second), key=in_alphabet)
    )


def complete(radar: Radar, edition: str) -> bool:
    """Whether all technologies of ``edition`` are known: as many are told of as it says it has."""
    has = next((each.technologies for each in radar.editions if each.id == edition and each.technologies), None)
    return has is not None and len(technologies(radar, edition)) >= has


def thin(radar: Radar, edition: str) -> bool:
    """Whether less than half of the technologies of ``edition`` are known: an order of those says little."""
    has = next((each.technologies for each in radar.editions if each.id == edition), None)
    return 2 * len(technologies(radar, edition)) < (has or USUAL)


def technologies(radar: Radar, edition: str) -> set[str]:
    """The technologies that any row of ``edition`` is about."""
    return {
        row.technology
        for row in radar.observations
        if row.edition == edition and row.technology and row.municipality is None
    }


def kryds(radar: Radar, question: RadarQuestion) -> tuple[Kryds, ...]:
    """The kryds of the theme, the area, or all."""
    return tuple(
        each
        for each in radar.kryds
        if (question.theme is None or each.technology == question.theme)
        and (question.area is None or each.area == question.area)
    )


def pilots(radar: Radar, question: RadarQuestion) -> tuple[Pilot, ...]:
    """The pilots of that name, technology, area, municipality and year."""
    return tuple(
        each
        for each in radar.pilots
        if (question.named is None or each.name == question.named)
        and (not question.technologies or each.technology in question.technologies)
        and (question.area is None or each.area == question.area)
        and (question.place is None or question.place in each.municipalities)
        and (question.year is None or _within(question.year, each))
    )


def cases(radar: Radar, question: RadarQuestion) -> tuple[Case, ...]:
    """The cases of that name, technology, area, municipality and year."""
    return tuple(
        each
        for each in radar.cases
        if (question.named is None or each.name == question.named)
        and (not question.technologies or each.technology in question.technologies)
        and (question.area is None or each.area == question.area)
        and (question.place is None or question.place == each.municipality)
        and (question.year is None or question.year == each.year)
    )


def in_alphabet(word: str) -> str:
    """What Danish words are sorted by: æ, ø and å after z."""
    return word.casefold().translate(str.maketrans("æøå", "{|}"))


def _order(radar: Radar, edition: str) -> tuple[str, str]:
    known = next((each for each in radar.editions if each.id == edition), None)
    return (known.published.isoformat() if known and known.published else edition, edition)


def _of_technologies(row: Observation, question: RadarQuestion) -> bool:
    """A row about all technologies answers only where a qualifier asks for it."""
    return row.technology is not None or question.qualifier is not None


def _kind(row: Observation) -> str | None:
    return row.qualifier if row.technology is None else None


def _within_limits(limits: Limits, row: Observation) -> bool:
    return limits.hold(row.number) and limits.unit in (None, row.unit)


def _ranked(kept: Sequence[Reading], question: RadarQuestion) -> tuple[Reading, ...]:
    """The first of an order; what is disputed stands where its nearest row to the asked end does."""
    far = min if question.lowest else max

    def place(reading: Reading) -> float | None:
        marks = [STAGES.index(row.stage) * -1.0 if row.stage else row.number for row in reading.rows]
        known = [mark for mark in marks if mark is not None]
        return far(known) if known else None

    # Numbers in different units stand in no order: those in the commonest do.
    units = Counter(reading.rows[0].unit for reading in kept if place(reading) is not None)
    unit = units.most_common(1)[0][0] if units else None
    placed = [
        (mark, reading) for reading in kept if reading.rows[0].unit == unit and (mark := place(reading)) is not None
    ]
    sign = 1 if question.lowest else -1
    placed.sort(key=lambda each: (sign * each[0], in_alphabet(each[1].technology or "")))
    number = question.number or len(placed)
    last = placed[number - 1][0] if 0 < number <= len(placed) else None
    return tuple(reading for at, (mark, reading) in enumerate(placed) if at < number or mark == last)


def _by_technology(radar: Radar, question: RadarQuestion, edition: str) -> dict[str, Reading]:
    rows = [
        row
        for row in radar.observations
        if row.edition == edition
        and row.measure == question.measures[0]
        and row.municipality == question.municipality
        and row.radar == (question.radars[0] if question.radars else OVERALL)
        and row.technology is not None
        and (not question.technologies or row.technology in question.technologies)
    ]
    found: dict[str, Reading] = {}
    for each in grouped(rows):
        found.setdefault(each.technology or "", each)
    return found


def _all(earlier: dict[str, Reading], later: dict[str, Reading], question: RadarQuestion) -> list[str]:
    return list(question.technologies) or sorted(earlier.keys() | later.keys(), key=in_alphabet)


def _moved(one: Reading | None, other: Reading | None) -> Moved:
    """From the one to the other: nearer to KLAR, or to a larger number, is up."""
    if one is None or other is None:
        return "unknown" if one is other else "new" if one is None else "gone"
    if one.disputed or other.disputed:
        return "disputed"
    if one.stage and other.stage:
        step = STAGES.index(one.stage) - STAGES.index(other.stage)
    elif one.number is not None and other.number is not None:
        step = (other.number > one.number) - (other.number < one.number)
    else:
        return "same" if one.values == other.values else "unknown"
    return "up" if step > 0 else "down" if step < 0 else "same"


def _absent(radar: Radar, technology: str, edition: str) -> bool:
    return complete(radar, edition) and technology not in technologies(radar, edition)


def _within(year: int, pilot: Pilot) -> bool:
    """Whether a pilot ran in ``year``: its period, where it is told as two years, else the year it is told of."""
    years = [int(part) for part in (pilot.period or "").replace("–", "-").split("-") if part.strip().isdigit()]
    return years[0] <= year <= years[1] if len(years) == 2 else year == pilot.year
