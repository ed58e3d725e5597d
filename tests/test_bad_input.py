"""Bad sources beside good ones, bad snapshots and bad questions: the whole way, as a person meets it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from corpus.manifest import NAME
from tests.ingest import documents

ROOT = Path(__file__).parents[1]

READ = {
    "havneby": ("havneby.md", "Hvor mange borgere i Havneby fik skærmbesøg?", "412 borgere"),
    "bakkedal": ("bakkedal.txt", "Hvor mange sensorer satte Bakkedal op?", "88 sensorer"),
    "windows-1252": (
        "windows.txt",
        "Hvor mange høreapparater lånte Sønderå ud?",
        "Sønderå Kommune lånte 37 høreapparater ud på biblioteket – og ældre på Ærø fik »æøå«.",
    ),
    "utf-16": (
        "utf16.txt",
        "Hvor mange køkkenrobotter købte Åmosen?",
        "Åmosen Kommune købte 19 køkkenrobotter til plejehjemmet Æblegården på Øen.",
    ),
    "script": (
        "script.html",
        "Hvor mange droner fløj over Lyngby Mose?",
        "Over Lyngby Mose fløj 23 droner med blodprøver.",
    ),
    "fem-hundrede-sider": ("lang.pdf", "Hvad kostede exoskelettet i Skovlund?", "exoskelettet 61.400 kroner"),
}
"""Each source that is read: its file, a question only it answers, and words of the answer, intact."""

REFUSED = {
    "krypteret": ("krypteret.pdf er krypteret", "Gem en udgave uden adgangskode"),
    "afkortet": ("afkortet.pdf er ikke hel", "Hent eller gem filen igen"),
    "tom": ("tom.pdf er tom", "Hent eller gem filen igen"),
    "skannet": ("skannet.pdf har ingen tekst", "tekstgenkendelse (OCR)"),
    "forkert-endelse": ("forkert.pdf slutter på .pdf, men indholdet er et Word-dokument", "slutter på .docx"),
    "zip-bombe": ("bombe.docx fylder langt mere udpakket", "gem den igen"),
    "mangler": ("findes-ikke.txt, som ikke findes", "Ret feltet file"),
    "dato": ("datoen »2021-02-30« i published", "Skriv den som 2021-03-10"),
    "op": ("../udenfor.txt, der ligger uden for katalogets mappe", "Flyt filen ind i mappen"),
}
"""Each source that is refused: what is said to be wrong, and what to do. The duplicate id is asked for apart."""

CATALOGUE_ONLY = {"mangler": "findes-ikke.txt", "dato": "havneby.md", "op": "../udenfor.txt"}
BAD_FILES = {
    "krypteret": "krypteret.pdf",
    "afkortet": "afkortet.pdf",
    "tom": "tom.pdf",
    "skannet": "skannet.pdf",
    "forkert-endelse": "forkert.pdf",
    "zip-bombe": "bombe.docx",
}
SCRIPT = "hemmeligtordiscriptet"

UNFIT = {
    "": "empty",
    "\x01\x02\x1b\x7f": "empty",
    "hvad er robotsoftware " * 2300: "too_long",
    "🤖🙃🤖": "unclear",
    "自治体はどのロボットを使っていますか": "unclear",
}
"""Questions that cannot be asked, and why not."""

SAID = {"empty": "Feltet question er tomt", "too_long": "for langt", "unclear": "ikke til at forstå"}

IN_ONE_PROCESS = """
import contextlib, functools, io, json, sys
from corpus.embedding import Embedder
from radarassistent import main
Embedder.open = functools.cache(Embedder.open)
for words in json.load(sys.stdin):
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(words)
        except SystemExit as ended:
            code = ended.code
    print(json.dumps([code, out.getvalue(), err.getvalue()]))
