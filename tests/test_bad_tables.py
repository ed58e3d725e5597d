"""Good and bad tables side by side: the whole way, as a person meets it at the terminal and in the browser."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.ingest import documents
from tests.ingest.tables import HEADINGS, ROWS, bomb_xlsx, csv_text, long_xlsx, write_csv, write_xlsx
from tests.ingest.test_xlsx_table import hiding

ROOT = Path(__file__).parents[1]
LOCAL = ("Udgave", "Teknologi", "Trin", "I drift (%)")
SCRIPT = "<script>alert('x')</script>"
READ = {
    "semikolon": 2,
    "komma": 2,
    "windows-1252": 2,
    "bom": 2,
    "xlsx": 2,
    "skjult-ark": 2,
    "blandet": 4,
}
"""Each table that is read, and how many rows of it are taken."""

SAID = {
    "skjult-ark": [
        "Arket »Hemmelig« er skjult og er ikke læst.",
        "Skriv sheet i kataloget for at læse et andet: »Noter«.",
    ],
    "blandet": [
        "4 rækker er ikke taget med:",
        "Række 3, kolonne »I drift (%)« (D): »120« er ikke en andel. Skriv et tal fra 0 til 100.",
        "Række 4, kolonne »I drift (%)« (D): »-3« er ikke en andel.",
        "Række 5, kolonne »Trin« (C): »MODEN« er ikke et trin. Skriv et af disse: KLAR, AFPRØV, HOLD ØJE, AFVENT.",
        "Række 6, kolonne »Teknologi« (B): Cellen er tom, men skal have en værdi.",
        "Række 2 og 7 siger hver sit om Droner: »KLAR«, »AFVENT«. Begge er taget med.",
    ],
    "mange-fejl": ["30 rækker er ikke taget med:", "og 10 flere"],
}
REFUSED = {
    "million": ("mere end 50000 rækker", "Del tabellen op"),
    "bombe": ("fylder langt mere udpakket", "gem kun det ark"),
    "laast": ("er beskyttet med en adgangskode", "uden adgangskode"),
    "ingen-xlsx": ("slutter på .xlsx, men indholdet er almindelig tekst", "Omdøb filen"),
    "uden-udgave": ("mangler »udgave«", "[source.values]"),
    "to-gange": ("»Trin« (C), »Ring« (D)", "under [source.columns]"),
    "tom": ("tom.csv er tom", "Hent eller gem filen igen"),
    "ukendt-kolonne": ("ingen kolonne, der hedder »farve«", "Brug en af disse: edition, radar, technology"),
    "ukendt-tabel": ("table »boller« kendes ikke", "Skriv editions"),
    "intet-ark": ("intet ark, der hedder »Ark 7«", "Vælg et af disse: »Data«"),
}
MORE = {
    "ukendt-kolonne": '[source.values]\nfarve = "rød"',
    "ukendt-tabel": 'table = "boller"',
    "intet-ark": 'sheet = "Ark 7"',
}


def corpus(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "havneby.md").write_text("# Havneby\n\nHavneby Kommune gav 412 borgere skærmbesøg i 2022.\n", "utf-8")
    rows = [HEADINGS, *ROWS]
    files = {
        "semikolon": write_csv(folder / "semikolon.csv", rows),
        "komma": write_csv(folder / "komma.csv", [HEADINGS, (*ROWS[0][:4], "75.5"), ROWS[1]], ","),
        "windows-1252": write_csv(folder / "windows.csv", rows, encoding="cp1252"),
        "bom": write_csv(folder / "bom.csv", rows, encoding="utf-8-sig"),
        "xlsx": write_xlsx(folder / "regneark.xlsx", rows),
        "skjult-ark": write_xlsx(folder / "skjult.xlsx", rows, hiding),
        "blandet": folder / "blandet.csv",
        "mange-fejl": folder / "mange.csv",
        "million": long_xlsx(folder / "million.xlsx", 1_000_000),
        "bombe": bomb_xlsx(folder / "bombe.xlsx"),
        "laast": documents.old_office(folder / "laast.xlsx", locked=True),
        "ingen-xlsx": write_csv(folder / "ingen.xlsx", rows),
        "uden-udgave": write_csv(folder / "uden.csv", [("Teknologi", "Trin"), ("Apps", "KLAR")]),
        "to-gange": write_csv(
            folder / "to.csv", [("Udgave", "Teknologi", "Trin", "Ring"), ("2023", "Apps", "KLAR", "")]
        ),
        "tom": folder / "tom.csv",
        "ukendt-kolonne": folder / "semikolon.csv",
        "ukendt-tabel": folder / "semikolon.csv",
        "intet-ark": folder / "regneark.xlsx",
    }
    bad = [LOCAL, ("2023", "Droner", "KLAR", "3"), ("2023", "Apps", "KLAR", "120"), ("2023", "Apps", "KLAR", "-3"),
           ("2023", "Apps", "MODEN", "3"), ("2023", "", "KLAR", "3"), ("2023", "Droner", "AFVENT", "3"),
           ("", "", "", ""), ("2023", SCRIPT, "hold øje", "3"), ("2023", "=1+1", " KLAR ", "")]  # fmt: skip
    (folder / "blandet.csv").write_text(csv_text(bad), "utf-8")
    many = [LOCAL, ("2023", "Apps", "KLAR", "3"), *(("2023", f"Apps {number}", "MODEN", "3") for number in range(30))]
    (folder / "mange.csv").write_text(csv_text(many), "utf-8")
    (folder / "tom.csv").write_bytes(b"")
    entries = ['[[source]]\nid = "havneby"\nfile = "havneby.md"\ntitle = "Havneby (fiktive eksempeldata)"\n']
    for name, file in files.items():
        title, more = f"{name} (fiktive eksempeldata)", MORE.get(name, "")
        entries.append(f'[[source]]\nid = "{name}"\nfile = "{file.name}"\ntitle = "{title}"\nkind = "radar"\n{more}\n')
    catalogue = folder / "sources.toml"
    catalogue.write_text("\n".join(entries), "utf-8")
    return catalogue


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("tabeller")
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


def test_what_can_be_read_is_read_and_every_row_that_cannot_is_named(
    ingested: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, done = ingested
    assert (done.returncode, done.stderr) == (0, "")
    assert "svarer nu" in done.stdout
    rows = {cells[0].strip(): cells[1:] for line in done.stdout.splitlines() if len(cells := line.split("│")) == 5}
    for name, count in READ.items():
        assert int(rows[name][0]) == count, name
    blocks = {block.split("\n", 1)[0]: block for block in done.stdout.split("\n\n")}
    for name, said in SAID.items():
        for words in said:
            assert words in blocks[name]
    assert blocks["mange-fejl"].count("»MODEN«") == 20


def test_what_cannot_be_read_is_refused_with_a_way_out(
    ingested: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    refused = [line.strip() for line in ingested[1].stdout.splitlines() if line.startswith("  ")]
    for name, (wrong, way_out) in REFUSED.items():
        (line,) = [line for line in refused if line.startswith(f"{name}: ")]
        assert wrong in line
        assert way_out in line
    assert f"{len(REFUSED)} kilder kunne ikke tages med:" in ingested[1].stdout


def test_the_sources_are_listed_with_their_rows(ingested: tuple[Path, object]) -> None:
    words = [sys.executable, "-m", "radarassistent", "sources", "--json", "--data-dir", str(ingested[0])]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = {source["id"]: (source["passages"], source["rows"]) for source in json.loads(done.stdout)}
    assert rows == {"havneby": (1, 0), "mange-fejl": (0, 1), **{name: (0, count) for name, count in READ.items()}}


@pytest.fixture(scope="module")
def server(ingested: tuple[Path, object]) -> Iterator[httpx.Client]:
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


def test_a_row_is_shown_marked_and_what_stands_in_it_is_only_text(
    server: httpx.Client, ingested: tuple[Path, object]
) -> None:
    pointer = (ingested[0] / "current").read_text("utf-8").strip()
    radar = json.loads((ingested[0] / "snapshots" / pointer / "radar.json").read_text("utf-8"))
    row = next(each["row"] for each in radar["observations"] if each["technology"] == SCRIPT)
    page = server.get(f"/sources/blandet?passage={row['passage']['id']}").text
    marked = page.partition("<mark")[2].partition("</mark>")[0]
    assert "&lt;script&gt;" in marked
    assert "– trin: HOLD ØJE; i drift: 3 pct. (Teknologiradaren 2023, samlet)." in marked
    assert SCRIPT not in page
    assert "=1+1 – trin: KLAR" in page


def test_text_is_answered_from_text_alone(server: httpx.Client) -> None:
    answer = server.post("/api/ask", json={"question": "Hvor mange borgere i Havneby fik skærmbesøg?"}).json()
    assert (answer["status"], answer["mode"]) == ("answered", "extractive")
    assert {each["document_id"] for each in answer["citations"]} == {"havneby"}
