"""``make model-judge``: the same questions with and without the language model of the settings, into the documentation.

A language model takes its time, so that a sample is asked: questions of the test split of the bundled corpus, evenly
from every category. What is kept is tied to the model's name.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.catalogue import BUNDLED, read_catalogue
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from evals import results
from evals.judge import Half, judge
from evals.questions import BUNDLED as QUESTIONS
from evals.questions import Item, read_questions
from evals.shown import progress, show
from evals.tables import side_by_side
from ingest.build import build

FILE = results.FOLDER / "generated.json"
DOCUMENTATION = Path(__file__).parents[1] / "docs" / "language-model.md"
SAMPLE = 48
HALF: Half = "test"
_PART = re.compile(r"(<!-- judge -->\n).*?(<!-- /judge -->)", re.DOTALL)


def sample(items: Sequence[Item], count: int = SAMPLE) -> tuple[Item, ...]:
    """So many questions of the half that is reported, as evenly from every category as they go, always the same."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.split == HALF:
            groups.setdefault(item.category, []).append(item)
    taken: list[Item] = []
    for turn in range(max(map(len, groups.values()), default=0)):
        taken += [group[turn] for group in groups.values() if turn < len(group)]
    return tuple(taken[:count])


def part(told: dict[str, object]) -> str:
    """The documentation's table of a result."""
    lead = f"`{told['model']}`, {told['questions']} questions of the test split of the bundled corpus:"
    return f"{lead}\n\n{side_by_side(results.read_result(told), 'en')}"


def with_part(text: str, table: str) -> str:
    """The documentation with the table between its two marks."""
    return _PART.sub(lambda marks: f"{marks[1]}{table}\n{marks[2]}", text)


def main() -> None:
    """Judges with the language model of the settings, keeps the figures, and writes them into the documentation."""
    settings = Settings()
    if not settings.llm_model:
        raise Refused("llm.half_set", lacking="RADAR_LLM_MODEL")
    with TemporaryDirectory() as folder:
        here = settings.model_copy(update={"data_dir": Path(folder), "chroma_url": None})
        build([read_catalogue(BUNDLED)], Snapshots(here.data_dir), Embedder.open(here.embedding_model))
        with progress() as told:
            judged = judge([QUESTIONS], sample(read_questions([QUESTIONS])), HALF, here, told=told)
    show(judged)
    kept = {"model": settings.llm_model, **results.result(judged)}
    FILE.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    DOCUMENTATION.write_text(with_part(DOCUMENTATION.read_text("utf-8"), part(kept)), "utf-8")


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(str(refused))
