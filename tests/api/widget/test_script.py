import gzip
import re
from pathlib import Path

from fastapi.testclient import TestClient

from api.widget.script import PARTS, script
from corpus.wording import LANGUAGES, catalogue

FOLDER = Path("api/widget")
MOST = 20_000
"""Bytes that the whole widget may weigh on its way to a browser."""


def test_it_weighs_little() -> None:
    assert len(gzip.compress(script().encode())) < MOST


def test_every_part_is_in_it() -> None:
    assert {f"{part}.js" for part in PARTS} == {file.name for file in FOLDER.glob("*.js")}


def test_what_it_says_is_in_the_catalogue_and_nothing_else() -> None:
    code = "".join((FOLDER / f"{part}.js").read_text("utf-8") for part in PARTS)
    said = set(re.findall(r"""say\(\s*"(\w+)\"""", code))
    named = {key.removeprefix("widget.") for key in catalogue("da") if key.startswith("widget.")}
    assert said <= named
    for key in named:
        # "trouble_…" is put together from its kind; "about_…" is the server's own, for what it proposes.
        assert re.search(rf"\b{key}\b", code) or key.startswith(("trouble_", "about_")), key
    for language in LANGUAGES:
        assert catalogue(language)["widget.about"] in script()


def test_no_markup_and_no_style_is_made_from_text() -> None:
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        ".style.",
        "http://",
        "https://",
    ):
        code = "".join((FOLDER / f"{part}.js").read_text("utf-8") for part in PARTS)
        assert forbidden not in code.replace("http://www.w3.org/2000/svg", ""), forbidden


def test_a_browser_that_has_it_is_sent_nothing(client: TestClient) -> None:
    first = client.get("/widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    again = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/widget.js", headers={"If-None-Match": '"another"'}).content == first.content
