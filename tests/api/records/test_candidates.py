import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.records import Records
from api.records.candidates import candidates
from assistant.conversation import Turn
from evals.questions import read_questions
from tests.api.records.made import opened, record

REFUSED = {"status": "refused", "reason": "not_in_sources", "answer": "Det står ikke i kilderne."}
CITATION = {
    "number": 1,
    "document_id": "havneby",
    "title": "Havneby",
    "publisher": None,
    "published": None,
    "url": None,
    "page": 7,
    "section": None,
    "quote": "412 borgere",
    "viewer_url": "/sources/havneby",
    "digest": False,
    "language": "da",
}


@pytest.fixture
def records(tmp_path: Path) -> Records:
    records = opened(tmp_path)
    unrated = record("Hvad er en drone?")
    loved = record("Hvor mange fik skærmbesøg?", citations=[CITATION])
    hated = record("Hvad koster en robot?", mode="radar")
    again = record("hvad koster en robot", mode="radar")
    open_ = record("Hvem vandt i går?", **{**REFUSED, "reason": "out_of_scope"})
    follow = replace(record("Og i 2023?", **REFUSED), history=(Turn("user", "Hvor mange?"), Turn("assistant", "To.")))
    long = record("x" * 2000, status="blocked", reason="too_long")
    for each in (unrated, loved, hated, open_, follow, again, long, record("Hej", mode="smalltalk")):
        records.keep(each)
    records.rate(loved.id, "up", None, "http")
    records.rate(hated.id, "down", "Borger 010190-1234 fik »forkert« pris", "http")
    return records


def test_what_was_voted_down_and_unanswered_comes_first_and_each_once(records: Records) -> None:
    lines: list[dict[str, Any]] = [json.loads(line) for line in candidates(records).splitlines()]
    assert [line["question"] for line in lines] == [
        "Hvad koster en robot?",
        "Og i 2023?",
        "Hvem vandt i går?",
        "Hvor mange fik skærmbesøg?",
        "Hej",
        "Hvad er en drone?",
    ]
    down, follow, outside, up, talk, _ = lines
    assert "Spurgt 2 gange" in down["comment"]
    assert "fik »forkert« pris" in down["comment"]
    assert "1234" not in down["comment"]
    assert "gold" not in down
    assert (follow["history"], follow["category"]) == (["Hvor mange?"], "unanswerable_near")
    assert (outside["category"], outside["answerable"]) == ("unanswerable_far", False)
    assert up["gold"] == [{"document": "havneby", "quote": "412 borgere", "page": 7}]
    assert (talk["category"], talk["answerable"]) == ("smalltalk", False)


def test_the_question_set_reads_them(records: Records, tmp_path: Path) -> None:
    file = tmp_path / "candidates.jsonl"
    file.write_text(candidates(records), "utf-8")
    assert len(read_questions([file])) == 6
