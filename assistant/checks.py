"""What was found when the sentences of a language model were held against the sources."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["supported", "misattributed", "stitched", "absent", "unreadable"]
"""Carried by a source that it cites; only by a source that it does not cite; only by several places put together; by
nothing that was given; or not a sentence as asked for: in another language, with a link, or without a citation."""
Failure = Literal["lead", "slow", "unreachable", "resting", "empty"]
"""Why the model wrote nothing that is shown: its first sentence fell; it took longer than is allowed; it was not
reached or answered with an error; it had failed too often and is left alone for a while; it gave no sentence at all."""
VERDICTS: tuple[Verdict, ...] = ("supported", "misattributed", "stitched", "absent", "unreadable")


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence of the model, the numbers of the sources it named, and what was found.

    ``score`` is how well the best place that it cites supports it (0 to 1), None where it came to no score.
    """

    text: str
    sources: tuple[int, ...]
    verdict: Verdict
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Checks:
    """All that was found of one answer, for its record; only what is ``supported`` may ever be shown.

    ``prompt`` is the version of the prompts; ``failure`` is None where the model's sentences are what is shown.
    """

    model: str
    prompt: str
    sentences: tuple[Check, ...] = ()
    failure: Failure | None = None

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many sentences came to each verdict."""
        found = Counter(check.verdict for check in self.sentences)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @property
    def dropped(self) -> int:
        """How many sentences of the model were not shown because of what was found."""
        return sum(check.verdict != "supported" for check in self.sentences)
