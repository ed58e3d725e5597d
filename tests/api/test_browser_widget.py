"""The widget as a person meets it in Chromium: over the assistant itself, and over a server that fails on command."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Locator, Page, expect

from api.app import create_app
from assistant.ask import Assistant
from corpus.quote import normalised
from corpus.settings import Settings
from tests.api.browsing import CHROMIUM, Scheme, Visit, chromium
from tests.api.conftest import served
from tests.api.fictional import UNANSWERABLE
from tests.api.scripted import HOSTILE, Scripted

QUESTION = "Hvor mange sensorer satte Bakkedal Kommune op i skolerne?"
FOLLOW_UP = "Og hvad måler de?"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def real(served_app: FastAPI) -> Iterator[str]:
    with served(served_app) as url:
        yield url


@pytest.fixture(scope="module")
def script() -> Scripted:
    return Scripted()


@pytest.fixture(scope="module")
def scripted(script: Scripted) -> Iterator[str]:
    with served(script.app) as url:
        yield url


@pytest.fixture
def visiting(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens pages, and holds them to asking no other host and breaking no policy."""
    visits: list[Visit] = []

    def visiting(url: str, path: str = "/", width: int = 1280, scheme: Scheme = "light") -> Visit:
        visits.append(Visit(browser, url, width, scheme))
        visits[-1].page.goto(url + path)
        return visits[-1]

    yield visiting
    for visit in visits:
        visit.context.close()
        assert visit.wrong == []


@pytest.fixture
def placed(visiting: Callable[..., Visit], scripted: str, script: Scripted) -> Visit:
    """The widget in a page of the scripted server."""
    script.held.clear()
    script.broken = False
    return visiting(scripted, "/placed")


def ask(page: Page, question: str) -> Locator:
    """Asks by keyboard, and gives the turn that came of it."""
    field = page.get_by_role("textbox", name="Dit spørgsmål")
    field.fill(question)
    field.press("Enter")
    return page.get_by_role("article").last


def answered(turn: Locator) -> Locator:
    expect(turn.get_by_role("group", name="Hjalp svaret?")).to_be_visible(timeout=30_000)
    return turn


def focus(page: Page) -> Any:
    """What has the focus, inside the widget too: its words."""
    return page.evaluate(
        """(() => {
            let held = document.activeElement;
            while (held.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
            return held.id || held.getAttribute("aria-label") || held.innerText;
        })()"""
    )


