"""The pages as a person meets them: in Chromium, in light and dark, narrow and enlarged, by keyboard alone."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from corpus.quote import normalised
from tests.api.browsing import CHROMIUM, Scheme, Visit, chromium
from tests.api.conftest import served
from tests.api.fictional import QUESTIONS, UNANSWERABLE

QUESTION = "Hvor mange sensorer satte Bakkedal Kommune op i skolerne?"
PAGES = {
    "front": "/",
    "answer": f"/?q={quote(QUESTION)}",
    "english": f"/?q={quote('How many sensors did Bakkedal Kommune put up in the schools?')}",
    "refusal": f"/?q={quote(UNANSWERABLE)}",
    "empty": "/?q=",
    "sources": "/kilder",
    "viewer": "/sources/engby",
    "missing": "/findes-ikke",
}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


@pytest.fixture(scope="module")
def url(served_app: FastAPI) -> Iterator[str]:
    with served(served_app) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375, 320])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everyone(browser: Browser, url: str, name: str, width: int, scheme: Scheme) -> None:
    visit = Visit(browser, url, width, scheme)
    visit.page.goto(url + PAGES[name])
    visit.assert_fits()
    visit.assert_accessible()
    # Text at twice its size, as a browser's own setting makes it.
    visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
    visit.assert_fits()
    assert visit.wrong == []
    visit.context.close()


def test_the_way_from_the_question_to_the_words_in_the_source_by_keyboard(browser: Browser, url: str) -> None:
    visit = Visit(browser, url, 375)
    page = visit.page
    page.goto(f"{url}/?q=")  # the page as it is without the widget

    def tab_to(name: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            held = page.locator(":focus")
            if (held.get_attribute("aria-label") or held.inner_text() or held.get_attribute("name") or "").startswith(
                name
            ):
                width = held.evaluate("element => getComputedStyle(element).outlineWidth")
                assert float(width.removesuffix("px")) >= 2
                return
        raise AssertionError(name)

    tab_to("Spring til indholdet")
    tab_to("q")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    sentence = page.locator(".sentence span").first.inner_text()
    assert "88 sensorer" in sentence
    tab_to("Kilde 1")
    page.keyboard.press("Enter")
    tab_to("Se stedet i kilden")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/sensorer?*#citat")
    assert normalised(" ".join(page.locator("mark").all_inner_texts())) == normalised(sentence)
    mark = page.locator("#citat")
    box = mark.bounding_box()
    assert box
    assert 0 <= box["y"] < 800
    visit.assert_accessible()
    assert visit.wrong == []
    visit.context.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_works_without_scripts(browser: Browser, url: str, question: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    page.get_by_label("Dit spørgsmål").fill(question)
    page.get_by_role("button", name="Spørg").click()
    page.get_by_role("link", name="Se stedet i kilden").first.click()
    assert page.locator("#citat").count() == 1
    context.close()


def test_the_documentation_asks_no_other_host(browser: Browser, url: str) -> None:
    visit = Visit(browser, url)
    visit.page.goto(f"{url}/docs")
    visit.page.get_by_role("button", name="POST /api/ask Stil et spørgsmål", exact=True).click()
    visit.page.get_by_role("button", name="Try it out").click()
    visit.page.get_by_role("button", name="Execute").click()
    visit.page.get_by_text('"standalone_question"').last.wait_for()
    assert [wrong for wrong in visit.wrong if not wrong.startswith("data:")] == []
    visit.context.close()
