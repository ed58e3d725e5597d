"""The digests are clean Markdown that can be quoted sentence by sentence, and each names the page that it digests."""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
CATALOGUE = CORPUS / "sources.toml"
SENTENCE = re.compile(r"^(?:- )?[»A-ZÆØÅ0-9].{15,}\.$", re.MULTILINE)
JUNK = re.compile(r"\s$|[^\S ]|[\u00ad\u200b-\u200f\u2060\ufeff]")


def digests() -> list[dict[str, Any]]:
    """The digests of the bundled catalogue, none where there is no catalogue."""
    sources = tomllib.loads(CATALOGUE.read_text("utf-8"))["source"] if CATALOGUE.exists() else []
    return [source for source in sources if source.get("digest")]


MARKDOWN = [source for source in digests() if str(source.get("file", "")).endswith(".md")]


@pytest.mark.parametrize("source", MARKDOWN, ids=lambda source: source["id"])
def test_a_digest_is_clean_markdown(source: dict[str, Any]) -> None:
    text = (CORPUS / source["file"]).read_text("utf-8")
    assert text.startswith("# ")
    assert SENTENCE.search(text)
    assert "!" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not [line for line in text.split("\n") if JUNK.search(line)]


@pytest.mark.parametrize("source", digests(), ids=lambda source: source["id"])
def test_a_digest_names_the_address_of_what_it_digests(source: dict[str, Any]) -> None:
    address = urlsplit(source["url"])
    assert address.scheme in {"http", "https"}
    assert address.hostname
    assert not re.search(r"\s|…", source["url"])


def test_no_two_digests_are_of_the_same_address() -> None:
    addresses = [source["url"] for source in digests()]
    assert len(addresses) == len(set(addresses))
