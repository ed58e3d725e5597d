"""Answers a radar question in sentences that are made from rows, each with the rows it is made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.radar_beside import told_of_kryds, told_of_projects
from assistant.radar_editions import told_of_editions
from assistant.radar_moves import told_of_moves
from assistant.radar_pairs import told_of_differences, told_of_municipality, told_of_several
from assistant.radar_picture import picture_of
from assistant.radar_query import Reading, complete, grouped, in_alphabet, readings, scope
from assistant.radar_question import Asked, RadarQuestion
from assistant.radar_saying import Saying, inside
from assistant.radar_told import Told, rows_of
from corpus.radar import MEASURES, OVERALL, STAGES, Radar

MOST_RANKED = 5
_PROFILE = tuple(each for each in MEASURES)


def told(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """What the rows of ``radar`` answer; None where they hold nothing of it."""
    if question.unknown:
        return None
    answer = _ANSWERS[question.asked](radar, question, saying)
    if answer is None or not answer.sentences:
        return None
    return answer


def _look_up(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    if question.stages and len(question.technologies) == 1 and not question.yes_no and not question.why:
        return _on_which(radar, question, saying)
    found = grouped(scope(radar, question))
    if not found and question.measures == ("in_operation",) and not question.limits:
        found = grouped(scope(radar, replace(question, measures=("prevalence",))))  # what is in use is widespread
    if not found:
        return None
    answer = Told()
    for reading in found:
        answer.add(_lead(question, reading, saying), reading.rows)
    answer.picture = picture_of(found, saying)
    say_newest(answer, question, found, saying)
    return answer


def _lead(question: RadarQuestion, reading: Reading, saying: Saying) -> str:
    """What a reading says, with yes or no before it where that was asked."""
    if reading.disputed:
        return saying.disputed(reading)
    if question.limits and question.yes_no:
        holds = question.limits.hold(reading.number)
        said = saying.say(
            "within" if holds else "not_within",
            technology=saying.technology(reading.technology),
            limits=saying.limits(question.limits),
            value=saying.share(reading.rows[0]),
            measure=saying.measure(reading.measure),
            where=saying.at(reading),
        )
        return saying.say("yes" if holds else "no", rest=inside(said))
    said = saying.states(reading)
    if question.yes_no and question.stages and reading.measure == "stage":
        return saying.say("yes" if reading.stage in question.stages else "no", rest=_within(said, reading, saying))
    return said


def _within(said: str, reading: Reading, saying: Saying) -> str:
    """A sentence that begins with a technology, as it stands after "Ja,"."""
    name = saying.technology(reading.technology)
    return name + said[len(name) :] if said.casefold().startswith(name.casefold()) else inside(said)


def _on_which(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """The radars on which a technology stands at the stages asked for, the overall one first."""
    every = [row.radar for row in radar.observations]
    wide = replace(question, radars=question.radars or tuple(dict.fromkeys([OVERALL, *every])), stages=())
    found = [each for each in readings(radar, wide) if any(row.stage in question.stages for row in each.rows)]
    if not found:
        return _look_up(radar, replace(question, stages=()), saying)
    answer = Told()
    for reading in sorted(found, key=lambda each: each.radar != OVERALL):
        answer.add(saying.disputed(reading) if reading.disputed else saying.states(reading), reading.rows)
    say_newest(answer, question, found, saying)
    return answer


def _profile(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    answer = _look_up(radar, replace(question, measures=_PROFILE, yes_no=False), saying)
    if answer:
        answer.picture = None
    return answer


def _list(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    all_of_them = grouped(scope(radar, replace(question, stages=(), limits=None)))
    if not all_of_them:
        return _some_known(radar, question, saying)
    places = list(dict.fromkeys((each.edition, each.radar) for each in all_of_them))
    if len(places) > 1:
        return _at_each(_list, radar, question, places, saying)
    found = list(readings(radar, question))
    where, known = saying.at(all_of_them[0]), len({each.technology for each in all_of_them})
    answer = Told()
    if question.limits:
        _listed_within(answer, question, found or all_of_them, bool(found), known, where, saying)
    elif not found:
        answer.add(saying.say("none", known=known, stages=_stages(question, saying), where=where), rows_of(all_of_them))
    elif len(question.stages) == 1:
        names = saying.list([_named(each, saying) for each in found])
        values = {"stages": _stages(question, saying), "where": where, "names": names, "are": saying.are(len(found))}
        answer.add(saying.say("list", count=saying.counted(len(found)), **values), rows_of(found))
    else:
        _by_stage(answer, question, found, where, saying)
    answer.picture = picture_of(found, saying)
    say_newest(answer, question, all_of_them, saying)
    _known(answer, radar, all_of_them[0], known, saying)
    return answer


def _some_known(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """The technologies that any row is about, where it is asked what is on a radar whose rings are not known."""
    place = question.radars[0] if question.radars else OVERALL
    if question.stages or question.limits or question.measures[0] != "stage" or len(question.editions) != 1:
        return None
    rows = [
        row
        for row in radar.observations
        if row.edition == question.editions[0] and row.radar == place and row.technology and row.municipality is None
    ]
    first = {row.technology: row for row in reversed(rows)}
    if not first:
        return None
    answer = Told()
    named = sorted(first.values(), key=lambda row: in_alphabet(row.technology or ""))
    names = saying.list([saying.technology(row.technology) for row in named])
    where = saying.where(question.editions[0], place)
    said = saying.say("some_known", count=saying.counted(len(first)), where=where, names=names)
    answer.add(said, named)
    _known(answer, radar, grouped(rows)[0], len(first), saying)
    return answer


def _at_each(
    one: "_Answers", radar: Radar, question: RadarQuestion, places: Sequence[tuple[str, str]], saying: Saying
) -> Told:
    """The answer of each radar of each edition, where they are several."""
    answer = Told()
    for edition, place in places:
        told_here = one(radar, replace(question, editions=(edition,), radars=(place,)), saying)
        if told_here:
            answer.sentences += told_here.sentences
            for note in told_here.notes:
                answer.note(note)
    return answer


def _listed_within(
    answer: Told,
    question: RadarQuestion,
    found: Sequence[Reading],
    any_found: bool,
    known: int,
    where: str,
    saying: Saying,
) -> None:
    values = {
        "limits": saying.limits(question.limits) if question.limits else "",
        "measure": saying.measure(question.measures[0]),
        "where": where,
    }
    if not any_found:
        answer.add(saying.say("none_within", known=known, **values), rows_of(found))
        return
    ordered = sorted(found, key=lambda each: -(each.number or 0))
    names = saying.list([saying.valued(each) for each in ordered])
    count, are = saying.counted(len(found)), saying.are(len(found))
    answer.add(saying.say("listed_within", count=count, are=are, names=names, **values), rows_of(ordered))


def _by_stage(answer: Told, question: RadarQuestion, found: Sequence[Reading], where: str, saying: Saying) -> None:
    """A sentence for each ring, the innermost first; how many there are in all stands before the first."""
    count = saying.counted(len({each.technology for each in found}))
    for stage in STAGES:
        at_stage = [each for each in found if any(row.stage == stage for row in each.rows)]
        if at_stage:
            names = saying.list([_named(each, saying) for each in at_stage])
            key = "list_of" if answer.sentences else "on_it"
            answer.add(saying.say(key, stage=stage, names=names, count=count, where=where), rows_of(at_stage))


def _rank(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    stages = question.measures[0] == "stage"
    measures = question.measures if not stages else ("stage",)
    number = question.number or (1 if stages else MOST_RANKED)
    question = replace(question, measures=measures[:1], number=number)
    found = readings(radar, question)
    if not found:
        return None
    places = list(dict.fromkeys((each.edition, each.radar) for each in grouped(scope(radar, question))))
    if len(places) > 1:
        return _at_each(_rank, radar, question, places, saying)
    answer = Told()
    most = saying.bare(f"{'low' if question.lowest else 'high'}_{question.measures[0]}")
    values = {"most": most, "where": saying.at(found[0])}
    if question.number == 1 or stages:
        names = saying.list([saying.technology(each.technology) for each in found])
        key = "first_one" if len(found) == 1 else "first_tied"
        answer.add(saying.say(key, names=names, value=saying.value_of(found[0]), **values), rows_of(found))
    else:
        names = saying.list([saying.valued(each) for each in found])
        answer.add(saying.say("first_many", count=len(found), names=names, **values), rows_of(found))
    answer.picture = picture_of(found, saying)
    every = scope(radar, question)
    say_newest(answer, question, found, saying)
    _known(answer, radar, found[0], len({row.technology for row in every}), saying)
    return answer


def _on_radar(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """Whether a technology is on an edition's radar."""
    rows = [
        row
        for row in radar.observations
        if row.technology in question.technologies
        and (not question.editions or row.edition in question.editions)
        and (not question.radars or row.radar in question.radars)
        and row.municipality is None
    ]
    answer = Told()
    if rows:
        latest = max(row.edition for row in rows)
        found = [each for each in grouped(rows) if each.edition == latest]
        first = next((each for each in found if each.radar == OVERALL), found[0])
        said = saying.bare("on_radar", technology=saying.technology(first.technology), where=saying.at(first))
        answer.add(saying.say("yes", rest=said), first.rows)
        if first.measure == "stage":
            answer.add(saying.states(first), first.rows)
        say_newest(answer, question, found, saying)
        return answer
    for edition in question.editions:
        counted = next((each for each in radar.editions if each.id == edition), None)
        if counted and question.technologies and not question.radars and complete(radar, edition):
            said = saying.bare(
                "not_on_radar",
                technology=saying.technology(question.technologies[0]),
                edition=saying.edition(edition),
            )
            answer.add(saying.say("no", rest=said), (counted,))
    return answer


