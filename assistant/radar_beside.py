"""Answers what lies beside the radar: the kryds of the spilleplade, pilot projects and municipal cases."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.radar_query import cases, in_alphabet, kryds, pilots
from assistant.radar_question import RadarQuestion
from assistant.radar_saying import Saying, inside
from assistant.radar_told import Told
from corpus.radar import Case, Kryds, Pilot, Radar

EACH = 5
"""So many are told of one by one; of more only the names."""


def told_of_kryds(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """One kryds with what is said in it, or which there are."""
    found = kryds(radar, question)
    answer = Told()
    if not found:
        return None
    if question.theme and question.area:
        for each in found:
            answer.add(_said(each, saying), (each,))
        return answer
    count = saying.counted(len(found), "kryds")
    if question.theme:
        names = saying.list([inside(each.area) for each in found])
        answer.add(saying.say("kryds_of_theme", count=count, theme=inside(question.theme), names=names), found)
    elif question.area:
        names = saying.list([inside(each.technology) for each in found])
        answer.add(saying.say("kryds_of_area", count=count, area=inside(question.area), names=names), found)
    else:
        answer.add(saying.say("kryds_all", count=count), found)
    if question.facet == "what" and (question.theme or question.area):
        for each in found:
            if each.text:
                answer.add(_said(each, saying), (each,))
    return answer


def _said(each: Kryds, saying: Saying) -> str:
    values = {"theme": inside(each.technology), "area": inside(each.area)}
    return saying.say("kryds_text", text=each.text, **values) if each.text else saying.say("kryds_no_text", **values)


def told_of_projects(radar: Radar, question: RadarQuestion, saying: Saying) -> Told | None:
    """The pilots or cases that are asked for; what is asked of each of them, where they are few."""
    found: Sequence[Pilot | Case] = pilots(radar, question)
    asked = "pilots"
    if question.asked == "cases" or (question.named and not found):
        found, asked = cases(radar, question), "cases"
    if not found:
        return None
    found = _by_row(found)
    answer = Told()
    if question.facet == "where" and not question.named and asked == "cases":
        _places(answer, question, found, saying)
        return answer
    details = [(each, _detail(each, question, saying)) for each in found]
    told = [(each, said) for each, said in details if said]
    if told and len(found) <= EACH:
        for each, said in told:
            answer.add(said, (each,))
        if len(told) < len(found):
            missing = [each.name for each, said in details if not said]
            answer.note(saying.say("lacks", names=saying.list(missing)))
    elif question.facet in ("who", "where", "when"):
        return None
    else:
        _listed(answer, question, found, asked, saying)
    return answer


def _by_row(found: Sequence[Pilot | Case]) -> list[Pilot | Case]:
    """Cases that stand in one row, one for each municipality that shares it, as one with all of them."""
    rows: dict[tuple[str, int, str], Pilot | Case] = {}
    for each in found:
        key = (each.row.document_id, each.row.number, each.name)
        first = rows.get(key)
        if isinstance(first, Case) and isinstance(each, Case):
            rows[key] = replace(first, municipality=f"{first.municipality}, {each.municipality}")
        else:
            rows[key] = each
    return list(rows.values())


def _detail(each: Pilot | Case, question: RadarQuestion, saying: Saying) -> str | None:
    """What is asked of one pilot or case; None where it is not told."""
    if isinstance(each, Case):
        if question.facet in ("where", "who"):
            return (
                saying.say("case_where", name=each.name, municipality=each.municipality) if each.municipality else None
            )
        if question.facet == "when":
            return _since(each, saying)
    else:
        towns = saying.list(each.municipalities)
        if question.facet == "who" and (towns or each.partners):
            if towns and each.partners:
                return saying.say(
                    "pilot_who", name=each.name, municipalities=towns, partners=saying.list(each.partners)
                )
            return saying.say("pilot_who_alone", name=each.name, municipalities=towns or saying.list(each.partners))
        if question.facet == "where":
            return saying.say("pilot_where", name=each.name, municipalities=towns) if towns else None
        if question.facet == "when":
            if each.period:
                key = (
                    "pilot_when"
                    if any(sign in each.period for sign in "-–") or " til " in each.period
                    else "pilot_when_year"
                )
                return saying.say(key, name=each.name, period=each.period)
            return _since(each, saying)
    if question.named or question.facet == "what":
        return saying.say("pilot_what", name=each.name, text=each.text) if each.text else None
    return None


def _since(each: Pilot | Case, saying: Saying) -> str | None:
    """The year, and what the row says besides: it may tell the month."""
    if not each.year:
        return None
    said = saying.say("pilot_when_year", name=each.name, period=each.year)
    return f"{said} {each.text}" if each.text else said


def _listed(answer: Told, question: RadarQuestion, found: Sequence[Pilot | Case], asked: str, saying: Saying) -> None:
    count, of = saying.counted(len(found), asked), _of(question, saying)
    names = saying.list([each.name if question.place else _placed(each) for each in found])
    key = "pilots_list_of" if of else "pilots_list"
    answer.add(saying.say(key, count=count, of=of, names=names), found)


def _places(answer: Told, question: RadarQuestion, found: Sequence[Pilot | Case], saying: Saying) -> None:
    """Which municipalities have cases."""
    shared = (each.municipality.split(", ") for each in found if isinstance(each, Case) and each.municipality)
    towns = sorted({town for towns in shared for town in towns}, key=in_alphabet)
    of = _of(question, saying)
    count = saying.counted(len(found), "cases")
    answer.add(saying.say("places", names=saying.list(towns), count=count, of=of).replace(" .", "."), found)


def _of(question: RadarQuestion, saying: Saying) -> str:
    """What they were asked for by."""
    said = []
    if question.technologies:
        said.append(
            saying.bare("of_technology", name=saying.list([saying.technology(each) for each in question.technologies]))
        )
    if question.area:
        said.append(saying.bare("of_area", name=inside(question.area)))
    if question.place:
        key = "from_place" if question.asked == "cases" else "of_place"
        said.append(saying.bare(key, name=question.place))
    if question.year:
        said.append(saying.bare("of_year", name=question.year))
    return " ".join(said)


def _placed(each: Pilot | Case) -> str:
    """A name with where it is from."""
    towns = each.municipalities if isinstance(each, Pilot) else (each.municipality,)
    named = ", ".join(town for town in towns if town)
    return f"{each.name} ({named})" if named else each.name
