import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.refused import Refused
from evals.questions import CATEGORIES, QUESTIONS, Gold, Item, read_questions, split

EXAMPLE = {
    "id": "q001",
    "category": "fact",
    "question": "Hvor mange?",
    "history": ["Hvad er det?"],
    "answerable": True,
    "gold": [{"document": "havneby", "page": 7, "quote": "412 borgere"}],
    "must": ["412"],
    "must_not": ["413"],
}


def written(folder: Path, *lines: Any) -> Path:
    file = folder / "spørgsmål.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text(text + "\n", "utf-8")
    return file


def test_the_contracts_example(tmp_path: Path) -> None:
    assert read_questions([written(tmp_path, EXAMPLE)]) == (
        Item(
            id="q001",
            category="fact",
            question="Hvor mange?",
            answerable=True,
            history=("Hvad er det?",),
            gold=(Gold("havneby", 7, "412 borgere"),),
            must=("412",),
            must_not=("413",),
        ),
    )


def test_quote_and_page_may_be_left_out(tmp_path: Path) -> None:
    (item,) = read_questions([written(tmp_path, {**EXAMPLE, "gold": [{"document": "havneby"}]})])
    assert item.gold == (Gold("havneby"),)


@pytest.mark.parametrize(
    ("category", "parts", "expected"),
    [
        ("fact", [None, None], [1, 1]),
        ("multi", [None, None], [1, 2]),
        ("multi", [1, 1], [1, 1]),
        ("multi", [1, 2], [1, 2]),
        ("fact", [1, 2], [1, 2]),
    ],
)
def test_parts_of_gold(tmp_path: Path, category: str, parts: list[int | None], expected: list[int]) -> None:
    gold = [{"document": "a", **({"part": part} if part else {})} for part in parts]
    (item,) = read_questions([written(tmp_path, {**EXAMPLE, "category": category, "gold": gold})])
    assert [place.part for place in item.gold] == expected


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "hele linjen er ikke et JSON-objekt"),
        ("[]", "hele linjen er ikke et JSON-objekt"),
        ({"id": "x"}, "category mangler"),
        ({**EXAMPLE, "category": "sjov"}, "category er ikke en af kategorierne"),
        ({**EXAMPLE, "answerable": "ja"}, "answerable skal være true eller false"),
        ({**EXAMPLE, "question": 7}, "question skal være tekst"),
        ({**EXAMPLE, "question": ""}, "question kan ikke bruges"),
        ({**EXAMPLE, "musts": []}, "musts er et felt, der ikke kendes"),
        ({**EXAMPLE, "must": ["("]}, "must.0 er ikke et gyldigt regulært udtryk"),
        ({**EXAMPLE, "gold": [{"page": 7}]}, "gold.0.document mangler"),
        ({**EXAMPLE, "gold": [{"document": "a", "page": "syv"}]}, "gold.0.page skal være et helt tal"),
        ({**EXAMPLE, "gold": [{"document": "a", "match": "["}]}, "gold.0.match er ikke et gyldigt regulært udtryk"),
        (EXAMPLE, "id'et »q001« er brugt før"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(tmp_path: Path, line: Any, named: str) -> None:
    with pytest.raises(Refused) as refused:
        read_questions([written(tmp_path, EXAMPLE, line)])
    assert "spørgsmål.jsonl, linje 2" in str(refused.value)
    assert named in str(refused.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    empty, latin = tmp_path / "tom.jsonl", tmp_path / "latin.jsonl"
    empty.write_text("\n")
    latin.write_bytes("Spørg".encode("latin-1"))
    for file, named in (
        (empty, "ingen spørgsmål"),
        (latin, "UTF-8"),
        (tmp_path / "intet", "findes ikke"),
        (tmp_path, "kan ikke læses"),
    ):
        with pytest.raises(Refused, match=named):
            read_questions([file])


def test_a_question_stays_in_its_half() -> None:
    assert [split(name) for name in ("b-fact-001", "b-fact-002", "k-radar-001", "q001")] == [
        "test",
        "test",
        "dev",
        "dev",
    ]


@given(st.lists(st.text(), unique=True, min_size=400, max_size=400))
def test_halves_are_about_equal(ids: list[str]) -> None:
    tested = sum(split(name) == "test" for name in ids)
    assert 100 < tested < 300


@pytest.mark.parametrize("name", ["bundled", "kl"])
def test_the_committed_sets(name: str) -> None:
    items = read_questions([QUESTIONS / f"{name}.jsonl"])
    assert len(items) >= 250
    for half in ("dev", "test"):
        assert {item.category for item in items if item.split == half} == set(CATEGORIES)
    for item in items:
        assert item.gold or not item.answerable or item.category == "smalltalk", item.id
        assert item.must or not item.answerable or item.category == "smalltalk", item.id


def test_dialogues_are_many_go_on_and_are_in_both_halves() -> None:
    items = read_questions([QUESTIONS / "dialogues.jsonl"])
    assert len(items) >= 60
    assert all(item.history for item in items)
    assert {split(item.id) for item in items} == {"dev", "test"}
    assert {"followup", "unanswerable_near", "unanswerable_far"} <= {item.category for item in items}
