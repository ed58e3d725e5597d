"""Our digests of KL's five texts beside the originals: whole in figures and addresses, and not KL's sentences."""

import re
import unicodedata
from pathlib import Path

import pypdf
import pytest

DIGESTS = Path(__file__).parents[2] / "corpus" / "digests"
ORIGINALS = Path(__file__).parents[2].parent / "shared" / "corpus"
TEXTS = ("teknologiradar-2021", "teknologispring-nyhed-2018", "pilotprojekter-2018", "gentaenk-velfaerden-2023")
REPORT = "kommunernes-teknologispring-2018"
RUN = 8
# What other pages are called has to be given word for word.
TITLES = (
    "KL's Teknologiradar: Kommunerne har i stor stil taget nye teknologier i brug",
    "Teknologi gør ’plejehjem i eget hjem’ muligt i Haderslev Kommune",
    "På Frederiksberg er IoT tænkt ind i klimasikring og byfornyelse",
)
# A date in figures that the digest writes out, the numbering of a list, and the page's own number and date.
WRITTEN_OTHERWISE = {"teknologispring-nyhed-2018": {"01", "18"}}
NUMBERING = {10: {"1", "2", "3"}}

needs_originals = pytest.mark.skipif(not (ORIGINALS / "kl").is_dir(), reason="KL's own texts are not here")


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).casefold().replace("\u00ad", "")
    return [word for word in (re.sub(r"[^\w]", "", part) for part in plain.split()) if word]


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


def figures(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def addresses(text: str) -> set[str]:
    whole = re.sub(r"/\s+", "/", text)  # KL's page 11 has a space within an address
    return {found.rstrip(".").casefold() for found in re.findall(r"[\w.-]+@[\w.-]+|(?:www\.|kl\.dk)[\w./-]*", whole)}


@needs_originals
@pytest.mark.parametrize("name", [*TEXTS, REPORT])
def test_no_sentence_is_kl_s_own(name: str) -> None:
    originals = [*(ORIGINALS / "kl").glob("*.txt"), *(ORIGINALS / "kl-transcript").glob("*.txt")]
    theirs = set().union(*(runs(path.read_text("utf-8")) for path in originals))
    parts = [(DIGESTS / f"{name}.md").read_text("utf-8")]
    for title in TITLES:
        parts = [piece for part in parts for piece in part.split(title)]
    assert not {run for part in parts for run in runs(part)} & theirs


def test_words_take_no_notice_of_case_and_punctuation() -> None:
    assert words("»KL’s Radar« – i 2021.") == words("KLs RADAR i 2021")


@needs_originals
@pytest.mark.parametrize("name", TEXTS)
def test_every_figure_and_address_is_in_the_digest(name: str) -> None:
    original = (ORIGINALS / "kl" / f"{name}.txt").read_text("utf-8")
    digest = (DIGESTS / f"{name}.md").read_text("utf-8")
    assert figures(original) - WRITTEN_OTHERWISE.get(name, set()) <= figures(digest)
    assert addresses(original) <= addresses(digest)


@needs_originals
def test_every_figure_and_address_of_the_report_is_on_its_page() -> None:
    original = pypdf.PdfReader(ORIGINALS / "kl" / f"{REPORT}.pdf").pages
    digest = pypdf.PdfReader(DIGESTS / f"{REPORT}.pdf").pages
    assert len(original) == len(digest) == 16
    for number, (theirs, ours) in enumerate(zip(original, digest, strict=True), 1):
        own = {str(number), "2018"} | NUMBERING.get(number, set())
        assert figures(theirs.extract_text()) - own <= figures(ours.extract_text()), number
        assert addresses(theirs.extract_text()) <= addresses(ours.extract_text()), number
