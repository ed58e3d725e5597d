"""A whole run of the judge: which questions, which systems, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from assistant.ask import Assistant
from assistant.stages import STAGES
from corpus.embedding import Embedder
from corpus.manifest import Manifest
from corpus.refused import Refused
from corpus.settings import Settings
from evals.deployed import Deployed
from evals.gold import Texts
from evals.measures import Outcome
from evals.ours import Ours
from evals.questions import Item
from evals.run import Progress, run
from evals.summary import Summary, summary

Half = Literal["dev", "test", "all"]
OURS = "ours"
EXTRACTIVE = "extractive"
NEEDED = ("ir_measures", "matplotlib", "langchain_text_splitters")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a run came to.

    ``outcomes`` and ``summaries`` are by system, the one that is judged first. ``snapshot`` is None where a deployed
    service was judged.
    """

    files: tuple[Path, ...]
    half: Half
    outcomes: dict[str, tuple[Outcome, ...]]
    summaries: dict[str, Summary]
    settings: Settings
    snapshot: Manifest | None

    @property
    def first(self) -> str:
        """The name of the system that is judged; the others are there to compare with."""
        return next(iter(self.summaries))


def of_half(items: Sequence[Item], half: Half) -> tuple[Item, ...]:
    """The questions of one half, or all. Raises Refused where there are none."""
    chosen = tuple(item for item in items if half in ("all", item.split))
    if not chosen:
        raise Refused("eval.empty_half", half=half)
    return chosen


def without_model(settings: Settings) -> Settings:
    """The same settings without a language model."""
    return settings.model_copy(update={"llm_base_url": None, "llm_model": None})


def judge_deployed(
    files: Sequence[Path], items: Sequence[Item], half: Half, url: str, settings: Settings, told: Progress | None = None
) -> Judged:
    """A deployed service over its half of ``items``; rankings and verbatim quotes cannot be seen from outside."""
    needed()
    with Deployed(url, settings) as service:
        outcomes = {service.name: run(service, of_half(items, half), None, told)}
    return _judged(files, half, outcomes, settings, None)


def judge(
    files: Sequence[Path],
    items: Sequence[Item],
    half: Half,
    settings: Settings,
    compare: bool = False,
    told: Progress | None = None,
) -> Judged:
    """The assistant over its half of ``items``, and where ``compare`` the baselines and every ablation beside it.

    Where the settings name a language model, the same questions are put to the assistant without it as well.
    """
    needed()
    chosen = of_half(items, half)
    assistant = Assistant.open(settings)
    snapshot = assistant.snapshot()
    texts = Texts.of(snapshot)
    ours = Ours(OURS, assistant)
    outcomes = {ours.name: run(ours, chosen, texts, told)}
    if settings.llm_model:
        without = Ours(EXTRACTIVE, Assistant.open(without_model(settings)))
        outcomes[without.name] = run(without, chosen, texts, told)
    if compare:
        outcomes |= _baselines(items, chosen, assistant, texts, told)
        for stage in STAGES:
            less = Ours(f"without_{stage}", Assistant.open(settings, without=frozenset({stage})))
            outcomes[less.name] = run(less, chosen, texts, told)
    return _judged(files, half, outcomes, settings, snapshot.manifest)


def _baselines(
    items: Sequence[Item], chosen: Sequence[Item], assistant: Assistant, texts: Texts, told: Progress | None
) -> dict[str, tuple[Outcome, ...]]:
    """Each baseline as it comes, which never refuses, and refusing below the score that is best on dev."""
    from evals.baselines import best_least, bm25, quickstart, refusing
    from evals.chunks import Chunks

    chunks = Chunks(texts.documents)
    asked = [item for item in items if item.split == "dev" or item in chosen]
    found: dict[str, tuple[Outcome, ...]] = {}
    # An embedder of its own: the assistant's remembers the vectors of the questions it was just asked.
    with quickstart(chunks, Embedder.open(assistant.snapshot().embedder.name)) as nearest:
        for system in (bm25(chunks), nearest):
            outcomes = run(system, asked, texts, told)
            least = best_least([each for each in outcomes if each.item.split == "dev"])
            of_chosen = tuple(each for each in outcomes if each.item in chosen)
            found[system.name] = of_chosen
            found[f"{system.name}_refusing"] = refusing(of_chosen, least)
    return found


def needed() -> None:
    """Raises Refused where a library that only the judge needs is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Refused("eval.no_extra", missing=", ".join(missing))


def _judged(
    files: Sequence[Path],
    half: Half,
    outcomes: dict[str, tuple[Outcome, ...]],
    settings: Settings,
    snapshot: Manifest | None,
) -> Judged:
    summaries = {name: summary(name, each) for name, each in outcomes.items()}
    return Judged(tuple(files), half, outcomes, summaries, settings, snapshot)