"""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def corpus(folder: Path) -> Path:
    """A catalogue of good and bad sources, alternating so that what follows a bad one is seen to be read."""
    folder.mkdir(parents=True)
    (folder.parent / "udenfor.txt").write_text("Dette må ingen se.", "utf-8")
    (folder / "havneby.md").write_text("# Havneby\n\nHavneby Kommune gav 412 borgere skærmbesøg i 2022.\n", "utf-8")
    (folder / "bakkedal.txt").write_text("Bakkedal Kommune satte 88 sensorer op i klasselokalerne.\n", "utf-8")
    (folder / "windows.txt").write_bytes(READ["windows-1252"][2].encode("cp1252"))
    (folder / "utf16.txt").write_bytes(READ["utf-16"][2].encode("utf-16"))
    (folder / "script.html").write_text(
        f"<!doctype html><html lang=da><head><title>Droner</title><script>let a = '{SCRIPT}'</script></head><body>"
        f"<article><h1>Droner med prøver</h1><p>{READ['script'][2]}</p><script>document.write('{SCRIPT}')</script>"
        f"<p onclick=\"alert('{SCRIPT}')\">Prøverne kom frem på otte minutter, også i regnvejr og om natten.</p>"
        f"<noscript>{SCRIPT}</noscript></article></body></html>",
        "utf-8",
    )
    pages = [[f"Kapitel {number} er kort."] for number in range(1, 501)]
    pages[399] = ["I Skovlund Kommune kostede exoskelettet 61.400 kroner."]
    documents.lines_pdf(folder / "lang.pdf", pages)
    documents.encrypted(folder / "krypteret.pdf", "hemmelig")
    documents.truncated(folder / "afkortet.pdf")
    (folder / "tom.pdf").write_bytes(b"")
    documents.scanned(folder / "skannet.pdf")
    documents.word(folder / "forkert.docx").rename(folder / "forkert.pdf")
    documents.zip_bomb(folder / "bombe.docx")
    good = {name: file for name, (file, _, _) in READ.items()}
    entries = [
        f'[[source]]\nid = "{name}"\nfile = "{file}"\ntitle = "{name.title()} (fiktive eksempeldata)"\n'
        + ('published = "2021-02-30"\n' if name == "dato" else "")
        for name, file in {**BAD_FILES, **good, **CATALOGUE_ONLY}.items()
    ]
    entries.append('[[source]]\nid = "havneby"\nfile = "bakkedal.txt"\ntitle = "Samme id"\n')
    catalogue = folder / "sources.toml"
    catalogue.write_text("\n".join(entries), "utf-8")
    return catalogue


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The data folder and how the one ingest of all sources ended."""
    folder = tmp_path_factory.mktemp("bad")
    words = ["ingest", str(corpus(folder / "corpus")), "--data-dir", str(folder / "data")]
    done = subprocess.run(
        [sys.executable, "-m", "radarassistent", *words],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=False,
    )
    return folder / "data", done


@pytest.fixture(scope="module")
def server(ingested: tuple[Path, object]) -> Iterator[httpx.Client]:
    """The server over that folder, as the command starts it."""
    words = [sys.executable, "-m", "radarassistent", "serve", "--port", "0", "--data-dir", str(ingested[0])]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        url = process.stdout.readline().split()[1]
        with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
            yield client
    finally:
        process.terminate()
        _, err = process.communicate()
    assert err == "", "nothing that was asked made the server complain"


