"""What the browser tests share: Chromium, and a visit that notes what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Scheme = Literal["light", "dark"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, as long as it is needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """A page, and what went wrong on it: requests to other hosts, and what the content policy stopped."""

    def __init__(self, browser: Browser, url: str, width: int = 1280, scheme: Scheme = "light") -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
        )
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.note(request.url, not request.url.startswith(url)))
        self.page.on("console", lambda said: self.note(said.text, "Content Security" in said.text))
        self.page.on("pageerror", lambda error: self.note(str(error), True))

    def note(self, what: str, wrong: bool) -> None:
        if wrong:
            self.wrong.append(what)

    def assert_fits(self) -> None:
        wide = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1]

    def assert_accessible(self) -> None:
        # axe is put into the page from outside, which the page's own policy has no say in.
        found = Axe().run(self.page, options={"runOnly": RULES})
        # Not axe's own report, which stumbles over what stands in a shadow.
        wrong = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]]
        assert wrong == [], wrong
