"""Answers what moved between two editions: one technology, or all of them."""

from collections.abc import Sequence

from assistant.radar_picture import picture_of_pairs
from assistant.radar_query import Moved, Pair, changes, complete
from assistant.radar_question import RadarQuestion
from assistant.radar_saying import Saying
from assistant.radar_told import Record, Told, rows_of_pairs
from corpus.radar import OVERALL, STAGES, Edition, Radar

_ALL: tuple[Moved, ...] = ("up", "down", "new", "gone")


def told_of_moves(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """What moved from the first of the question's editions to the second."""
    if len(question.editions) != 2:
        return None
    before, after = question.editions
    pairs = changes(radar, question, before, after)
    place = question.radars[0] if question.radars else OVERALL
    values = {
        "before": saying.edition(before),
        "after": saying.edition(after),
        "radar": saying.radar_name(place),
        "measure": saying.measure(question.measures[0]),
    }
    if question.technologies:
        answer = _few(radar, question, pairs, values, saying)
    else:
        answer = _all(radar, question, pairs, values, saying)
    if answer.sentences and answer.picture is None:
        moved = [pair for pair in pairs if pair.moved in (_ways(question) if not question.technologies else _ALL)]
        both = [pair for pair in moved if pair.one and pair.other]
        answer.picture = picture_of_pairs(both, saying.say("title_moves", **values), saying)
    return answer


def _few(radar: Radar, question: RadarQuestion, pairs: Sequence[Pair], values: dict[str, str], saying: Saying) -> Told:
    """Each technology that is named, by itself."""
    answer = Told()
    for pair in pairs:
        technology = saying.technology(pair.technology)
        if pair.moved == "disputed":
            for side in (pair.one, pair.other):
                if side:
                    answer.add(saying.disputed(side) if side.disputed else saying.states(side), side.rows)
        elif pair.moved in ("new", "gone"):
            known = _of_edition(radar, values, question.editions[0 if pair.moved == "new" else 1])
            said = saying.bare(f"moved_{pair.moved}", technology=technology, **values)
            answer.add(_yes_no(question, pair, said, saying), (*rows_of_pairs([pair]), *known))
        elif pair.moved != "unknown" and pair.one and pair.other:
            kind = "moved" if pair.other.stage else "number"
            one, other = saying.value_of(pair.one), saying.value_of(pair.other)
            said = saying.bare(f"{kind}_{pair.moved}", technology=technology, one=one, other=other, **values)
            answer.add(_yes_no(question, pair, said, saying), rows_of_pairs([pair]))
    return answer


def _yes_no(question: RadarQuestion, pair: Pair, said: str, saying: Saying) -> str:
    if not question.yes_no:
        return said[:1].upper() + said[1:]
    yes = pair.moved != "same" if question.way is None else pair.moved == question.way
    return saying.say("yes" if yes else "no", rest=said)


def _all(radar: Radar, question: RadarQuestion, pairs: Sequence[Pair], values: dict[str, str], saying: Saying) -> Told:
    """All that moved, by where it came from and went to; what is new; what is gone; what is not known."""
    answer = Told()
    ways = _ways(question)
    number = question.measures[0] != "stage"
    for way in ways:
        moved = [pair for pair in pairs if pair.moved == way]
        if not moved:
            continue
        names = saying.list([saying.technology(pair.technology) for pair in moved])
        if way in ("new", "gone"):
            known = _of_edition(radar, values, question.editions[0 if way == "new" else 1])
            answer.add(saying.say(f"many_{way}", names=names, **values), (*rows_of_pairs(moved), *known))
        elif number:
            lead = saying.say(f"many_number_{way}", count=saying.counted(len(moved)), **values)
            items = saying.list([_from_to(pair, saying) for pair in moved])
            answer.add(f"{lead[:-1]}: {items}.", rows_of_pairs(moved))
        else:
            _by_step(answer, way, moved, values, saying)
    if not answer.sentences and pairs and any(pair.one and pair.other for pair in pairs):
        told = [pair for pair in pairs if pair.one and pair.other]
        key = f"none_{question.way}" if question.way else "none_moved"
        if question.way not in ("new", "gone") or _known(radar, question):
            answer.add(saying.say(key, **values), rows_of_pairs(told))
    _not_known(answer, pairs, ways, saying)
    return answer


def _by_step(answer: Told, way: Moved, moved: Sequence[Pair], values: dict[str, str], saying: Saying) -> None:
    """A sentence for each step from ring to ring, nearest to KLAR first; the count stands before the first."""
    key = f"also_{way}" if answer.sentences else f"many_{way}"
    lead = saying.say(key, count=saying.counted(len(moved)), **values)
    steps: dict[tuple[int, int], list[Pair]] = {}
    for pair in moved:
        if pair.one and pair.other and pair.one.stage and pair.other.stage:
            step = (STAGES.index(pair.other.stage), STAGES.index(pair.one.stage))
            steps.setdefault(step, []).append(pair)
    for (to, come_from), those in sorted(steps.items()):
        names = saying.list([saying.technology(pair.technology) for pair in those])
        said = saying.say("from_to", one=STAGES[come_from], other=STAGES[to], names=names)
        answer.add(f"{lead} {said}".strip(), rows_of_pairs(those))
        lead = ""


def _not_known(answer: Told, pairs: Sequence[Pair], ways: Sequence[Moved], saying: Saying) -> None:
    """Says of which technologies it cannot be told, and where the sources disagree."""
    unknown = [saying.technology(pair.technology) for pair in pairs if pair.moved == "unknown"]
    if unknown and "up" in ways:
        answer.note(saying.say("uncertain", names=saying.list(unknown)))
    for pair in pairs if "up" in ways else ():
        for side in (pair.one, pair.other):
            if pair.moved == "disputed" and side and side.disputed and answer.sentences:
                answer.add(saying.disputed(side), side.rows)


def _ways(question: RadarQuestion) -> tuple[Moved, ...]:
    return (question.way,) if question.way else _ALL


def _from_to(pair: Pair, saying: Saying) -> str:
    one, other = (saying.value_of(side) if side else "" for side in (pair.one, pair.other))
    return saying.bare("from_to_number", name=saying.technology(pair.technology), one=one, other=other)


def _known(radar: Radar, question: RadarQuestion) -> bool:
    return all(complete(radar, edition) for edition in question.editions)


def _of_edition(radar: Radar, values: dict[str, str], edition: str) -> tuple[Record, ...]:
    """The edition's own row, which says how many technologies it has: that is how it is known that one is missing."""
    found: tuple[Edition, ...] = tuple(each for each in radar.editions if each.id == edition)
    return found
