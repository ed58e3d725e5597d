"""The PDF of a digest: its pages, its words, the same bytes each time, and what it will not set."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.refused import Refused
from corpus.typeset import Block, read_pages, typeset

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "corpus" / "digests" / "kommunernes-teknologispring-2018.md"
PDF = SOURCE.with_suffix(".pdf")
WORD = st.text("abcdefghijklmnopqrstuvwxyzæøåéABCÆØÅ0123456789,.:&<»«–-", min_size=1, max_size=30).filter(
    lambda word: word.strip("-–") and not word.startswith("<")
)


def extracted(pdf: Path) -> list[str]:
    """Each page's words on one line, without bullets."""
    pages = (page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    return [" ".join(word for word in page.split() if word != "–") for page in pages]


def plain(block: Block) -> str:
    return " ".join(word for word in block.text.split() if word != "–")


def markdown(*pages: str) -> str:
    return "# Titel\n\n" + "\n\n".join(f"<!-- side {number} -->\n\n{page}" for number, page in enumerate(pages, 1))


def written(tmp_path: Path, text: str) -> Path:
    source = tmp_path / "resume.md"
    source.write_text(text, "utf-8")
    return source


def test_the_committed_pdf_is_what_its_text_makes(tmp_path: Path) -> None:
    typeset(SOURCE, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == PDF.read_bytes()


def test_each_page_holds_the_words_of_its_page() -> None:
    pages, found = read_pages(SOURCE), extracted(PDF)
    assert len(pages) == len(found) == 16
    for number, (page, text) in enumerate(zip(pages, found, strict=True), 1):
        assert text.endswith(" ".join(plain(block) for block in page))
        assert text.startswith(f"Resumé: Kommunernes teknologispring {number} ")


def test_the_pdf_says_what_it_is_and_has_an_outline() -> None:
    reader = pypdf.PdfReader(PDF)
    assert reader.metadata is not None
    assert reader.metadata.title == read_pages(SOURCE)[0][0].text
    assert "Resumé" in str(reader.metadata.subject)
    assert str(reader.root_object["/Lang"]) == "da-DK"
    headings = [block.text for page in read_pages(SOURCE) for block in page if block.mark.startswith("#")]
    assert [entry.title for entry in flat(reader.outline)] == headings


def flat(outline: list[Any]) -> list[Any]:
    return [entry for part in outline for entry in (flat(part) if isinstance(part, list) else [part])]


def test_blocks_are_read_as_markdown_has_them(tmp_path: Path) -> None:
    source = written(
        tmp_path, markdown("## Afsnit\nTekst over\nto linjer.\n\n- et\n- to\n  mere", "### Under\n\nSlut.")
    )
    assert read_pages(source) == [
        [
            Block("# ", "Titel"),
            Block("## ", "Afsnit"),
            Block("", "Tekst over to linjer."),
            Block("- ", "et"),
            Block("- ", "to mere"),
        ],
        [Block("### ", "Under"), Block("", "Slut.")],
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ingen titel\n\n<!-- side 1 -->\n\nTekst", "typeset.no_title"),
        ("# Titel\n\nTekst uden sider", "typeset.pages"),
        ("# Titel\n\n<!-- side 1 -->\n\nEt\n\n<!-- side 3 -->\n\nTo", "typeset.pages"),
        (markdown("Et tegn, skriften ikke har: →"), "typeset.character"),
        (markdown("Kort.", "ord " * 3000), "typeset.overfull"),
        (markdown("Kort.", "Et afsnit.\n\n" * 200), "typeset.overfull"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_written(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        typeset(written(tmp_path, text), tmp_path / "out.pdf")
    assert refused.value.key == key
    assert "resume.md" in str(refused.value)
    assert not (tmp_path / "out.pdf").exists()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(WORD, min_size=1, max_size=40), min_size=1, max_size=4))
def test_the_words_that_go_in_come_out_on_the_same_page(
    tmp_path_factory: pytest.TempPathFactory, pages: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("set")
    source = written(folder, markdown(*("Tekst " + " ".join(page) for page in pages)))
    typeset(source, folder / "out.pdf")
    for page, text in zip(pages, extracted(folder / "out.pdf"), strict=True):
        assert text.endswith(" ".join(["Tekst", *page]))


def test_the_command_makes_the_pdf_or_says_why_not(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "corpus.typeset",
        str(written(tmp_path, markdown("Tekst."))),
        str(tmp_path / "out.pdf"),
    ]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0
    assert extracted(tmp_path / "out.pdf")[0].endswith("Titel Tekst.")
    written(tmp_path, "Ingen titel")
    refused = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "resume.md" in refused.stderr
    assert "Traceback" not in refused.stderr
