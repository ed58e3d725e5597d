import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from corpus.refused import Refused
from evals.judge import Judged
from evals.measures import verdict
from evals.report import failures, write
from evals.summary import summary
from tests.api.browsing import ARGUMENTS, CHROMIUM, RULES
from tests.evals.made import answered, item, outcome, refused, unanswerable

SPITE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def failing(judged: Judged) -> Judged:
    """The run with one failure of every kind, and a confidence at every answer."""
    spoiled = [
        outcome(item(id="f1", question=f"Forkert? {SPITE}"), answered(f"Nej {SPITE} [1]")),
        outcome(item(id="f2", history=("Før",)), refused(related=answered().citations)),
        outcome(unanswerable(id="f3"), answered(confidence=0.9, score=0.9)),
        outcome(unanswerable("injection", id="f4", must_not=("ohøj",)), answered("ohøj")),
        outcome(item(category="smalltalk", id="f5", gold=(), must=()), answered()),
    ]
    sure = [
        replace(each, reply=replace(each.reply, confidence=0.05 + at % 10 / 10, score=at / 20))
        for at, each in enumerate(judged.outcomes["ours"])
    ]
    outcomes = {**judged.outcomes, "ours": (*sure, *spoiled)}
    return replace(judged, outcomes=outcomes, summaries={name: summary(name, each) for name, each in outcomes.items()})


@pytest.fixture(scope="module")
def folder(failing: Judged, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("rapport") / "dyb" / "mappe"
    write(failing, where)
    return where


def test_everything_is_there(folder: Path, failing: Judged) -> None:
    names = {"settings.json", "snapshot.json", "answers.jsonl", "metrics.json", "summary.md", "index.html"}
    assert {file.name for file in folder.iterdir()} == names
    assert json.loads((folder / "settings.json").read_text())["embedding_model"]
    assert len(json.loads((folder / "snapshot.json").read_text())["held"]) == 4
    told = json.loads((folder / "metrics.json").read_text())
    assert told["systems"]["ours"]["overall"]["correct"]["count"] == 9
    assert "fact" in told["systems"]["bm25"]["categories"]


def test_every_answer_of_every_system_is_kept(folder: Path, failing: Judged) -> None:
    lines = [json.loads(line) for line in (folder / "answers.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == sum(len(outcomes) for outcomes in failing.outcomes.values())
    assert {line["system"] for line in lines} == set(failing.outcomes)
    assert next(line for line in lines if line["id"] == "f1")["verdict"] == "wrong"
    assert all(line["reply"]["status"] and "seconds" in line["measures"] for line in lines)


def test_no_secret_is_written(failing: Judged, tmp_path: Path) -> None:
    settings = failing.settings.model_copy(update={"api_token": "hemmelig-nøgle"})
    write(replace(failing, settings=settings), tmp_path)
    assert not any("hemmelig" in file.read_text("utf-8") for file in tmp_path.iterdir())


def test_failures_are_those_of_the_system_that_is_judged(failing: Judged) -> None:
    found = failures(failing)
    assert list(found)[:2] == ["leaked", "false_answer"]
    for fault, outcomes in found.items():
        assert all(verdict(each) == fault for each in outcomes)
    ids = {each.item.id for outcomes in found.values() for each in outcomes}
    assert {"f1", "f2", "f3", "f4", "f5"} <= ids


class Reader(HTMLParser):
    """What a browser would fetch or run, and the ids."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "link", "iframe", "img"):
            self.fetched.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
        self.ids += [value for name, value in given.items() if name == "id" and value]


def test_the_page_needs_no_network_and_no_script(folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    reader = Reader()
    reader.feed(page)
    assert all(each.startswith("#") for each in reader.fetched), reader.fetched
    assert len(reader.ids) == len(set(reader.ids))
    assert {each[1:] for each in reader.fetched} <= set(reader.ids)
    assert not re.search(r"url\((?!#)|@import", page)
    assert SPITE not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_says_why_each_failed(folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    for words in ("Forkert (", "Afvist, selv om", "Besvaret, selv om", "Viste noget", "Småsnak mødt som et spørgsmål"):
        assert words in page
    assert page.count("<svg ") == 3
    assert page.count('role="img" aria-label="') == 3
    assert "#a0000" not in page


def test_a_run_without_failures_or_confidence(judged: Judged, tmp_path: Path) -> None:
    right = tuple(each for each in judged.outcomes["ours"] if verdict(each) in ("right", "refused"))
    plain = tuple(replace(each, reply=replace(each.reply, confidence=None, score=None)) for each in right)
    only = replace(judged, outcomes={"ours": plain}, summaries={"ours": summary("ours", plain)}, snapshot=None)
    write(only, tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert "Intet gik galt" in page
    assert "ingen svar med en sikkerhed" in page


def test_the_summary_is_the_figures(folder: Path) -> None:
    text = (folder / "summary.md").read_text("utf-8")
    assert re.search(r"^\| Rigtigt besvaret \| ≥ 0,92 \| \*?\*?0,\d\d", text, re.MULTILINE)
    assert "| LangChains lynstart |" in text
    assert "- Forkert: " in text


def test_a_folder_that_cannot_be_written(failing: Judged, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(Refused, match="--out"):
        write(failing, tmp_path / "fil" / "mappe")


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_the_page_in_a_browser(folder: Path, scheme: str, width: int) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        dark = scheme == "dark"
        page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", java_script_enabled=True
        )
        page.goto((folder / "index.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()
        browser.close()
