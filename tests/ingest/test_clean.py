import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Heading, Page
from corpus.mapped import MappedText
from corpus.source import Source
from ingest.characters import normalised
from ingest.clean import clean
from ingest.raw import Raw
from ingest.read import read
from ingest.text import read_text

SHARED = Path(__file__).parents[3] / "shared" / "corpus"
SOURCE = Source("kilde", "Kilde")
VOCABULARY = """Robotter hjælper kommunen a\u030ar sen\u00adsorer eﬀekt KL PERSPEKTIVER FOR SKOLEN data- og
udfor- dringer • - 3 24/7 sam- men Læs mere Indhold e- types \u200b \ue000 www.kl.dk .... 7 slut. Hvad? (jf. evt."""
WORDS = st.sampled_from(VOCABULARY.split())
GAPS = st.sampled_from([" ", "\n", "\n\n", "\u00a0", "  ", "\f", "\r\n", "\n\n\n", " \n "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=40).map(lambda pairs: "".join(word + gap for word, gap in pairs))


def written(text: str) -> Document:
    return clean(read_text(text), SOURCE)


def blocks(text: str) -> list[str]:
    return written(text).text.split("\n\n")


def check(document: Document) -> None:
    """What holds for every document, whatever it was made of."""
    text, raw, origins = document.text, document.raw, list(document.origins)
    assert len(origins) == len(text)
    assert origins == sorted(origins)
    assert not re.search(r"\n{3,}|(?<!\n)\n(?!\n)|  |^\s|\s$| \n|\n ", text)
    assert unicodedata.is_normalized("NFC", text.replace("\n\n", "\n"))
    for at, (character, origin) in enumerate(zip(text, origins, strict=True)):
        if character == "\n":
            continue
        near = raw[origin : origin + 8]
        source = near + normalised(MappedText.raw(near)).text
        if character == " ":
            assert at == 0 or raw[origin].isspace() or text[at - 1] != " "
        else:
            assert character in source or (character == "-" and raw[origin] in "\u00ad\u00ac"), (character, source)
    for heading in document.headings:
        assert text[heading.start : heading.end] in text.split("\n\n")
    starts = [page.start for page in document.pages]
    assert starts == sorted(starts)


@settings(deadline=None)  # the first example waits for the dictionary
@given(TEXTS)
def test_every_character_comes_from_its_place_in_the_raw_text(text: str) -> None:
    check(written(text))


@settings(deadline=None)  # the first example waits for the dictionary
@given(TEXTS, st.lists(st.integers(0, 200), max_size=5))
def test_the_same_with_pages_anywhere(text: str, starts: list[int]) -> None:
    pages = tuple(Page(number, min(at, len(text))) for number, at in enumerate(sorted({0, *starts}), 1))
    check(clean(Raw(text, pages=pages), SOURCE))


@settings(deadline=None)  # the first example waits for the dictionary
@given(TEXTS)
def test_nothing_readable_is_added(text: str) -> None:
    def letters(of: str) -> list[str]:
        return [character for character in unicodedata.normalize("NFKC", of) if character.isalnum()]

    kept, given = letters(written(text).text), iter(letters(text))
    assert all(letter in given for letter in kept)  # a subsequence: the iterator goes on from the last one found


def test_paragraphs_items_and_headings() -> None:
    document = written(
        "Gå til hovedindhold\nVelfærd\n\nRobotter i Havneby\n\nRobotter i Havneby\n\n"
        "Kommunen har købt tre robotter, og de hjæl-\nper i hjemmeplejen hver dag, også søndag.\n\n"
        "Indhold\n\n• Første\n• Andet,\n  som er langt\n\nLæs mere\n"
    )
    assert document.text.split("\n\n") == [
        "Robotter i Havneby",
        "Kommunen har købt tre robotter, og de hjælper i hjemmeplejen hver dag, også søndag.",
        "Første",
        "Andet, som er langt",
    ]
    assert document.headings == (Heading(0, 18, 1),)


def test_a_transcript() -> None:
    document = written(
        "BOGEN OM ROBOTTER\n\nRelaterede dokumenter\n\nEn helt anden bog\n\nTranskript:\n\n"
        "Om bogen 1 VORES BOG Robotter hjæl-- per os.\n\n"
        "2 Om bogen Robotter kan gå på trapper. SENSORER I SKOLEN De måler lyd.\n\n"
        "Om bogen 3 TAK TIL ALLE Mange har hjulpet.\n"
    )
    assert document.text.split("\n\n") == [
        "BOGEN OM ROBOTTER",
        "VORES BOG",
        "Robotter hjælper os.",
        "Robotter kan gå på trapper.",
        "SENSORER I SKOLEN",
        "De måler lyd.",
        "TAK TIL ALLE",
        "Mange har hjulpet.",
    ]
    assert document.page_at(document.text.index("SENSORER")) == 2
    assert document.section_at(document.text.index("De måler")) == "BOGEN OM ROBOTTER › SENSORER I SKOLEN"


def test_a_paragraph_broken_after_an_abbreviation() -> None:
    assert blocks("Forbruget kan evt.\n\nstige næste år.\n\nDet er alt.") == [
        "Forbruget kan evt. stige næste år.",
        "Det er alt.",
    ]


def test_contents_lines_go() -> None:
    assert blocks("Forord ........ 3\nRobotter ...... 7\n\nTeksten begynder her og nu.") == [
        "Teksten begynder her og nu."
    ]


@pytest.mark.skipif(not SHARED.exists(), reason="KL's own texts are not here")
@pytest.mark.parametrize(
    "path",
    [path.relative_to(SHARED) for path in sorted(SHARED.glob("*/*")) if path.suffix in {".pdf", ".txt"}],
    ids=str,
)
def test_the_real_texts_hold_to_it_too(path: Path) -> None:
    check(clean(read(SHARED / path), SOURCE))


@pytest.mark.skipif(not SHARED.exists(), reason="KL's own texts are not here")
def test_the_untidy_transcript_reads_as_the_pdf_page_for_page() -> None:
    def pages(name: str) -> list[list[str]]:
        document = clean(read(next(SHARED.glob(name))), SOURCE)
        starts = [page.start for page in document.pages]
        return [document.text[a:b].split() for a, b in zip(starts, [*starts[1:], None], strict=True)]

    pdf, transcript = pages("kl/*.pdf"), pages("kl-transcript/*.txt")
    assert len(pdf) == 16
    assert transcript == pdf
