"""Answers what is beside what: technologies, radars, and a municipality beside the whole country."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.radar_picture import picture_of, picture_of_pairs
from assistant.radar_query import Pair, Reading, beside, grouped, newest, readings, scope
from assistant.radar_question import RadarQuestion
from assistant.radar_saying import Saying, capital
from assistant.radar_told import Told, rows_of, rows_of_pairs
from corpus.radar import OVERALL, STAGES, Radar


def told_of_several(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """Technologies beside each other, and of two which is ahead."""
    named = bool(question.editions)
    question = replace(question, editions=question.editions or _common_edition(radar, question))
    found = [each for each in grouped(scope(radar, question)) if each.measure == question.measures[0]]
    if not found:
        return None
    answer = Told()
    if len(found) == 2 and _same_place(found) and not any(each.disputed for each in found):
        _two(answer, question, found, saying)
    else:
        for reading in sorted(found, key=_height, reverse=True):
            answer.add(saying.disputed(reading) if reading.disputed else saying.states(reading), reading.rows)
    lacking = [name for name in question.technologies if name not in {each.technology for each in found}]
    if lacking:
        answer.note(saying.say("lacks", names=saying.list([saying.technology(name) for name in lacking])))
    answer.picture = picture_of(found, saying)
    if not named:
        answer.note(saying.say("newest", edition=saying.edition(found[0].edition)))
    return answer


def _two(answer: Told, question: RadarQuestion, found: Sequence[Reading], saying: Saying) -> None:
    """Which of two is ahead, and how both stand."""
    first, second = sorted(found, key=_height, reverse=True)
    values = {
        "one": saying.technology(first.technology),
        "other": saying.technology(second.technology),
        "where": saying.at(first),
        "value": saying.value_of(first),
        "other_value": saying.value_of(second),
        "measure": saying.measure(first.measure),
    }
    level = _height(first) == _height(second)
    said = saying.bare("level" if level else "further" if first.stage else "higher", **values)
    if question.yes_no:
        # "Er droner mere udbredte end sensorer?": yes where the first that was named is ahead.
        yes = not level and (first.technology == question.technologies[0]) != question.lowest
        answer.add(saying.say("yes" if yes else "no", rest=said), rows_of((first, second)))
    else:
        answer.add(capital(said), rows_of((first, second)))


def told_of_municipality(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """A municipality's rows beside those of the whole country."""
    if question.municipality is None:
        return None
    own = grouped(scope(radar, question))
    if not own:
        return None
    question = replace(question, editions=question.editions or (own[0].edition,))
    country = grouped(scope(radar, replace(question, municipality=None)))
    pairs = beside(own, country)
    answer = Told()
    values = {
        "municipality": question.municipality,
        "edition": saying.edition(own[0].edition),
        "radar": saying.radar_name(own[0].radar),
        "measure": saying.measure(question.measures[0]),
    }
    apart = [pair for pair in pairs if pair.moved != "same"]
    alike = [pair for pair in pairs if pair.moved == "same"]
    key = "municipal" if question.measures[0] == "stage" else "municipal_number"
    if apart:
        answer.add(saying.say(key, names=_pairs(apart, saying), **values), rows_of_pairs(apart))
    if alike:
        names = saying.list([saying.technology(pair.technology) for pair in alike])
        answer.add(saying.say("municipal_same", names=names, **values), rows_of_pairs(alike))
    if not pairs:
        for reading in own:
            answer.add(saying.states(reading), reading.rows)
        answer.note(saying.say("no_national"))
    return answer


def told_of_differences(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """What two radars say of the same technologies: of those that are named, or where they say different things."""
    radars = question.radars if len(question.radars) > 1 else (*question.radars, OVERALL)
    editions = question.editions or _editions_of_both(radar, question, radars)
    question = replace(question, radars=radars, editions=editions)
    if question.technologies:
        return _each(radar, question, saying)
    one, other = (readings(radar, replace(question, radars=(each,), asked="list")) for each in radars[:2])
    pairs = beside(one, other)
    if not pairs:
        return None
    answer = Told()
    apart = [pair for pair in pairs if pair.moved != "same"]
    values = {
        "edition": saying.edition(editions[0]),
        "one": saying.radar_name(radars[0]),
        "other": saying.radar_name(radars[1]),
    }
    if apart:
        key = "differ" if question.measures[0] == "stage" else "differ_number"
        said = saying.say(key, count=saying.counted(len(apart)), names=_pairs(apart, saying), **values)
        answer.add(said, rows_of_pairs(apart))
        answer.picture = picture_of_pairs(apart, saying.say("title_differ", **values), saying)
    else:
        answer.add(saying.say("differ_none", count=saying.counted(len(pairs)), **values), rows_of_pairs(pairs))
    return answer


def _each(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """What each of the radars says of the technologies that are named."""
    found = grouped(scope(radar, question))
    if len({reading.radar for reading in found}) < len(set(question.radars)):
        return None
    answer = Told()
    for reading in sorted(found, key=lambda each: question.radars.index(each.radar)):
        answer.add(saying.disputed(reading) if reading.disputed else saying.states(reading), reading.rows)
    answer.picture = picture_of(found, saying)
    return answer


def _common_edition(radar: Radar, question: RadarQuestion) -> tuple[str, ...]:
    """The newest edition that has all of the technologies; none where no edition does."""
    names = set(question.technologies)
    by_edition: dict[str, set[str]] = {}
    for row in radar.observations:
        if row.measure == question.measures[0] and row.technology in names and row.municipality is None:
            by_edition.setdefault(row.edition, set()).add(row.technology or "")
    whole = [edition for edition, those in by_edition.items() if those == names]
    latest = newest(radar, whole)
    return (latest,) if latest else ()


def _editions_of_both(radar: Radar, question: RadarQuestion, radars: Sequence[str]) -> tuple[str, ...]:
    """The newest edition in which both radars are told of."""
    each = [
        {row.edition for row in radar.observations if row.radar == name and row.measure == question.measures[0]}
        for name in radars[:2]
    ]
    both = each[0] & each[-1]
    latest = newest(radar, both)
    return (latest,) if latest else ()


def _same_place(found: Sequence[Reading]) -> bool:
    return len({(each.edition, each.radar, each.rows[0].unit) for each in found}) == 1


def _height(reading: Reading) -> float:
    """By what readings are compared: the number, or how near to KLAR."""
    if reading.stage:
        return -float(STAGES.index(reading.stage))
    return reading.number if reading.number is not None else float("-inf")


def _pairs(pairs: Sequence[Pair], saying: Saying) -> str:
    items = [
        saying.bare(
            "differ_item",
            name=saying.technology(pair.technology),
            one=saying.value_of(pair.one) if pair.one else "",
            other=saying.value_of(pair.other) if pair.other else "",
        )
        for pair in pairs
    ]
    return saying.list(items)
