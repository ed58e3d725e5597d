"""Makes a follow-up to a radar question one that can be read alone: what it leaves out is taken from the one before."""

import re
from collections.abc import Sequence

from assistant.radar_answer import told
from assistant.radar_names import Kind, Named, Names
from assistant.radar_query import in_order
from assistant.radar_reading import reading
from assistant.radar_said import Said, said
from assistant.radar_saying import Saying, capital
from corpus.radar import OVERALL, Observation, Radar

_OPENER = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|fint|tak|super|godt|ja|nej|nå|hm+|thanks|great|fine|no)\b[\s,.–-]*)*"
    r"(?:(?:og|men|så|samt|and|but|so)\b[\s,]*|(?:hvad|hvordan|what|how)\s+(?:så\s+)?(?:med|about)\b\s*|nu\b\s*)+",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:de to|the two|de|den|det|dem|disse|them|they|it|those|these)\b"
    r"(?=\s*(?:[?.!,]|$)|\s+(?:ikke|er|var|i|på|lå|ligger|står|stod|siden|since|in|on|rykket|fra|from|har|så|nu|is|are|was|were|have|has|move\w*|udbredt\w*|modn?e?n?)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STEP = re.compile(
    r"\b(?:i |in )?(?:året|udgaven|the (?:year|edition)) (?P<way>efter|før|inden|after|before)\b", re.IGNORECASE
)
_WORDS = 6
"""What is no longer than this, and names something without asking anything, leans on the question before it."""


def alone(radar: Radar, names: Names, text: str, history: Sequence[str]) -> str:
    """``text`` as it is meant after ``history``; unchanged where it does not lean on a radar question in it."""
    before: str | None = None
    for turn in history:
        before = _after(radar, names, turn, before)
    return _after(radar, names, text, before)


def _after(radar: Radar, names: Names, text: str, before: str | None) -> str:
    if before is None:
        return text
    asked = said(names, before)
    earlier = reading(radar, asked)
    if earlier is None or not earlier.whole:
        return text
    bare = _OPENER.sub("", text)
    step = _STEP.search(bare)
    if step and earlier.editions:
        bare = _STEP.sub(f"i {_next(radar, earlier.editions[-1], step['way'])}", bare)
    parts = said(names, bare)
    pronoun = None if parts.names("technology", "named") else _PRONOUN.search(bare)
    opens = bare != text
    if pronoun and pronoun[0].casefold() == "det" and not _measured(parts):
        pronoun = None
    own = reading(radar, parts)
    says = parts.named or parts.cues.years or parts.cues.has("most", "least")
    short = own is None and not parts.left and len(bare.split()) <= _WORDS and says
    if not (pronoun or opens or short) or parts.left:
        return text
    things = earlier.technologies or _listed(radar, asked)
    asks = _measured(parts) or (own is not None and pronoun is not None)
    if parts.names("technology", "named", "place") and not asks:
        return _exchanged(bare, parts, before, asked) if own is None or own.asked in ("compare", "look_up") else bare
    if (asks or (pronoun and parts.cues.has("where", "change"))) and things:
        return _with(bare, parts, pronoun, things, asked)
    if own is not None and own.asked not in ("list", "count", "look_up"):
        return capital(bare)
    return _exchanged(bare, parts, before, asked)


_MEASURES = ("maturity", "prevalence", "in_operation", "trying", "considering", "not_considering", "relevance", "value")


def _measured(parts: Said) -> bool:
    return parts.cues.has(*(f"measures.{each}" for each in _MEASURES))


def _with(bare: str, parts: Said, pronoun: re.Match[str] | None, things: Sequence[str], asked: Said) -> str:
    """The follow-up with what it is about in the place of its pronoun, or behind it, and where that was asked of."""
    joined = " og ".join(filter(None, (", ".join(things[:-1]), things[-1])))
    text = bare.rstrip("?!. ")
    told = ""
    if not parts.cues.years and asked.cues.years and not parts.cues.has("change"):
        told += f" i {asked.cues.years[-1][0]}"
    if not parts.names("radar") and not parts.cues.has("overall"):
        told += "".join(f" på {name}" for name in asked.names("radar"))
    if pronoun:
        return capital(text[: pronoun.start()] + joined + text[pronoun.end() :] + told) + "?"
    # As one would write it over a question: "Droner i 2033: hvor mange overvejer?"
    return f"{capital(joined + told)}: {text}?"


def _exchanged(bare: str, parts: Said, before: str, asked: Said) -> str:
    """The question before with what the follow-up names in the place of what it named of the same kind."""
    swaps: list[tuple[int, int, str]] = []
    behind: list[str] = []
    kinds: tuple[tuple[Kind, str], ...] = (
        ("technology", "om"),
        ("named", "om"),
        ("place", "fra"),
        ("radar", "på"),
        ("municipality", "i"),
    )
    for kind, link in kinds:
        new = [each for each in parts.named if each.kind == kind]
        if kind == "radar" and parts.cues.has("overall") and not new:
            _put(swaps, behind, [each for each in asked.named if each.kind == kind], "den samlede radar", link)
        if new:
            text = bare[new[0].start : new[-1].end]
            _put(swaps, behind, [each for each in asked.named if each.kind == kind], text, link)
    if parts.cues.years:
        year = parts.cues.years[-1][0]
        if asked.cues.years:
            start, end = asked.cues.years[-1][1]
            swaps.append((start, end, year))
        else:
            behind.append(f"i {year}")
    rings = [span for name, spans in parts.cues.spans.items() if name.startswith("stages.") for span in spans]
    old = [span for name, spans in asked.cues.spans.items() if name.startswith("stages.") for span in spans]
    if rings and old:
        swaps.append((min(old)[0], max(old)[1], bare[min(rings)[0] : max(rings)[1]]))
    new_order, old_order = (
        sorted(span for name in ("most", "least") for span in each.cues.spans.get(name, ())) for each in (parts, asked)
    )
    if new_order and old_order:
        swaps.append((*old_order[0], bare[slice(*new_order[0])]))
    text = before
    for start, end, new_text in sorted(swaps, reverse=True):
        text = text[:start] + new_text + text[end:]
    if behind:
        text = f"{text.rstrip('?!. ')} {' '.join(behind)}?"
    return text


def _put(swaps: list[tuple[int, int, str]], behind: list[str], old: list[Named], text: str, link: str) -> None:
    if old:
        swaps.append((old[0].start, old[-1].end, text))
    else:
        behind.append(f"{link} {text}")


def _listed(radar: Radar, asked: Said) -> tuple[str, ...]:
    """The technologies that the question before was answered with."""
    question = reading(radar, asked)
    answer = told(radar, question, Saying(radar, "da")) if question else None
    rows = [row for _, rows in answer.sentences for row in rows] if answer else []
    return tuple(dict.fromkeys(row.technology for row in rows if isinstance(row, Observation) and row.technology))


def _next(radar: Radar, edition: str, way: str) -> str:
    """The edition after or before ``edition``; the year where there is none."""
    known = in_order(radar, (row.edition for row in radar.observations if row.radar == OVERALL))
    step = 1 if way.casefold() in ("efter", "after") else -1
    if edition in known and 0 <= known.index(edition) + step < len(known):
        found = known[known.index(edition) + step]
        return next(iter(_YEAR.findall(found)), found)
    year = _YEAR.search(edition)
    return str(int(year[0]) + step) if year else edition
