"""Reads a question as one to the radar's rows, if it is one."""

import re
from dataclasses import dataclass
from typing import get_args

from assistant.radar_cues import Cues, found, left
from assistant.radar_names import Kind, Named, Names
from assistant.radar_query import in_order, newest
from assistant.radar_question import Asked, Facet, RadarQuestion, Way
from corpus.lemmas import is_verb
from corpus.radar import MEASURES, OVERALL, STAGES, Measure, Radar, Stage

EVERY = 1000
"""More than there are technologies: an order as a whole."""
_YES_NO = re.compile(
    r"^\W*(?:og |men |and )?(?:er|var|har|havde|ligger|står|stod|findes|kan|skal|bliver|steg|faldt|voksede"
    r"|is|are|was|were|has|have|do|does|did)\b",
    re.IGNORECASE,
)
_ASKS_STAGE = re.compile(
    r"\bhvor (?:langt|(?:teknisk )?mod\w+|udbred\w+|relevan\w+)|\bhvilke[nt] (?:trin|ring|stadi\w+)"
    r"|\bhow (?:mature|widespread|relevant)|\bwhich (?:stage|ring)",
    re.IGNORECASE,
)
_WHICH_MUNICIPALITY = re.compile(r"\b(?:hvilke[nt]?|which) (?:kommune|municipal)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of a question: the names in it, the cues, and the words that neither explains."""

    text: str
    named: tuple[Named, ...]
    cues: Cues
    left: tuple[str, ...]

    def names(self, *kinds: Kind) -> tuple[str, ...]:
        """The names of the kinds, each once, in the order of the question."""
        return tuple(dict.fromkeys(each.name for each in self.named if each.kind in kinds))


def said(names: Names, text: str) -> Said:
    """The parts of ``text``."""
    cues = found(text)
    named = tuple(names.found(text, cues.covered()))
    covered = [*cues.covered(), *((each.start, each.end) for each in named)]
    return Said(text, named, cues, tuple(word for word, _ in left(text, covered)))


def reading(radar: Radar, parts: Said) -> RadarQuestion | None:
    """What ``parts`` ask of the rows of ``radar``; None where they ask something else."""
    asked = _beside(parts) or _of_editions(parts) or _of_rows(parts)
    if asked is None:
        return None
    measures = _measures(parts.cues)
    if asked in ("list", "count", "look_up") and parts.cues.limits is None and _stages(parts, measures):
        measures = ()  # "dem i KLAR, som vi kan tage i brug": the ring is what is asked of
    unknown = _unknown(parts, asked)
    technologies = parts.names("technology")
    radars = parts.names("radar") + ((OVERALL,) if parts.cues.has("overall") else ())
    stages = () if asked == "change" else _stages(parts, measures)
    return RadarQuestion(
        asked=asked,
        technologies=technologies,
        editions=() if asked in ("pilots", "cases", "kryds") else _editions(radar, parts, asked),
        radars=radars,
        measures=measures or (("stage", "maturity") if _how_mature(parts, asked) else ("stage",)),
        stages=stages,
        limits=parts.cues.limits,
        number=_number(parts, asked),
        lowest=parts.cues.has("least"),
        way=_way(parts.cues, asked),
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
        whole=not _unsaid(parts) or unknown is not None,
    )


def _beside(parts: Said) -> Asked | None:
    """A question about what lies beside the radar: kryds, pilots, cases."""
    cues = parts.cues
    if cues.has("kryds"):
        return "kryds"
    if cues.has("pilots"):
        return "pilots"
    if cues.has("cases"):
        return "cases"
    return "pilots" if parts.names("named") else None


def _of_editions(parts: Said) -> Asked | None:
    """A question about an edition itself."""
    cues = parts.cues
    if parts.names("technology") or _stages(parts, ()) or _measures(cues) or cues.limits or cues.has("change"):
        return None
    radar = cues.has("radars", "editions")
    if cues.has("most", "least") and not cues.has("newest", "oldest"):
        return None
    if cues.has("when") and radar and cues.has("published"):
        return "published"
    if cues.has("respondents") and cues.has("how_many") and (radar or cues.years):
        return "respondents"
    if cues.has("fields") and cues.has("how_many", "which"):
        return "fagområder"
    if cues.has("editions") and cues.has("which", "how_many") and not cues.years and not cues.has("technologies"):
        return "editions"
    if cues.has("how_many") and cues.has("technologies") and (radar or cues.years) and not parts.names("radar"):
        return None if any(cues.has(f"ways.{way}") for way in get_args(Way)) else "technologies"
    return None


def _of_rows(parts: Said) -> Asked | None:
    """A question about what was measured."""
    cues = parts.cues
    technologies, measured = parts.names("technology"), bool(_measures(cues)) or cues.has("measures.stage")
    way = _way(cues, "change")
    years = len({year for year, _ in cues.years})
    moved = cues.has("change") or (way in ("new", "gone") and (cues.has("radars", "technologies") or cues.years))
    of_rows = technologies or measured or way or cues.has("which", "technologies", "radars", "how_many")
    if moved and of_rows and not cues.has("who"):
        return "change"
    if technologies and years > 1 and not cues.has("measures.stage", "most", "least"):
        return "change"
    several = len(parts.names("radar")) + cues.has("overall")
    if several > 1 or (several == 1 and cues.has("differ") and not technologies):
        return "differ"
    if cues.has("national") and (parts.names("municipality") or cues.has("home")):
        return "municipal"
    if len(technologies) > 1:
        return "compare"
    if _WHICH_MUNICIPALITY.search(parts.text) and not technologies:
        return None
    if cues.has("most", "least", "order") and not technologies and (_measures(cues) or cues.has("measures.stage")):
        return "rank"
    stages = _stages(parts, _measures(cues))
    if cues.limits and (measured or _share(cues)):
        return "look_up" if technologies else "count" if cues.has("how_many") else "list"
    if stages and not technologies:
        if cues.has("how_many"):
            return "count"
        return "list" if cues.has("which", "technologies") or len(parts.text.split()) < 5 else None
    if technologies:
        if measured or stages or cues.has("why"):
            return "look_up"
        if cues.has("on_radar") and _YES_NO.search(parts.text):
            return "on_radar"
        placed = cues.has("where", "stands") and (
            cues.has("radars") or parts.names("radar") or cues.years or _where(parts)
        )
        if placed:
            return "look_up"
        return "profile" if cues.has("radars") else None
    if cues.has("most", "least", "ways.up", "ways.down"):
        return None
    if (parts.names("radar") or cues.years or cues.has("newest", "oldest")) and cues.has("technologies"):
        return "count" if cues.has("how_many") else "list" if cues.has("which") else None
    # "Hvor moden er kvantecomputere?": a measure, and a name that nobody knows.
    return "look_up" if measured and parts.left and not cues.has("technologies") else None


def _measures(cues: Cues) -> tuple[Measure, ...]:
    """The measures that are named, the ring aside: it is what is meant where none is."""
    named = [each for each in MEASURES if each not in ("stage", "movement") and cues.has(f"measures.{each}")]
    if "not_considering" in named and "considering" in named:
        named.remove("considering")
    if "expected_value" in named and "value" in named:
        named.remove("value")
    if len(named) > 1 and "in_operation" in named and "prevalence" in named:
        named.remove("in_operation")  # "taget i brug, altså hvor udbredt"
    counted = _share(cues) or cues.has("how_many", "most", "least") or cues.limits is not None
    if not named and (_share(cues) or (cues.has("uses") and counted) or (cues.limits and cues.limits.unit == "pct.")):
        named = ["in_operation"]  # what something is used for is another question
    return tuple(named)


def _share(cues: Cues) -> bool:
    return cues.has("share")


def _how_mature(parts: Said, asked: Asked) -> bool:
    """Whether the technical maturity is wanted with the ring: where it is asked how mature one is."""
    return asked in ("look_up", "compare") and bool(
        re.search(r"\bhvor (?:langt )?mod|\bmodenhed|\bhow mature|\bmaturity", parts.text, re.IGNORECASE)
    )


def _stages(parts: Said, measures: tuple[Measure, ...]) -> tuple[Stage, ...]:
    """The rings that are named; "afprøver" and the like are not, where it is asked what share does."""
    named = [stage for stage in STAGES if parts.cues.has(f"stages.{stage}")]
    if "trying" in measures and "AFPRØV" in named and not re.search(r"\bAFPRØV\b", parts.text):
        named.remove("AFPRØV")
    if re.search(r"\btættere på klar\b", parts.text, re.IGNORECASE) and "KLAR" in named:
        named.remove("KLAR")
    return tuple(named)


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
    measure = (_measures(parts.cues) or ("stage",))[0]
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


def _way(cues: Cues, asked: Asked) -> Way | None:
    if asked != "change":
        return None
    ways = [way for way in get_args(Way) if cues.has(f"ways.{way}")]
    return (
        ways[0]
        if len(ways) == 1 or (ways and ways[0] in ("new", "gone"))
        else next((way for way in ways if way in ("gone", "new")), None)
    )


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
        return bool(_stages(parts, _measures(cues)))
    if asked == "rank":
        return bool(_measures(cues))
    return asked in ("look_up", "compare") and (rings or (bool(_measures(cues)) and cues.has("how_many", "share")))


def _number(parts: Said, asked: Asked) -> int | None:
    """How many of an order: as many as were asked for; one of "hvilken"; all where the order itself is asked for."""
    if parts.cues.number or asked != "rank":
        return parts.cues.number
    return EVERY if parts.cues.has("order") else 1 if _one(parts) else None


def _unsaid(parts: Said) -> list[str]:
    """The words that nothing explains; a common verb says nothing more where the radar is plainly meant."""
    plainly = parts.names("technology", "named") or parts.cues.has("radars", "technologies")
    return [word for word in parts.left if not (plainly and is_verb(word.casefold()))]


def _one(parts: Said) -> bool:
    """Whether one is asked for: "hvilken teknologi", "hvad er den mest …"."""
    return not re.search(
        r"\bteknologierne|\bteknologier\b|\btechnologies\b|\bløsninger\b|\bhvilke\b|\brangér\w*|\brank\w*|\brækkefølge",
        parts.text,
        re.IGNORECASE,
    )


def _yes_no(parts: Said, asked: Asked) -> bool:
    """Whether yes or no is asked for: not by "er A eller B længst fremme?"."""
    if not _YES_NO.search(parts.text):
        return False
    if asked == "compare":
        return bool(re.search(r"\b(?:end|than)\b", parts.text, re.IGNORECASE))
    return asked != "change" or not re.search(r"\b(?:eller|or)\b", parts.text, re.IGNORECASE)


def _where(parts: Said) -> bool:
    return bool(
        re.match(
            r"\W*(?:og |and )?(?:hvor|where)\s+(?:står|stod|ligger|lå|er|var|is|are|was|were|does)\b",
            parts.text,
            re.IGNORECASE,
        )
    )


def _unknown(parts: Said, asked: Asked) -> str | None:
    """What stands where a technology should, and is none: the words that nothing explains, where they are one run."""
    if asked not in ("look_up", "on_radar") or parts.names("technology") or not parts.left:
        return None
    run = r"[\s-]+".join(map(re.escape, parts.left))
    match = re.search(run, parts.text)
    if not (_ASKS_STAGE.search(parts.text) or parts.cues.has("radars", "editions")):
        return None
    return match[0] if match and len(parts.left) <= 3 else None
