"""Figures as JSON: the report's, and the small committed ones that later runs are held against."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from evals.interval import Figure
from evals.judge import Judged
from evals.summary import Figures, Summary

FOLDER = Path(__file__).parent / "results"
DIGITS = 4


def metrics(judged: Judged) -> dict[str, Any]:
    """Every figure of every system: overall, for each split and for each category."""
    return {
        "questions": judged.summaries[judged.first].questions,
        "half": judged.half,
        "files": [file.name for file in judged.files],
        "systems": {name: _summary(each) for name, each in judged.summaries.items()},
    }


def result(judged: Judged) -> dict[str, Any]:
    """What is committed of a run: of the system that is judged also the categories, of the others the whole."""
    told = metrics(judged)
    for name, each in told["systems"].items():
        del each["splits"]
        if name != judged.first:
            del each["categories"]
    return told


def read_result(told: Mapping[str, Any]) -> dict[str, Figures]:
    """The overall figures by system of what ``result`` gave."""
    adapter = TypeAdapter(dict[str, Figure])
    return {name: adapter.validate_python(each["overall"]) for name, each in told["systems"].items()}


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "overall": _figures(summary.overall),
        "splits": {name: _figures(each) for name, each in summary.splits.items()},
        "categories": {name: _figures(each) for name, each in summary.categories.items()},
    }


def _figures(figures: Figures) -> dict[str, dict[str, float]]:
    return {
        name: {
            "value": round(each.value, DIGITS),
            "low": round(each.low, DIGITS),
            "high": round(each.high, DIGITS),
            "count": each.count,
        }
        for name, each in figures.items()
    }
