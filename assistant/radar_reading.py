"""Reads a question as one to the radar's rows, if it is one."""

import re

from assistant.radar_asked import YES_NO, asked_of, way_of
from assistant.radar_query import in_order, newest
from assistant.radar_question import Asked, Facet, RadarQuestion
from assistant.radar_said import Said, measures, stages
from corpus.lemmas import is_verb
from corpus.radar import OVERALL, Radar

EVERY = 1000
"""More than there are technologies: an order as a whole."""
_ASKS_STAGE = re.compile(
    r"\bhvor (?:langt|(?:teknisk )?mod\w+|udbred\w+|relevan\w+)|\bhvilke[nt] (?:trin|ring|stadi\w+)"
    r"|\bhow (?:mature|widespread|relevant)|\bwhich (?:stage|ring)",
    re.IGNORECASE,
)


def reading(radar: Radar, parts: Said) -> RadarQuestion | None:
    """What ``parts`` ask of the rows of ``radar``; None where they ask something else."""
    asked = asked_of(parts)
    if asked is None:
        return None
    named = measures(parts.cues)
    rings = stages(parts, named)
    if asked in ("list", "count", "look_up") and parts.cues.limits is None and rings:
        named = ()  # "dem i KLAR, som vi kan tage i brug": the ring is what is asked of
    unknown = _unknown(parts, asked)
    technologies = parts.names("technology")
    radars = parts.names("radar") + ((OVERALL,) if parts.cues.has("overall") else ())
    return RadarQuestion(
        asked=asked,
        technologies=technologies,
        editions=() if asked in ("pilots", "cases", "kryds") else _editions(radar, parts, asked),
        radars=radars,
        measures=named or (("stage", "maturity") if _how_mature(parts, asked) else ("stage",)),
        stages=() if asked == "change" else rings,
        limits=parts.cues.limits,
        number=_number(parts, asked),
        lowest=parts.cues.has("least"),
        way=way_of(parts.cues, asked),
        qualifier=next(iter(parts.names("qualifier")), None),
        municipality=_municipality(radar, parts, asked),
        national=parts.cues.has("national"),
        theme=_theme(radar, parts) if asked == "kryds" else None,
        area=next(iter(parts.names("area")), None) if asked in ("kryds", "pilots", "cases") else None,
        place=next(iter(parts.names("place", "municipality")), None) if asked in ("pilots", "cases") else None,
        named=next(iter(parts.names("named")), None),
        year=int(parts.cues.years[0][0]) if parts.cues.years and asked in ("pilots", "cases") else None,
        facet=_facet(parts),
        yes_no=_yes_no(parts, asked),
        unknown=unknown,
        why=parts.cues.has("why"),
        sure=_sure(parts, asked),
        whole=not _unsaid(parts, asked) or unknown is not None,
    )


def _how_mature(parts: Said, asked: Asked) -> bool:
    """Whether the technical maturity is wanted with the ring: where it is asked how mature one is."""
    return asked in ("look_up", "compare") and bool(
        re.search(r"\bhvor (?:langt )?mod|\bmodenhed|\bhow mature|\bmaturity", parts.text, re.IGNORECASE)
    )


def _editions(radar: Radar, parts: Said, asked: Asked) -> tuple[str, ...]:
    """The editions that are named: by a year, or as the newest, the first or the one before."""
    years = list(dict.fromkeys(_edition(radar, year) for year, _ in parts.cues.years))
    if asked == "change":
        return _between(radar, parts, years)
    known = in_order(radar, [each.id for each in radar.editions])
    if not years and known:
        if parts.cues.has("newest"):
            latest = newest(radar, {row.edition for row in radar.observations}) or known[-1]
            return (known[-1] if asked in ("published", "respondents", "technologies") else latest,)
        if parts.cues.has("oldest"):
            return (known[0],)
        if parts.cues.has("previous") and len(known) > 1:
            return (known[-2],)
    return tuple(years)


def _between(radar: Radar, parts: Said, years: list[str]) -> tuple[str, ...]:
    """The two editions that a change lies between.

    "siden 2031" is from there to the newest, "i 2033" from the one before it, and no year the last step of all.
    """
    measure = (measures(parts.cues) or ("stage",))[0]
    place = next(iter(parts.names("radar")), OVERALL)
    told = in_order(radar, {row.edition for row in radar.observations if row.measure == measure and row.radar == place})
    if len(years) > 1:
        return (min(years), max(years))
    if not years:
        return tuple(told[-2:])
    year = years[0]
    if re.search(r"\b(?:siden|since|fra|from|efter|after)\b", parts.text, re.IGNORECASE):
        later = [each for each in (told or []) if each > year] or [
            each for each in in_order(radar, [each.id for each in radar.editions]) if each > year
        ]
        return (year, later[-1]) if later else (year,)
    before = [each for each in told if each < year]
    return (before[-1], year) if before else (year,)


