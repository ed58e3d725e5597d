import re
from pathlib import Path

import pytest

import api
from api.page import capital
from corpus.wording import catalogue

PAGES = sorted((Path(api.__file__).parent / "pages").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.stem))
def test_what_a_page_says_is_in_the_catalogue(page: Path) -> None:
    keys = set(re.findall(r'"([a-z_]+\.[a-z0-9_]+)"', page.read_text("utf-8")))
    assert not {key for key in keys if not key.endswith(("_", ".html"))} - catalogue("da").keys()


def test_no_page_has_style_or_scripts_of_its_own() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        assert " style=" not in text, page
        assert not re.search(r"\son[a-z]+=", text), page


@pytest.mark.parametrize(("text", "shown"), [("chatbots", "Chatbots"), ("VR", "VR"), ("", ""), ("ældre", "Ældre")])
def test_a_line_begins_with_a_capital(text: str, shown: str) -> None:
    assert capital(text) == shown
