import ast
import re
import string
from pathlib import Path

import pytest

from corpus.wording import LANGUAGES, catalogue

ROOT = Path(__file__).parents[2]
ROOMS = ("corpus", "ingest", "assistant", "api")
SOURCES = [ROOT / "radarassistent.py", *(file for room in ROOMS for file in (ROOT / room).glob("*.py"))]


AGREEING = {"are"}
"""Gaps for a verb that follows the number in English; the Danish one never does."""


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} - AGREEING


def used() -> set[str]:
    """Every literal key given to ``say`` or ``Refused``; a name alone is of the section that its object speaks from."""
    keys = set()
    known = catalogue("da")
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in {"say", "Refused"} and isinstance(node.args[0].value, str):
                    key = node.args[0].value
                    alone = isinstance(node.func, ast.Attribute) and "." not in key
                    keys.add(next((full for full in known if full.endswith(f".{key}")), key) if alone else key)
    return keys


def test_every_sentence_stands_in_every_language_with_the_same_gaps() -> None:
    danish = catalogue("da")
    for language in LANGUAGES:
        other = catalogue(language)
        assert danish.keys() == other.keys()
        assert {key: fields(text) for key, text in danish.items()} == {key: fields(text) for key, text in other.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tone_is_calm(language: str) -> None:
    for key, text in catalogue(language).items():
        assert "!" not in text.replace("<!--", ""), key
        assert text == text.strip(), key
        assert not re.search(r"  ", text), key


def test_what_the_code_says_is_in_the_catalogue() -> None:
    assert used() > {"snapshot.none"}
    assert not used() - catalogue("da").keys()
