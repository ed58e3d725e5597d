"""The small picture beside an answer from the radar, where it says more than a sentence."""

from collections.abc import Sequence

from assistant.radar_query import Pair, Reading
from assistant.radar_saying import Saying, capital
from assistant.radar_told import Drawn, Picture

FEW = 2


def picture_of(found: Sequence[Reading], saying: Saying) -> Picture | None:
    """Rings or bars of readings that stand at one place and measure one thing; None for less than two of them."""
    whole = len({(each.edition, each.radar, each.measure, each.rows[0].unit) for each in found}) == 1
    across = len({(each.technology, each.measure, each.rows[0].unit) for each in found}) == 1
    if len(found) < FEW or not (whole or across):
        return None
    first = found[0]
    rings = first.measure == "stage"
    if not rings and any(each.number is None for each in found):
        return None
    at = saying.at(first) if whole else capital(saying.technology(first.technology))
    title = (
        saying.say("title_stages", where=at)
        if rings
        else saying.say("title_values", measure=saying.measure(first.measure), where=at)
    )
    marks = tuple(
        Drawn(
            label=capital(saying.technology(each.technology) if whole else saying.at(each)),
            text=saying.value_of(each),
            rows=each.rows,
            stage=each.stage if rings and not each.disputed else None,
            number=None if rings else each.number,
        )
        for each in found
    )
    return Picture("rings" if rings else "bars", title, marks, None if rings else first.rows[0].unit)


def picture_of_pairs(pairs: Sequence[Pair], title: str, saying: Saying) -> Picture | None:
    """From one ring to the other; None for numbers, which the sentences say as well."""
    if not pairs or any(side and side.measure != "stage" for pair in pairs for side in (pair.one, pair.other)):
        return None
    marks = []
    for pair in pairs:
        sides = [side for side in (pair.one, pair.other) if side]
        one, other = (
            saying.value_of(side) if side else saying.bare("unknown_value") for side in (pair.one, pair.other)
        )
        marks.append(
            Drawn(
                label=capital(saying.technology(pair.technology)),
                text=f"{one} → {other}",
                rows=tuple(row for side in sides for row in side.rows),
                stage=pair.other.stage if pair.other and not pair.other.disputed else None,
                before=pair.one.stage if pair.one and not pair.one.disputed else None,
            )
        )
    return Picture("moves", title, tuple(marks))
