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


Step = Callable[[Page], None]
"""Something done on a page before the picture is taken."""


def asks(question: str) -> Step:
    """Asks by keyboard, where the widget is."""

    def ask(page: Page) -> None:
        field = page.get_by_role("textbox", name=say("widget.field"))
        field.fill(question)
        field.press("Enter")

    return ask


def waits(milliseconds: int) -> Step:
    return lambda page: page.wait_for_timeout(milliseconds)


def answered(page: Page) -> None:
    """Waits until the answer is whole."""
    last = page.get_by_role("article").last
    expect(last.get_by_text(say("widget.helped"))).to_be_visible(timeout=PATIENCE)


def proposed(page: Page) -> None:
    """Waits until there is something proposed."""
    page.locator(".further button").first.wait_for(timeout=PATIENCE)


def beside(page: Page) -> None:
    """Opens the first source of the last answer."""
    page.get_by_role("article").last.locator(".source").first.click()
    page.wait_for_timeout(1500)


def opened(page: Page) -> None:
    """Opens the conversation in the corner."""
    page.get_by_role("button", name=say("widget.open")).click()


def disliked(page: Page) -> None:
    """Says that the answer did not help."""
    page.get_by_role("button", name=say("widget.down"), exact=True).click()


def back(page: Page) -> None:
    """A few steps back by keyboard."""
    for _ in range(6):
        page.keyboard.press("Shift+Tab")


States = dict[str, tuple[str, tuple[Step, ...]]]
REAL: States = {
    "front": ("/", (proposed,)),
    "answer": ("/", (asks(say("page.example_3")), answered, proposed)),
    "row": ("/", (asks(say("page.example_2")), answered)),
    "beside": ("/", (asks(say("page.example_1")), answered, beside)),
    "refusal": ("/", (asks("Hvad koster robotsoftware i Havneby Kommune?"), answered)),
    "greeting": ("/", (asks("Hej"), waits(1500))),
    "no-script": ("/?q=", ()),
    "accessibility": ("/tilgaengelighed", ()),
}
FAILING: States = {
    "corner": ("/", ()),
    "corner-open": ("/", (opened, proposed)),
    "corner-bars": ("/", (opened, asks("søjler"), answered)),
    "corner-beside": ("/", (opened, asks("hel"), answered, beside)),
    "waiting": ("/placed", (asks("langsom"), waits(4500))),
    "broken-off": ("/placed", (asks("hel fejl"), waits(800))),
    "fault": ("/placed", (asks("500"), waits(800))),
    "asked-back": ("/placed", (asks("tilbage"), answered)),
    "long": ("/placed", (asks("lang"), answered)),
    "hostile": ("/placed", (asks(f"fjendtlig {HOSTILE}"), answered)),
    "comment": ("/placed", (asks("hel"), answered, disliked, waits(800))),
    "keyboard": ("/placed", (asks("hel"), answered, proposed, back)),
    "english": ("/placed?lang=en", (proposed,)),
}


def take(browser: Browser, url: str, states: States, out: Path) -> None:
    """A picture of each state in each size."""
    for name, (path, steps) in states.items():
        for size, (width, scheme) in SIZES.items():
            visit = Visit(browser, url, width, scheme)
            visit.page.goto(url + path)
            for step in steps:
                step(visit.page)
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
