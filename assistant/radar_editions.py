"""Answers what is asked of the editions themselves: when, how many answered, how many technologies and fields."""

from assistant.radar_query import newest
from assistant.radar_question import RadarQuestion
from assistant.radar_saying import Saying, inside, number
from assistant.radar_told import Told
from corpus.radar import Edition, Radar


def told_of_editions(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """What is told of the editions that are named; of none named, of the newest that has it, or of all."""
    if question.asked == "fagområder":
        return _fields(radar, question, saying)
    if question.asked == "editions":
        return _every(radar, saying)
    answer = Told()
    known = [each for each in radar.editions if _has(each, question)]
    chosen = [each for each in known if each.id in question.editions]
    if not question.editions:
        latest = newest(radar, {each.id for each in known})
        chosen = known if question.asked == "published" else [each for each in known if each.id == latest]
    for edition in chosen:
        name = saying.edition(edition.id)
        if question.asked == "published":
            answer.add(saying.say("published", edition=name, date=saying.date(edition)), (edition,))
        elif question.asked == "respondents":
            count = number(edition.respondents or 0, saying.language)
            answer.add(saying.say("respondents", edition=name, count=count), (edition,))
        else:
            count = saying.counted(edition.technologies or 0)
            answer.add(saying.say("has_technologies", edition=name, count=count), (edition,))
    if not question.editions and question.asked != "published" and chosen:
        answer.note(saying.say("newest", edition=saying.edition(chosen[0].id)))
    lacking = [edition for edition in question.editions if edition not in {each.id for each in chosen}]
    if answer.sentences and lacking:
        names = saying.list([saying.edition(each) for each in lacking])
        answer.note(saying.say("lacks", names=names))
    return answer


def _has(edition: Edition, question: RadarQuestion) -> bool:
    told = {
        "published": edition.published,
        "respondents": edition.respondents,
        "technologies": edition.technologies,
    }
    return told[question.asked] is not None


def _every(radar: Radar, saying: Saying) -> Told:
    answer = Told()
    if radar.editions:
        names = saying.list([each.name for each in radar.editions])
        answer.add(saying.say("editions", count=len(radar.editions), names=names), radar.editions)
    return answer


def _fields(radar: Radar, question: RadarQuestion, saying: Saying) -> Told:
    """How many fagområder an edition has, and those whose names are known."""
    answer = Told()
    told = [
        each for each in radar.editions if each.fagområder and (not question.editions or each.id in question.editions)
    ]
    latest = newest(radar, {each.id for each in told})
    edition = next((each for each in told if each.id == latest), None)
    named = [each for each in radar.fagområder if each.edition in (None, latest) or latest is None]
    if edition:
        count = edition.fagområder
        answer.add(saying.say("fields", edition=saying.edition(edition.id), count=count), (edition,))
    if (named and not question.editions) or edition:
        names = saying.list([inside(each.name) for each in named])
        whole = edition is not None and len(named) == edition.fagområder
        if named:
            answer.add(saying.say("fields_named" if whole else "fields_some", names=names), named)
    if edition and not question.editions:
        answer.note(saying.say("newest", edition=saying.edition(edition.id)))
    return answer