def _stages(question: RadarQuestion, saying: Saying) -> str:
    key = "stages_one" if len(question.stages) == 1 else "stages_many"
    return saying.bare(key, stages=saying.either(question.stages))


def _named(reading: Reading, saying: Saying) -> str:
    """A technology in a list; where sources disagree, with all that they say."""
    name = saying.technology(reading.technology)
    return saying.bare("valued", name=name, value=saying.either(reading.values)) if reading.disputed else name


def say_newest(answer: Told, question: RadarQuestion, found: Sequence[Reading], saying: Saying) -> None:
    """Says that it is from the newest edition that has it, where no edition was named."""
    editions = list(dict.fromkeys(reading.edition for reading in found))
    if not question.editions and editions:
        answer.note(saying.say("newest", edition=saying.list([saying.edition(each) for each in editions])))


def _known(answer: Told, radar: Radar, reading: Reading, known: int, saying: Saying) -> None:
    """Says where less than the whole table of an edition is known: a list or a count may then lack something."""
    if reading.rows[0].municipality or reading.radar != OVERALL:
        has = None if reading.radar == OVERALL or not complete(radar, reading.edition) else known
    else:
        has = next((each.technologies for each in radar.editions if each.id == reading.edition), None)
    if has is None:
        answer.note(saying.say("may_be_more", edition=saying.edition(reading.edition)))
    elif has > known:
        answer.note(saying.say("not_all", known=known, all=has, edition=saying.edition(reading.edition)))


_Answers = Callable[[Radar, RadarQuestion, Saying], Told | None]
_ANSWERS: Mapping[Asked, _Answers] = {
    "look_up": _look_up,
    "profile": _profile,
    "list": _list,
    "count": _list,
    "rank": _rank,
    "compare": told_of_several,
    "municipal": told_of_municipality,
    "change": told_of_moves,
    "differ": told_of_differences,
    "on_radar": _on_radar,
    "published": told_of_editions,
    "respondents": told_of_editions,
    "technologies": told_of_editions,
    "editions": told_of_editions,
    "fagområder": told_of_editions,
    "kryds": told_of_kryds,
    "pilots": told_of_projects,
    "cases": told_of_projects,
}
