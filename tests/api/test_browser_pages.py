"""The pages of a PDF as a person meets them: the frame is drawn over the words, however large or narrow it is shown."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image
from playwright.sync_api import Browser

from assistant.ask import Assistant
from corpus.boxes import Box
from tests.api.browsing import CHROMIUM, Scheme, Visit, chromium
from tests.api.conftest import served
from tests.api.test_asking import ask
from tests.under import under

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")
QUESTION = "Hvor mange advarsler om skybrud gav sensorer i kloakken?"
_FRAMES = """() => {
  const paper = document.querySelector('.paper img').getBoundingClientRect();
  return [...document.querySelectorAll('.paper rect')].map(rect => {
    const box = rect.getBoundingClientRect();
    return [(box.left - paper.left) / paper.width, (box.top - paper.top) / paper.height,
            (box.right - paper.left) / paper.width, (box.bottom - paper.top) / paper.height];
  });
}"""


@pytest.fixture(scope="module")
def url(served_app: FastAPI) -> Iterator[str]:
    with served(served_app) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize(
    ("width", "asked", "scheme"),
    [
        (1280, "", "light"),
        (320, "", "dark"),
        (1280, "zoom=200&", "dark"),
        (320, "zoom=200&", "light"),
        (400, "beside=1&", "light"),
    ],
)
def test_the_frame_is_over_the_words(
    browser: Browser, url: str, client: TestClient, assistant: Assistant, width: int, asked: str, scheme: Scheme
) -> None:
    place = ask(client, QUESTION)["citations"][0]
    visit = Visit(browser, url, width, scheme)
    page = visit.page
    page.goto(url + place["viewer_url"].replace("?", f"?{asked}"))
    page.wait_for_function("document.querySelector('.paper img').naturalWidth > 0")
    snapshot = assistant.snapshot()
    pdf = snapshot.pdf("engby")
    assert pdf is not None
    frames = [Box(2, *frame) for frame in page.evaluate(_FRAMES)]
    assert under(pdf, snapshot.document("engby"), frames) == place["quote"]
    # It is in view as the page opens, and is drawn in colour.
    frame = page.locator(".paper rect").first.bounding_box()
    assert frame
    assert 0 <= frame["y"] < 800
    with Image.open(BytesIO(page.screenshot())) as shot:
        x, y = int(max(frame["x"], 0)) + 3, int(frame["y"] + frame["height"] / 2)
        red, _, blue = shot.convert("RGB").crop((x, y, x + 1, y + 1)).tobytes()
    assert red > blue + 40
    visit.assert_fits()
    visit.assert_accessible()
    assert visit.wrong == []
    visit.context.close()


def test_pages_are_turned_and_enlarged_by_keyboard_without_scripts(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/sources/engby")
    for name, address in (("Næste side", "side=2"), ("150 %", "zoom=150"), ("Forrige side", "side=1")):
        page.get_by_role("link", name=name).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}**")
    assert page.get_by_role("img", name="Siden, som den ser ud").count() == 1
    page.get_by_role("region", name="Side 1 af 2").focus()
    context.close()


def test_what_a_picture_shows_is_read_without_it(browser: Browser, url: str) -> None:
    """A page that cannot be drawn leaves the text and says what the picture was."""
    visit = Visit(browser, url)
    visit.page.route("**/*.webp", lambda route: route.abort())
    visit.page.goto(f"{url}/sources/engby")
    assert visit.page.get_by_text("14 gader").is_visible()
    assert visit.page.get_by_alt_text("Siden, som den ser ud").is_visible()
    visit.context.close()