def _edition(radar: Radar, year: str) -> str:
    """The edition of ``year`` as the rows name it; the year itself where there is none."""
    ids = [each.id for each in radar.editions] + [row.edition for row in radar.observations]
    exact = next((each for each in ids if each == year), None)
    inside = next((each for each in ids if year in each), None)
    dated = next((each.id for each in radar.editions if each.published and str(each.published.year) == year), None)
    return exact or inside or dated or year


def _municipality(radar: Radar, parts: Said, asked: Asked) -> str | None:
    """Whose kommunerapport is meant: the one that is named, or, said of "us", the only one that there is."""
    if asked in ("pilots", "cases", "kryds"):
        return None
    named = parts.names("municipality")
    if named:
        return named[0]
    told = {row.municipality for row in radar.observations if row.municipality}
    if len(told) == 1 and (parts.cues.has("home") or all(row.municipality for row in radar.observations)):
        return next(iter(told))
    return None


def _theme(radar: Radar, parts: Said) -> str | None:
    """The theme of the spilleplade: by its name, or by that of a technology that belongs to it."""
    named = parts.names("theme")
    technologies = parts.names("technology")
    known = {each.name: each.theme for each in radar.technologies}
    return next(iter(named), None) or next((known[each] for each in technologies if known.get(each)), None)


def _facet(parts: Said) -> Facet:
    cues = parts.cues
    if cues.has("when"):
        return "when"
    if cues.has("municipalities") and cues.has("which", "who"):
        return "where"
    if cues.has("who"):
        return "who"
    if cues.has("how_many"):
        return "count"
    if cues.has("where") and not re.search(r"\bhvor (?:mange|langt)\b", parts.text, re.IGNORECASE):
        return "where"
    return "what" if cues.has("told") else "which"


def _sure(parts: Said, asked: Asked) -> bool:
    """Whether only the rows can answer: a ring or a share of a technology, those in a ring, an order by a share."""
    cues = parts.cues
    rings = cues.has("measures.stage", "measures.maturity") and not cues.has("why")
    if asked in ("list", "count"):
        return bool(stages(parts, measures(cues)))
    if asked == "rank":
        return bool(measures(cues))
    return asked in ("look_up", "compare") and (rings or (bool(measures(cues)) and cues.has("how_many", "share")))


def _number(parts: Said, asked: Asked) -> int | None:
    """How many of an order: as many as were asked for; one of "hvilken"; all where the order itself is asked for."""
    if parts.cues.number or asked != "rank":
        return parts.cues.number
    return EVERY if parts.cues.has("order") else 1 if _one(parts) else None


def _unsaid(parts: Said, asked: Asked) -> list[str]:
    """The words that nothing explains; a common verb says nothing more where the radar is plainly meant.

    Of a pilot or a case it does: "slutter", "byggede" and "leder" ask for other sides of it than rows tell.
    """
    plainly = asked not in ("pilots", "cases") and (
        parts.names("technology") or parts.cues.has("radars", "technologies")
    )
    others = parts.names("named")[1:] if asked in ("pilots", "cases") else ()  # rows are asked of one at a time
    return [*others, *(word for word in parts.left if not (plainly and is_verb(word.casefold())))]


def _one(parts: Said) -> bool:
    """Whether one is asked for: "hvilken teknologi", "hvad er den mest …"."""
    return not re.search(
        r"\bteknologierne|\bteknologier\b|\btechnologies\b|\bløsninger\b|\bhvilke\b|\brangér\w*|\brank\w*|\brækkefølge",
        parts.text,
        re.IGNORECASE,
    )


def _yes_no(parts: Said, asked: Asked) -> bool:
    """Whether yes or no is asked for: not by "er A eller B længst fremme?"."""
    if not YES_NO.search(parts.text):
        return False
    if asked == "compare":
        return bool(re.search(r"\b(?:end|than)\b", parts.text, re.IGNORECASE))
    return asked != "change" or not re.search(r"\b(?:eller|or)\b", parts.text, re.IGNORECASE)


def _unknown(parts: Said, asked: Asked) -> str | None:
    """What stands where a technology should, and is none: the words that nothing explains, where they are one run."""
    if asked not in ("look_up", "on_radar") or parts.names("technology") or not parts.left:
        return None
    run = r"[\s-]+".join(map(re.escape, parts.left))
    match = re.search(run, parts.text)
    if not (_ASKS_STAGE.search(parts.text) or parts.cues.has("radars", "editions")):
        return None
    return match[0] if match and len(parts.left) <= 3 else None
