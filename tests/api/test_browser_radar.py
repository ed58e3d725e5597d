"""The pages of the radar as a person meets them, and what a script adds to them."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from api.links import board_url, technology_url
from assistant.answer import Answer, Citation, Sentence
from assistant.figure import Figure, Mark
from corpus.quote import Quote
from corpus.radar import OVERALL, Radar, Stage
from tests.api.browsing import CHROMIUM, Scheme, Visit, chromium
from tests.api.conftest import served
from tests.api.radar_made import AREAS, NAMES, QUOTED, THEMES, Tables, app_over, made

SCHEMES: dict[int, tuple[Scheme, ...]] = {1280: ("light", "dark"), 375: ("dark",), 320: ("light",)}
"""The widths, and the schemes axe looks at in each: of its rules only contrast knows of schemes, and it takes long."""
PAGES = {
    "radar": "/radar",
    "little is known": "/radar?udgave=2021",
    "every measure": f"/radar?udgave=2023&fagomraade={quote('Klima, teknik og miljø')}",
    "technology": technology_url(NAMES[1]),
    "quoted technology": technology_url(QUOTED),
    "board": "/spilleplade",
    "board by technology": board_url(THEMES[1]),
    "kryds": board_url(THEMES[0], AREAS[0]),
    "knowledge": "/vidensbank",
    "rings": "/?q=rings",
    "moves": "/?q=moves",
    "bars": "/?q=bars",
    "unknown edition": "/radar?udgave=1848",
}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


def answers(radar: Radar, tables: Tables) -> dict[str, Answer]:
    """An answer with each kind of picture."""
    documents = tables.documents()
    rows = [each.row for each in radar.observations if each.stage and each.radar == OVERALL][:5]
    citations = tuple(
        Citation(
            number,
            Quote.at(documents[row.document_id], row.passage.start, row.passage.end),
            row.passage,
            "2023",
            OVERALL,
            row,
        )
        for number, row in enumerate(rows, 1)
    )
    stages: tuple[Stage | None, ...] = ("KLAR", "KLAR", "AFPRØV", "AFVENT", None)
    before: tuple[Stage | None, ...] = ("AFPRØV", "KLAR", None, "HOLD ØJE", "AFVENT")
    marks = {
        "rings": [Mark(NAMES[at], stage or "ikke kendt", (at + 1,), stage) for at, stage in enumerate(stages)],
        "moves": [
            Mark(NAMES[at], f"fra {before[at]} til {stage}", (at + 1,), stage, before[at])
            for at, stage in enumerate(stages)
        ],
        "bars": [Mark(NAMES[at], f"{90 - at * 20} pct.", (at + 1,), number=90.0 - at * 20) for at in range(5)],
    }
    return {
        question: Answer(
            id="1",
            status="answered",
            text="Fem teknologier. [1]",
            standalone_question=question,
            snapshot="20230301-081500-4be1c2a9",
            sentences=(Sentence("Fem teknologier.", (1, 2, 3, 4, 5)),),
            citations=citations,
            mode="radar",
            figure=Figure(question, "Fem teknologier (fiktive eksempeldata)", tuple(found), "pct."),  # type: ignore[arg-type]
        )
        for question, found in marks.items()
    }


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    radar, tables = made()
    with served(app_over(radar, tables, answers=answers(radar, tables))) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everyone(browser: Browser, url: str, name: str) -> None:
    visit = Visit(browser, url)
    visit.page.goto(url + PAGES[name])
    for width in SCHEMES:
        visit.page.set_viewport_size({"width": width, "height": 800})
        visit.assert_fits()
        for scheme in SCHEMES[width]:
            visit.page.emulate_media(color_scheme=scheme)
            visit.assert_accessible()
        # Text at twice its size, as a browser's own setting makes it.
        visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
        visit.assert_fits()
        visit.page.evaluate("document.documentElement.style.fontSize = ''")
    assert visit.wrong == []
    visit.context.close()


def first_cells(page: Page) -> list[str]:
    return page.locator("table[data-sortable] tbody th a").all_inner_texts()


def test_the_table_sorts_where_it_stands_by_keyboard(browser: Browser, url: str) -> None:
    visit = Visit(browser, url)
    page = visit.page
    page.goto(f"{url}/radar")
    head = page.get_by_role("columnheader", name="I drift")
    button = head.get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    rising = first_cells(page)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    falling = first_cells(page)
    assert page.locator("[aria-sort]").count() == 1
    told = page.locator("table[data-sortable] td[data-label='I\u00a0drift'][data-rank]:not([data-rank=''])").count()
    assert 0 < told < len(falling)
    assert falling[:told] == rising[:told][::-1]
    assert falling[told:] == rising[told:]
    assert page.evaluate("document.activeElement.closest('th').dataset.column") == "in_operation"
    # The address leads to the same table without a script.
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(page.url)
    assert first_cells(plain) == falling
    plain.context.close()
    assert visit.wrong == []
    visit.context.close()


def test_a_name_shows_its_mark(browser: Browser, url: str) -> None:
    visit = Visit(browser, url)
    visit.page.goto(f"{url}/radar")
    visit.page.locator(".rings a").first.focus()
    assert visit.page.locator(".radar-picture .here").get_attribute("data-number") == "1"
    visit.page.locator(".rings a").nth(4).hover()
    visit.page.locator("h1").hover()
    assert visit.page.locator(".radar-picture .here").get_attribute("data-number") == "1"
    visit.context.close()


def test_the_marks_are_links_that_a_keyboard_reaches(browser: Browser, url: str) -> None:
    visit = Visit(browser, url)
    page = visit.page
    page.goto(f"{url}/radar")
    page.get_by_role("button", name="Vis").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        held = page.locator(":focus")
        if "spot" in (held.get_attribute("class") or ""):
            break
    assert (held.get_attribute("aria-label") or "").startswith("1. ")
    assert float(held.locator(".body").evaluate("each => getComputedStyle(each).strokeWidth").removesuffix("px")) >= 2
    page.keyboard.press("Enter")
    page.wait_for_url("**/radar/*")
    assert page.locator("h1").inner_text() in NAMES
    visit.context.close()


def test_marks_and_names_of_the_picture_stand_clear(browser: Browser, url: str) -> None:
    visit = Visit(browser, url)
    visit.page.goto(f"{url}/radar")
    boxes = visit.page.locator(".radar-picture .spot circle, .radar-picture .spot text").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect()).map(box => [box.x, box.y, box.right, box.bottom])"
    )
    names = visit.page.locator(".ring-name").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect()).map(box => [box.x, box.y, box.right, box.bottom])"
    )
    assert boxes
    assert len(names) == 4
    for x, y, right, bottom in boxes:
        for other_x, other_y, other_right, other_bottom in names:
            assert right < other_x or other_right < x or bottom < other_y or other_bottom < y
    visit.context.close()


def test_everything_works_without_scripts(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{url}/radar")
    page.get_by_label("Udgave").select_option("Teknologiradaren 2022")
    page.get_by_role("button", name="Vis").click()
    assert page.get_by_role("heading", name="Teknologiradaren 2022: Samlet").count() == 1
    page.get_by_role("columnheader", name="Teknologi").get_by_role("link").click()
    assert first_cells(page) == sorted(first_cells(page), key=lambda name: name.replace("Ø", "{"))
    page.locator("table[data-sortable] td a").first.click()
    assert page.locator("mark#citat").count() == 1
    page.goto(f"{url}/vidensbank")
    page.get_by_label("Kommune", exact=True).select_option("Samsø")
    page.get_by_role("button", name="Vis").click()
    assert page.locator(".project").count() == 1
    page.get_by_role("link", name="Lyttende lygtepæle").click()
    page.get_by_role("link", name="Virtual reality", exact=True).click()
    assert page.get_by_role("heading", name="Virtual reality på alle områder").count() == 1
    context.close()