def test_from_a_question_to_the_marked_words_and_on(visiting: Callable[..., Visit], real: str) -> None:
    visit = visiting(real)
    page = visit.page
    expect(page.get_by_role("heading", name="Prøv for eksempel")).to_be_visible(timeout=30_000)
    turn = answered(ask(page, QUESTION))
    words = turn.locator(".said span").first.inner_text()
    assert "88 sensorer" in words
    chip = turn.get_by_role("link", name="Kilde 1: Bakkedal Kommune om sensorer (fiktive eksempeldata) (resumé), 2024")
    chip.click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("#citat")).to_be_in_viewport()
    assert normalised(" ".join(frame.locator("mark").all_inner_texts())) == normalised(words)
    assert focus(page) == "Luk kilden"
    expect(page.get_by_role("button", name="Luk kilden")).to_be_in_viewport()
    visit.assert_fits()
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).to_have_count(0)
    assert focus(page).startswith("Kilde 1")
    # What comes after is understood from what came before.
    turn = answered(ask(page, FOLLOW_UP))
    expect(turn.get_by_text("Forstået som:")).to_be_visible()
    expect(turn.get_by_role("link", name="Bakkedal Kommune om sensorer").first).to_be_visible()
    turn = answered(ask(page, UNANSWERABLE))
    expect(turn.get_by_role("heading", name="Kilder", exact=True)).to_have_count(0)
    # The conversation is this tab's, until it is started over.
    page.reload()
    expect(page.get_by_role("article")).to_have_count(3)
    page.get_by_role("button", name="Start forfra").click()
    expect(page.get_by_role("article")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
    assert focus(page) == "field"


def test_a_personal_number_is_neither_shown_again_nor_kept(visiting: Callable[..., Visit], real: str) -> None:
    page = visiting(real).page
    turn = answered(ask(page, f"Jeg har 070761-4285 her: {QUESTION}"))
    expect(turn.get_by_text("4285")).to_have_count(0)
    assert "4285" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_another_origin_has_it_where_it_is_allowed(
    visiting: Callable[..., Visit], data_dir: Path, assistant: Assistant
) -> None:
    elsewhere = Scripted()
    with served(elsewhere.app) as town:
        allowing = create_app(Settings(data_dir=data_dir, api_token=None, allowed_origins=(town,)), assistant)
        with served(allowing) as server:
            elsewhere.server = server
            visit = visiting(town)
            page = visit.page
            page.get_by_role("button", name="Spørg Radarassistenten").click()
            turn = answered(ask(page, QUESTION))
            turn.locator(".source").click()
            expect(page.frame_locator("iframe").locator("#citat")).to_be_in_viewport(timeout=20_000)
            # It asks the one server that it comes from, and nobody else.
            assert all(wrong.startswith(server) for wrong in visit.wrong)
            visit.wrong.clear()


def test_another_origin_that_is_not_allowed_gets_no_answer(visiting: Callable[..., Visit], real: str) -> None:
    elsewhere = Scripted()
    elsewhere.server = real
    with served(elsewhere.app) as town:
        visit = visiting(town, "/placed")
        turn = ask(visit.page, QUESTION)
        expect(turn.get_by_text("Der er ikke forbindelse til assistenten.")).to_be_visible()
        visit.wrong.clear()


def test_a_slow_server_is_told_of_and_can_be_stopped(placed: Visit, script: Scripted) -> None:
    page = placed.page
    page.clock.install()
    turn = ask(page, "langsom")
    expect(turn.get_by_text("Søger i kilderne")).to_be_visible()
    # Meanwhile nothing is asked twice, however often it is tried.
    before = len(script.asked)
    ask(page, "langsom igen")
    ask(page, "langsom igen")
    expect(page.get_by_role("article")).to_have_count(1)
    assert len(script.asked) == before
    page.clock.fast_forward(5000)
    expect(turn.get_by_text("Svaret er på vej")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(turn.get_by_text("Du stoppede svaret.")).to_be_visible()
    expect(page.get_by_role("button", name="Spørg", exact=True)).to_be_visible()
    script.held.set()
    page.get_by_role("button", name="Prøv igen").click()
    answered(page.get_by_role("article").last)
    expect(page.get_by_role("article")).to_have_count(1)


def test_a_double_click_asks_once(placed: Visit, script: Scripted) -> None:
    before = len(script.asked)
    placed.page.get_by_role("textbox", name="Dit spørgsmål").fill("langsom")
    placed.page.get_by_role("button", name="Spørg", exact=True).dblclick()
    script.held.set()
    answered(placed.page.get_by_role("article"))
    assert len(script.asked) == before + 1


def test_what_came_before_the_server_fell_stays(placed: Visit, script: Scripted) -> None:
    turn = ask(placed.page, "halv")
    expect(turn.locator(".said")).to_contain_text("412 borgere")
    script.held.set()
    expect(turn.get_by_text("Svaret er ikke helt.")).to_be_visible()
    expect(turn.locator(".said")).to_contain_text("412 borgere")
    expect(turn.get_by_role("button", name="Prøv igen")).to_be_visible()
    # It is no part of the conversation.
    answered(ask(placed.page, "hel"))
    assert script.asked[-1]["history"] == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("500", "Oplys fejlnummeret 1a2b."),
        ("nonsens", "Noget gik galt hos os. Prøv igen om lidt."),
        ("fejl", "Assistenten kan ikke svare lige nu."),
    ],
)
def test_a_fault_is_told_in_words(placed: Visit, question: str, words: str) -> None:
    turn = ask(placed.page, question)
    expect(turn.get_by_text(words)).to_be_visible()
    placed.assert_accessible()


def test_offline_is_told(placed: Visit) -> None:
    placed.context.set_offline(True)
    turn = ask(placed.page, "hel")
    expect(turn.get_by_text("Der er ingen forbindelse til nettet.")).to_be_visible()
    placed.context.set_offline(False)
    turn.get_by_role("button", name="Prøv igen").click()
    answered(placed.page.get_by_role("article"))


def test_a_question_asked_back_is_answered_by_a_button(placed: Visit, script: Scripted) -> None:
    page = placed.page
    turn = answered(ask(page, "tilbage"))
    choice = turn.get_by_role("button", name="Hvad fortæller »Budgettet« om skærmbesøg?")
    choice.click()
    answered(page.get_by_role("article").last)
    assert script.asked[-1]["question"] == "Hvad fortæller »Budgettet« om skærmbesøg?"
    assert [turn["role"] for turn in script.asked[-1]["history"]] == ["user", "assistant"]
    assert focus(page).startswith("turn-")
    # And one goes on from what is proposed.
    page.get_by_role("button", name="Hvad er skærmbesøg?").click()
    answered(page.get_by_role("article").last)
    assert script.asked[-1]["question"] == "Hvad er skærmbesøg?"


def test_it_is_said_whether_the_answer_helped(placed: Visit, script: Scripted) -> None:
    turn = answered(ask(placed.page, "hel"))
    script.broken = True
    turn.get_by_role("button", name="Nej").click()
    expect(turn.get_by_text("Vurderingen kan ikke gemmes lige nu.")).to_be_visible()
    script.broken = False
    turn.get_by_role("button", name="Nej").click()
    expect(turn.get_by_role("button", name="Nej")).to_have_attribute("aria-pressed", "true")
    turn.get_by_label("Hvad var godt eller dårligt?").fill("Jeg ledte efter 2023.")
    placed.assert_accessible()
    turn.get_by_role("button", name="Send").click()
    expect(turn.get_by_text("Tak for din kommentar.")).to_be_visible()
    assert focus(placed.page) == "Nej"
    answer = f"svar-{len(script.asked)}"
    assert script.rated[-2:] == [
        {"answer_id": answer, "rating": "down", "comment": None},
        {"answer_id": answer, "rating": "down", "comment": "Jeg ledte efter 2023."},
    ]


