"""Says precisely what the rows do not hold: which edition has it, or that it is not published here."""

from dataclasses import dataclass, replace

from assistant.radar_query import in_order, newest, scope
from assistant.radar_question import RadarQuestion
from assistant.radar_saying import Saying
from corpus.radar import OVERALL, Observation, Radar

NEAR = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """What is said, and the rows that come nearest."""

    text: str
    near: tuple[Observation, ...] = ()


def missing(radar: Radar, question: RadarQuestion, saying: Saying) -> Missing | None:
    """What is said where the rows hold no answer; None where they would not have to hold one."""
    if question.unknown:
        return Missing(saying.say("missing_technology", name=question.unknown))
    if question.municipality and not any(row.municipality == question.municipality for row in radar.observations):
        return Missing(saying.say("missing_municipality", municipality=question.municipality))
    if question.asked in ("pilots", "cases", "kryds"):
        return Missing(saying.say("missing_beside"))
    known = {each.id for each in radar.editions} | {row.edition for row in radar.observations}
    unknown = [edition for edition in question.editions if edition not in known]
    latest = newest(radar, known)
    if unknown and latest:
        return Missing(saying.say("missing_edition", edition=saying.edition(unknown[0]), newest=saying.edition(latest)))
    if question.asked in ("published", "respondents", "technologies"):
        return _of_edition(radar, question, saying)
    if question.asked == "change" and len(question.editions) < 2 and question.editions:
        return Missing(saying.say("missing_newer", edition=saying.edition(question.editions[0])))
    return _elsewhere(radar, question, saying)


def _of_edition(radar: Radar, question: RadarQuestion, saying: Saying) -> Missing | None:
    """Which other editions tell it."""
    edition = next(iter(question.editions), None)
    if edition is None:
        return None
    told = [
        each.id
        for each in radar.editions
        if getattr(each, question.asked, None) is not None and each.id not in question.editions
    ]
    text = saying.say(f"missing_{question.asked}", edition=saying.edition(edition))
    if told:
        others = saying.list([saying.edition(each) for each in in_order(radar, told)])
        text = f"{text} {saying.say('missing_others', others=others)}"
    return Missing(text)


def _elsewhere(radar: Radar, question: RadarQuestion, saying: Saying) -> Missing | None:
    """Which editions and radars have it."""
    wide = replace(question, stages=(), limits=None)
    found = _anywhere(radar, replace(wide, measures=question.measures[:1]))
    named, place = question.technologies, question.radars[0] if question.radars else OVERALL
    if not named and question.asked not in ("list", "count", "rank", "differ", "change"):
        return None
    places = list(dict.fromkeys((row.edition, row.radar) for row in found))
    latest = newest(radar, {each.id for each in radar.editions})
    lacking = [each for each in question.editions or filter(None, (latest,)) if (each, place) not in places]
    if not lacking:
        return None
    values = {
        "the": saying.the(question.measures[0]),
        "the_of": saying.the(question.measures[0], of=True),
        "what": saying.list([saying.technology(each) for each in named]),
        "where": saying.where(lacking[0], place),
    }
    if not found:
        near = tuple(row for row in radar.observations if row.technology in named and row.municipality is None)
        text = saying.say("missing_everywhere" if named else "missing_list_everywhere", **values)
        return Missing(" ".join([text, *_others(radar, wide, saying, values)]), near[:NEAR])
    newest_first = sorted(places, key=lambda each: in_order(radar, {e for e, _ in places}).index(each[0]))[-NEAR:]
    others = saying.list([saying.where(edition, place) for edition, place in newest_first])
    near = tuple(row for row in found if (row.edition, row.radar) in newest_first)
    return Missing(saying.say("missing_here" if named else "missing_list", others=others, **values), near[-NEAR:])


def _others(radar: Radar, question: RadarQuestion, saying: Saying, values: dict[str, str]) -> list[str]:
    """What else was meant, and is told: the technical maturity, where a ring is not."""
    said = []
    for measure in question.measures[1:]:
        found = _anywhere(radar, replace(question, measures=(measure,)))
        if found:
            others = saying.list([saying.where(*place) for place in dict.fromkeys((r.edition, r.radar) for r in found)])
            said.append(
                saying.say("missing_but", the_of=saying.the(measure, of=True), what=values["what"], others=others)
            )
    return said


def _anywhere(radar: Radar, question: RadarQuestion) -> tuple[Observation, ...]:
    """The same asked of every edition, and if none has it of every radar as well."""
    every = tuple({row.edition for row in radar.observations})
    wide = replace(question, editions=every)
    return scope(radar, wide) or scope(radar, replace(wide, radars=()))
