"""The parts of a question to the rows: its names, its cues, what neither explains; which measures and rings it says."""

import re
from dataclasses import dataclass

from assistant.radar_cues import Cues, found, left
from assistant.radar_names import Kind, Named, Names
from corpus.radar import MEASURES, STAGES, Measure, Stage


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


def measures(cues: Cues) -> tuple[Measure, ...]:
    """The measures that are named, the ring aside: it is what is meant where none is."""
    named = [each for each in MEASURES if each not in ("stage", "movement") and cues.has(f"measures.{each}")]
    if "not_considering" in named and "considering" in named:
        named.remove("considering")
    if "expected_value" in named and "value" in named:
        named.remove("value")
    if len(named) > 1 and "in_operation" in named and "prevalence" in named:
        named.remove("in_operation")  # "taget i brug, altså hvor udbredt"
    counted = shares(cues) or cues.has("how_many", "most", "least") or cues.limits is not None
    if not named and (shares(cues) or (cues.has("uses") and counted) or (cues.limits and cues.limits.unit == "pct.")):
        named = ["in_operation"]  # what something is used for is another question
    return tuple(named)


def shares(cues: Cues) -> bool:
    """Whether it is asked what share does something."""
    return cues.has("share")


def stages(parts: Said, measures: tuple[Measure, ...]) -> tuple[Stage, ...]:
    """The rings that are named; "afprøver" and the like are not, where it is asked what share does."""
    named = [stage for stage in STAGES if parts.cues.has(f"stages.{stage}")]
    if "trying" in measures and "AFPRØV" in named and not re.search(r"\bAFPRØV\b", parts.text):
        named.remove("AFPRØV")
    if re.search(r"\btættere på klar\b", parts.text, re.IGNORECASE) and "KLAR" in named:
        named.remove("KLAR")
    return tuple(named)