def test_what_comes_from_others_is_only_text(placed: Visit) -> None:
    page = placed.page
    field = page.get_by_role("textbox", name="Dit spørgsmål")
    field.fill(f"fjendtlig {HOSTILE}")
    field.press("Enter")
    turn = answered(page.get_by_role("article").last)
    assert turn.get_by_text(HOSTILE).count() >= 4  # asked, said, noted, and the source's name
    assert page.evaluate("window.struck") is None
    assert turn.locator("img, script").count() == 0
    assert {each.get_attribute("dir") for each in turn.locator(".said span").all()} == {"auto"}


def test_a_very_long_answer_fits_a_narrow_window(placed: Visit) -> None:
    answered(ask(placed.page, "lang"))
    for width in (1280, 320):
        placed.page.set_viewport_size({"width": width, "height": 640})
        placed.assert_fits()


def test_the_answer_is_read_aloud_once(placed: Visit) -> None:
    page = placed.page
    page.evaluate(
        """() => {
            const status = document.querySelector("radar-assistent").shadowRoot.querySelector("[role=status].unseen");
            window.heard = [];
            new MutationObserver(() => status.textContent && window.heard.push(status.textContent))
                .observe(status, { childList: true });
        }"""
    )
    answered(ask(page, "hel"))
    expect(page.locator(".unseen[role=status]")).to_contain_text("1 kilde")
    heard = page.evaluate("window.heard")
    assert sum("412 borgere" in words for words in heard) == 1
    assert "[1]" not in "".join(heard)


def test_the_answer_is_copied_with_its_sources(placed: Visit) -> None:
    placed.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = answered(ask(placed.page, "hel"))
    turn.get_by_role("button", name="Kopiér svaret").click()
    expect(turn.get_by_text("Svaret er kopieret")).to_be_visible()
    copied = placed.page.evaluate("navigator.clipboard.readText()")
    assert "skærmbesøg i 2022. [1]" in copied
    assert "[1] Havneby Kommunes årsrapport (fiktive eksempeldata), Havneby Kommune, februar 2023, side 7" in copied
    assert "https://havneby.example/aarsrapport.pdf" in copied
    assert "/sources/havneby?" in copied


def test_in_the_corner_by_keyboard_alone(visiting: Callable[..., Visit], scripted: str) -> None:
    for width in (1280, 320):
        visit = visiting(scripted, "/", width)
        page = visit.page
        page.keyboard.press("Tab")
        assert focus(page) == "Spørg Radarassistenten"
        page.keyboard.press("Enter")
        assert focus(page) == "field"
        visit.assert_fits()
        page.keyboard.type("søjler")
        page.keyboard.press("Enter")
        turn = answered(page.get_by_role("article"))
        turn.get_by_role("link", name="Kilde 1").first.focus()
        page.keyboard.press("Enter")
        expect(page.frame_locator("iframe").get_by_role("heading", name="Kilden")).to_be_visible()
        page.keyboard.press("Escape")
        assert focus(page).startswith("Kilde 1")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert focus(page) == "Spørg Radarassistenten"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_for_everyone(visiting: Callable[..., Visit], scripted: str, scheme: Scheme) -> None:
    visit = visiting(scripted, "/placed", 1280, scheme)
    page = visit.page
    visit.assert_accessible()
    for question in ("søjler", "afvist", "tilbage"):
        answered(ask(page, question))
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        visit.assert_fits()
        # To the end, where the field that stays in view lies over nothing.
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        visit.assert_accessible()
    page.get_by_role("link", name="Kilde 1").first.click()
    visit.assert_accessible()
    visit.assert_fits()
    # Four times enlarged, 1280 by 1024 pixels are 320 by 256.
    page.set_viewport_size({"width": 320, "height": 256})
    visit.assert_fits()
    page.get_by_role("button", name="Luk kilden").click()
    # Motion only where it is wished for; what is told by colour is told by lines too.
    page.emulate_media(reduced_motion="reduce", forced_colors="active", color_scheme=scheme)
    ask(page, "langsom")
    assert page.locator(".dots i").first.evaluate("dot => getComputedStyle(dot).animationName") == "none"
    page.get_by_role("button", name="Stop").click()
    edge = page.locator("a.mark").first.evaluate("chip => getComputedStyle(chip).borderTopWidth")
    assert edge == "1px"
    page.emulate_media(media="print")
    assert page.get_by_role("textbox").count() == 0
    assert page.get_by_role("article").count() == 4


def test_it_speaks_english_where_it_is_asked_to(visiting: Callable[..., Visit], scripted: str) -> None:
    page = visiting(scripted, "/placed?lang=en").page
    page.get_by_role("textbox", name="Your question").fill("hel")
    page.get_by_role("button", name="Ask", exact=True).click()
    told = "Havneby Kommunes årsrapport (fiktive eksempeldata), February 2023, page 7"
    expect(page.get_by_role("link", name=f"Source 1: {told}").first).to_have_attribute("title", told)
