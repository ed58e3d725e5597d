"""Pictures of the main states, to be looked at: ``python -m tests.api.screenshots FOLDER``.

The assistant answers from the settings' data folder; what goes wrong is shown by a server that fails on command.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from corpus.settings import Settings
from corpus.wording import say
from tests.api.browsing import Scheme, Visit, chromium
from tests.api.conftest import served
from tests.api.scripted import HOSTILE, Scripted

SIZES: dict[str, tuple[int, Scheme]] = {
    "wide": (1280, "light"),
    "dark": (1280, "dark"),
    "phone": (375, "light"),
    "narrow": (320, "dark"),
}
PATIENCE = 60_000


def ask(page: Page, question: str) -> None:
    """Asks by keyboard, where the widget is."""
    field = page.get_by_role("textbox", name=say("widget.field"))
    field.fill(question)
    field.press("Enter")


def answered(page: Page, question: str) -> None:
    """Asks, and waits until the answer is whole."""
    before = page.get_by_role("article").count()
    ask(page, question)
    expect(page.get_by_role("article")).to_have_count(before + 1)
    expect(page.get_by_role("article").last.get_by_text(say("widget.helped"))).to_be_visible(timeout=PATIENCE)


def beside(page: Page) -> None:
    """Opens the first source of the last answer."""
    page.get_by_role("article").last.locator(".source").first.click()
    page.wait_for_timeout(1500)


def opened(page: Page) -> None:
    """Opens the conversation in the corner."""
    page.get_by_role("button", name=say("widget.open")).click()


REAL: dict[str, tuple[str, Callable[[Page], object]]] = {
    "front": ("/", lambda page: page.locator(".further button").first.wait_for(timeout=PATIENCE)),
    "answer": ("/", lambda page: answered(page, say("page.example_3"))),
    "row": ("/", lambda page: answered(page, say("page.example_2"))),
    "beside": ("/", lambda page: (answered(page, say("page.example_1")), beside(page))),
    "refusal": ("/", lambda page: answered(page, "Hvad koster robotsoftware i Havneby Kommune?")),
    "greeting": ("/", lambda page: (ask(page, "Hej"), page.wait_for_timeout(1500))),
    "no-script": ("/?q=", lambda _: None),
    "accessibility": ("/tilgaengelighed", lambda _: None),
}
FAILING: dict[str, tuple[str, Callable[[Page], object]]] = {
    "corner": ("/", lambda _: None),
    "corner-open": ("/", opened),
    "corner-bars": ("/", lambda page: (opened(page), answered(page, "søjler"))),
    "corner-beside": ("/", lambda page: (opened(page), answered(page, "hel"), beside(page))),
    "waiting": ("/placed", lambda page: (ask(page, "langsom"), page.wait_for_timeout(4500))),
    "broken-off": ("/placed", lambda page: (ask(page, "halv fejl"), page.wait_for_timeout(800))),
    "fault": ("/placed", lambda page: (ask(page, "500"), page.wait_for_timeout(800))),
    "asked-back": ("/placed", lambda page: answered(page, "tilbage")),
    "long": ("/placed", lambda page: answered(page, "lang")),
    "hostile": ("/placed", lambda page: answered(page, f"fjendtlig {HOSTILE}")),
    "comment": (
        "/placed",
        lambda page: (
            answered(page, "hel"),
            page.get_by_role("button", name=say("widget.down"), exact=True).click(),
            page.wait_for_timeout(800),
        ),
    ),
    "keyboard": ("/placed", lambda page: (answered(page, "hel"), [page.keyboard.press("Shift+Tab") for _ in range(6)])),
    "english": ("/placed?lang=en", lambda _: None),
}


def take(browser: Browser, url: str, states: dict[str, tuple[str, Callable[[Page], object]]], out: Path) -> None:
    """A picture of each state in each size."""
    for name, (path, prepare) in states.items():
        for size, (width, scheme) in SIZES.items():
            visit = Visit(browser, url, width, scheme)
            visit.page.goto(url + path)
            prepare(visit.page)
            visit.page.wait_for_timeout(300)
            visit.page.screenshot(path=out / f"{name}-{size}.png")
            visit.context.close()


@contextmanager
def both() -> Iterator[tuple[str, str]]:
    """The addresses of the assistant and of the server that fails."""
    with served(create_app(Settings())) as real, served(Scripted().app) as scripted:
        yield real, scripted


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with both() as (real, scripted), chromium() as browser:
        take(browser, scripted, FAILING, folder)
        take(browser, real, REAL, folder)
    print(folder)
