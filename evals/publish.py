"""``make judge``: judges the test split on both corpora, keeps the figures, and writes them into the README."""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.catalogue import BUNDLED, read_catalogue
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from evals import results
from evals.judge import judge
from evals.questions import QUESTIONS, read_questions
from evals.shown import progress, show
from evals.tables import compared, targets
from evals.thresholds import thresholds
from ingest.build import build

ROOT = Path(__file__).parents[1]
CATALOGUES = {"bundled": BUNDLED, "kl": ROOT.parent / "shared" / "corpus" / "kl" / "sources.toml"}
"""The second is KL's own texts, which are not ours to ship: it is judged where they are at hand."""
README = ROOT / "README.md"
_PART = re.compile(r"(<!-- judge -->\n).*?(<!-- /judge -->)", re.DOTALL)
_TITLES = {"bundled": "The bundled corpus", "kl": "KL's own texts"}


def main() -> None:
    """Judges what is at hand, and rewrites results and README."""
    settings = Settings()
    for name, catalogue in CATALOGUES.items():
        if catalogue.is_file():
            told = _judged(name, catalogue, settings)
            results.FOLDER.mkdir(exist_ok=True)
            (results.FOLDER / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    README.write_text(with_part(README.read_text("utf-8"), part(committed())), "utf-8")


def committed() -> dict[str, dict[str, object]]:
    """The committed results by corpus."""
    files = {name: results.FOLDER / f"{name}.json" for name in CATALOGUES}
    return {name: json.loads(file.read_text("utf-8")) for name, file in files.items() if file.is_file()}


def part(told: Mapping[str, Mapping[str, object]]) -> str:
    """The README's tables: for each corpus the measures beside the baselines, then what each stage is worth."""
    parts: list[str] = []
    for name, each in told.items():
        systems = results.read_result(each)
        stages = {system: figures for system, figures in systems.items() if system.startswith("without_")}
        others = {system: figures for system, figures in systems.items() if system not in stages}
        parts.append(f"{_TITLES[name]}, {each['questions']} questions of the test split (95 % interval):")
        parts.append(targets(others, thresholds(), "en"))
        if stages:
            first = next(iter(others))
            parts.append("Each stage taken away:")
            parts.append(compared({first: others[first], **stages}, "en"))
    return "\n\n".join(parts)


def with_part(readme: str, tables: str) -> str:
    """The README with the tables between its two marks."""
    return _PART.sub(lambda marks: f"{marks[1]}{tables}\n{marks[2]}", readme)


def _judged(name: str, catalogue: Path, settings: Settings) -> dict[str, object]:
    questions = [QUESTIONS / f"{name}.jsonl"]
    with TemporaryDirectory() as folder:
        here = settings.model_copy(update={"data_dir": Path(folder), "chroma_url": None})
        embedder = Embedder.open(here.embedding_model)
        build([read_catalogue(catalogue)], Snapshots(here.data_dir), embedder)
        with progress() as told:
            judged = judge(questions, read_questions(questions), "test", here, compare=True, told=told)
    show(judged)
    return results.result(judged)


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(str(refused))