def commands(*words: list[str]) -> list[Ended]:
    """How each command ended, run one after the other in one process that loads the model once."""
    asked = subprocess.run(
        [sys.executable, "-c", IN_ONE_PROCESS],
        cwd=ROOT,
        input=json.dumps(words),
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stderr == ""
    return [Ended(*json.loads(line)) for line in asked.stdout.splitlines()]


def test_what_can_be_read_is_read_and_what_cannot_is_named_with_a_way_out(
    ingested: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, done = ingested
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "svarer nu" in done.stdout
    table, _, refused = done.stdout.partition("10 kilder kunne ikke tages med:")
    rows = {cells[0].strip(): cells[1:] for line in table.splitlines() if len(cells := line.split("│")) == 5}
    for name in READ:
        assert int(rows[name][0]) > 0, name
    said = [line.strip() for line in refused.splitlines() if line.startswith("  ")]
    assert len(said) == 10
    for name, (wrong, way_out) in REFUSED.items():
        (line,) = [line for line in said if line.startswith(f"{name}: ")]
        assert wrong in line
        assert way_out in line
        assert int(rows[name][0]) == 0
    (duplicate,) = [line for line in said if line.startswith("havneby: ")]
    assert "Id'et »havneby« er brugt mere end én gang" in duplicate
    assert "giv den anden sit eget id" in duplicate


@pytest.mark.parametrize("name", READ)
def test_each_source_that_was_read_answers_with_its_words_intact(server: httpx.Client, name: str) -> None:
    _, question, words = READ[name]
    answer: dict[str, Any] = server.post("/api/ask", json={"question": question}).json()
    assert answer["status"] == "answered", answer
    cited = answer["citations"][0]
    assert cited["document_id"] == name
    assert words in cited["quote"]
    assert cited["page"] == (400 if name == "fem-hundrede-sider" else None)
    assert "<mark" in server.get(cited["viewer_url"]).text


def test_script_and_what_lies_outside_the_folder_are_kept_nowhere(ingested: tuple[Path, object]) -> None:
    kept = b"".join(file.read_bytes() for file in ingested[0].rglob("*") if file.is_file())
    assert b"Lyngby Mose" in kept
    assert SCRIPT.encode() not in kept
    assert b"ingen se" not in kept


@pytest.mark.parametrize(
    "question",
    [*UNFIT, " \t\n", "\x00", "\ud800", "Какие муниципалитеты используют роботов?"],
    ids=lambda question: ascii(question[:12]),
)
def test_a_question_that_cannot_be_asked_is_told_over_http(server: httpx.Client, question: str) -> None:
    why = UNFIT.get(question) or ("unclear" if question.isprintable() else "empty")
    response = server.post(
        "/api/ask", content=json.dumps({"question": question}), headers={"Content-Type": "application/json"}
    )
    told = response.json()
    if why == "empty":
        assert (response.status_code, told["type"]) == (422, "urn:radarassistent:question.empty")
        assert SAID[why] in told["detail"]
    else:
        assert (response.status_code, told["reason"], told["sentences"]) == (200, why, [])
        assert SAID[why] in told["answer"]


@pytest.fixture(scope="module")
def told(ingested: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    """How each command ended: every unfit question, and those on a snapshot that was made otherwise."""
    words = {name: ["ask", name, "--data-dir", str(ingested[0])] for name in UNFIT}
    for field, other in (("format", 0), ("model", "en-anden-model")):
        data = tmp_path_factory.mktemp(field) / "data"
        shutil.copytree(ingested[0], data)
        manifest = data / "snapshots" / (data / "current").read_text("utf-8").strip() / NAME
        manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), field: other}), "utf-8")
        words[field] = ["ask", READ["havneby"][1], "--data-dir", str(data)]
    return dict(zip(words, commands(*words.values()), strict=True))


@pytest.mark.parametrize(("question", "why"), UNFIT.items(), ids=lambda given: ascii(given[:12]))
def test_a_question_that_cannot_be_asked_is_told_on_the_command_line(
    told: dict[str, Ended], question: str, why: str
) -> None:
    code, out, err = told[question]
    assert code == (1 if why == "empty" else 0)
    line, silent = (err, out) if code else (out, err)
    assert SAID[why] in line
    assert line.count("\n") == 1
    assert silent == ""


def test_a_snapshot_that_was_made_otherwise_is_said_with_the_command_that_makes_it_anew(
    ingested: tuple[Path, object], told: dict[str, Ended]
) -> None:
    for field, named in (("model", "sprogmodellen en-anden-model"), ("format", "en anden udgave af programmet")):
        code, out, err = told[field]
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert named in err
        assert f"»radarassistent ingest {ingested[0].parent / 'corpus' / 'sources.toml'}«" in err
