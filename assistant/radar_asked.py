"""What is asked of the rows: a value, a list, an order, a change, a kryds; or nothing that rows hold."""

import re
from typing import get_args

from assistant.radar_cues import Cues
from assistant.radar_question import Asked, Way
from assistant.radar_said import Said, measures, shares, stages

YES_NO = re.compile(
    r"^\W*(?:og |men |and )?(?:er|var|har|havde|ligger|står|stod|findes|kan|skal|bliver|steg|faldt|voksede"
    r"|is|are|was|were|has|have|do|does|did)\b",
    re.IGNORECASE,
)
_WHICH_MUNICIPALITY = re.compile(r"\b(?:hvilke[nt]?|which) (?:kommune|municipal)", re.IGNORECASE)
_BESIDE_EACH_OTHER = ("compare", "differ", "than", "more", "most", "least", "order", "radars", "stands", "uses")
"""What sets technologies beside each other: two that are only named may be asked anything of."""
_TAKES_PART = re.compile(r"\b(?:med (?:på|i)|findes\b.* (?:på|i)|included (?:in|on)|part of)\b.*radar", re.IGNORECASE)


def asked_of(parts: Said) -> Asked | None:
    """What ``parts`` ask for; None where rows do not hold it."""
    return _beside(parts) or _of_editions(parts) or _of_rows(parts)


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
    if parts.names("technology") or stages(parts, ()) or measures(cues) or cues.limits or cues.has("change"):
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
    technologies, measured = parts.names("technology"), bool(measures(cues)) or cues.has("measures.stage")
    way = way_of(cues, "change")
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
    if len(technologies) > 1 and (measured or years or stages(parts, measures(cues)) or cues.has(*_BESIDE_EACH_OTHER)):
        return "compare"
    if _WHICH_MUNICIPALITY.search(parts.text) and not technologies:
        return None
    if cues.has("most", "least", "order") and not technologies and (measures(cues) or cues.has("measures.stage")):
        return "rank"
    rings = stages(parts, measures(cues))
    if cues.limits and (measured or shares(cues)):
        return "look_up" if technologies else "count" if cues.has("how_many") else "list"
    if rings and not technologies:
        if cues.has("how_many"):
            return "count"
        return "list" if cues.has("which", "technologies") or len(parts.text.split()) < 5 else None
    if technologies:
        if measured or rings or cues.has("why"):
            return "look_up"
        if cues.has("on_radar") and YES_NO.search(parts.text):
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
    if YES_NO.search(parts.text) and _TAKES_PART.search(parts.text) and parts.left:
        return "on_radar"  # "Er kvantecomputere med på radaren?": a name that nobody knows
    # "Hvor moden er kvantecomputere?": a measure, and such a name.
    return "look_up" if measured and parts.left and not cues.has("technologies") else None


def way_of(cues: Cues, asked: Asked) -> Way | None:
    """Which way something is asked to have moved; None for any."""
    if asked != "change":
        return None
    ways = [way for way in get_args(Way) if cues.has(f"ways.{way}")]
    return (
        ways[0]
        if len(ways) == 1 or (ways and ways[0] in ("new", "gone"))
        else next((way for way in ways if way in ("gone", "new")), None)
    )


def _where(parts: Said) -> bool:
    return bool(
        re.match(
            r"\W*(?:og |and )?(?:hvor|where)\s+(?:står|stod|ligger|lå|er|var|is|are|was|were|does)\b",
            parts.text,
            re.IGNORECASE,
        )
    )
