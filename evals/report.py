"""The folder that a run leaves behind."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import TypeAdapter

from corpus.manifest import Manifest
from corpus.refused import Refused
from corpus.wording import say
from evals import words
from evals.curves import calibration, calibration_error, risk_coverage
from evals.judge import Judged
from evals.measures import MEASURES, Outcome, Verdict, verdict
from evals.results import metrics
from evals.tables import compared, targets
from evals.thresholds import thresholds

FAULTS: tuple[Verdict, ...] = ("leaked", "false_answer", "wrong", "false_refusal", "not_smalltalk")
_PAGES = Environment(
    loader=PackageLoader("evals", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals.update(say=say, words=words, verdict=verdict)


def write(judged: Judged, folder: Path) -> None:
    """Writes settings, snapshot, every answer, the figures, a summary and a page into ``folder``.

    Raises Refused if it cannot be written to.
    """
    files = {
        "settings.json": _json(judged.settings.model_dump(mode="json", exclude={"api_token"})),
        "snapshot.json": _json(TypeAdapter(Manifest | None).dump_python(judged.snapshot, mode="json")),
        "answers.jsonl": "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in _answers(judged)),
        "metrics.json": _json(metrics(judged)),
        "summary.md": _summary(judged),
        "index.html": _page(judged),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise Refused("eval.not_writable", folder=folder, why=error.strerror) from None


def failures(judged: Judged) -> dict[Verdict, list[Outcome]]:
    """What went wrong for the system that is judged, by how: the gravest first."""
    outcomes = judged.outcomes[judged.first]
    found = {fault: [each for each in outcomes if verdict(each) == fault] for fault in FAULTS}
    return {fault: each for fault, each in found.items() if each}


def _answers(judged: Judged) -> Iterator[Mapping[str, Any]]:
    for system, outcomes in judged.outcomes.items():
        for each in outcomes:
            measured = {name: measure.of(each) for name, measure in MEASURES.items()}
            yield {
                "system": system,
                "split": each.item.split,
                **asdict(each.item),
                "verdict": verdict(each),
                "reply": asdict(each.reply),
                "measures": {name: value for name, value in measured.items() if value is not None},
            }


def _summary(judged: Judged) -> str:
    first = judged.summaries[judged.first]
    parts = [
        f"# {say('eval.report_title')}",
        say("eval.ran", count=first.questions, half=say(f"eval.half_{judged.half}")),
        targets({judged.first: first.overall}, thresholds()),
    ]
    if len(judged.summaries) > 1:
        parts.append(compared({name: each.overall for name, each in judged.summaries.items()}))
    counts = [f"- {say(f'eval.verdict_{fault}')}: {len(each)}" for fault, each in failures(judged).items()]
    return "\n\n".join([*parts, "\n".join(counts)]).rstrip() + "\n"


def _page(judged: Judged) -> str:
    from evals.plots import calibration_plot, category_plot, risk_plot

    # Where nothing is refused, confidence is seen over its whole range.
    bins = calibration(judged.outcomes.get("without_refusal", ())) or calibration(judged.outcomes[judged.first])
    curves = {
        name: points
        for name in (judged.first, "without_refusal", "quickstart", "bm25")
        if name in judged.outcomes and (points := risk_coverage(judged.outcomes[name]))
    }
    by_category = {name: each["due"] for name, each in judged.summaries[judged.first].categories.items()}
    return _PAGES.get_template("report.html").render(
        judged=judged,
        first=judged.summaries[judged.first],
        targets=thresholds(),
        failures=failures(judged),
        bins=bins,
        error=calibration_error(bins),
        curves=curves,
        by_category=by_category,
        calibration=calibration_plot(bins) if bins else None,
        risk=risk_plot(curves) if curves else None,
        categories=category_plot(by_category),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
