"""The same answers at every channel: as they were shown before, whole, and within what the channel takes."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.plain import plain
from assistant.answer import Answer
from assistant.ask import Assistant
from tests.api.golden import ANSWERS, CHANNELS, FOLDER, PUBLIC, Showing, showing
from tests.api.slack.limits import broken
from tests.api.slack.made import HAVNEBY, answered
from tests.api.teams.microsoft import faults
from tests.api.test_asking import events

AGAIN = "python -m tests.api.golden"
_MARKER = re.compile(r"\[(\d+)\]")
_ADDRESS = re.compile(rf"(?:{PUBLIC}/sources/robotter\?|{HAVNEBY}/)\S*")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
every_answer = pytest.mark.parametrize("name", ANSWERS)


@pytest.fixture(scope="module")
def channels(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Showing]:
    with showing(assistant, tmp_path_factory.mktemp("golden")) as shown:
        yield shown


@every_answer
@pytest.mark.parametrize("channel", CHANNELS)
def test_it_is_shown_as_before(channels: Showing, name: str, channel: str) -> None:
    """Where a channel shows it otherwise on purpose, look at what the command writes and commit it."""
    before = (FOLDER / f"{name}.{channel}").read_bytes().decode()
    assert channels.shown(ANSWERS[name], channel) == before, AGAIN


def test_no_file_is_left_of_what_is_gone() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.{channel}" for name in ANSWERS for channel in CHANNELS}


@every_answer
def test_programs_get_all_of_it(channels: Showing, name: str) -> None:
    answer, told = ANSWERS[name], json.loads(channels.shown(ANSWERS[name], "api.json"))
    assert told["answer"] == answer.text
    assert [(each["text"], tuple(each["citations"])) for each in told["sentences"]] == [
        (each.text, each.citations) for each in answer.sentences
    ]
    assert [(each["number"], each["quote"], each["page"], each["url"]) for each in told["citations"]] == [
        (each.number, each.quote.text, each.quote.page, each.url) for each in answer.citations
    ]
    assert [each["quote"] for each in told["related"]] == [each.quote.text for each in answer.related]
    assert (tuple(told["choices"]), tuple(told["notes"])) == (answer.choices, answer.notes)
    assert all(each["viewer_url"].startswith("/sources/robotter?") for each in told["citations"] + told["related"])


@every_answer
def test_the_stream_says_the_same_bit_by_bit(channels: Showing, name: str) -> None:
    whole = json.loads(channels.shown(ANSWERS[name], "api.json"))
    told = events(channels.shown(ANSWERS[name], "stream.txt"))
    assert told[-1] == ("done", whole)
    assert [data for kind, data in told if kind == "sentence"] == whole["sentences"]
    assert [data for kind, data in told if kind == "citation"] == whole["citations"]


class Page(HTMLParser):
    """What of a page is read, what it links to, and what could run or load something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.links, self.ids, self.live = "", list[str](), set[str](), list[str]()
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in {"br", "img", "input", "use", "path", "circle", "line", "rect"}:
            self.open.append(tag)
        if tag in {"script", "iframe", "object", "style", "form", "img"}:
            self.live.append(tag)
        self.live += [name for name in given if name.startswith("on") or name in {"style", "src", "srcdoc"}]
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []
        self.ids |= {given["id"] or ""} if "id" in given else set()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@every_answer
def test_the_page_shows_it_and_nothing_in_it_runs(channels: Showing, name: str) -> None:
    answer, page = ANSWERS[name], Page(channels.shown(ANSWERS[name], "page.html"))
    assert page.live == []
    for said in [each.text for each in answer.sentences] or [answer.text]:
        assert said.replace("\r", "\n") in page.text
    for link in page.links:
        assert link.startswith(("/sources/robotter?", "/svar/", "/?q=", "/radar", "#kilde-", f"{HAVNEBY}/")), link
        assert not link.startswith("#") or link[1:] in page.ids
    assert {f"kilde-{each.number}" for each in answer.citations} <= page.ids
    assert sum(link.startswith("/sources/") for link in page.links) >= len(answer.citations) + len(answer.related)


@every_answer
def test_slack_takes_it_and_nothing_in_it_is_live(channels: Showing, name: str) -> None:
    assert slack_faults(ANSWERS[name], json.loads(channels.shown(ANSWERS[name], "slack.json"))) == []


def slack_faults(answer: Answer, told: dict[str, Any]) -> list[str]:
    """What Slack would not take, or would take for more than text."""
    found = broken(told["blocks"])
    if not 1 <= len(told["text"]) <= 4000 * 5:
        found.append("text")
    small = [element for block in told["blocks"] if block["type"] == "context" for element in block["elements"]]
    marked = [*small, *(block["text"] for block in told["blocks"] if block["type"] == "section")]
    for each in marked:
        if not (each["type"] == "mrkdwn" and each["verbatim"]):
            found.append("addresses and names in it would become links")
        for inside in re.findall(r"<([^>]*)>?", each["text"]):
            address, _, label = inside.replace("&amp;", "&").partition("|")
            if not (_ADDRESS.fullmatch(address) and label.strip()):
                found.append(f"live: {inside}")
        without = re.sub(r"\u2060[*_~`]+\u2060|<[^|]*\|", "", each["text"])
        if re.search(r"[*_~`]", re.sub(r"^\*[^*]*\*$", "", without)):  # a table's title is bold
            found.append(f"marks in {each['text']}")
        if re.search(r"&(?!amp;|lt;|gt;)", each["text"]):
            found.append("half an escape")
    said = next(block["text"] for block in told["blocks"] if block["type"] == "markdown")
    if re.search(r"[<>]", said + told["text"]):
        found.append("an angle bracket in what is said")
    if not all(part in {"text", "softbreak", "text_special", "entity"} for part in _parts(said)):
        found.append(f"markup in what is said: {sorted(_parts(said))}")
    listed = {int(number) for each in small for number in re.findall(r"^\[(\d+)\]", each["text"], re.MULTILINE)}
    if not said.endswith("…") and listed != {citation.number for citation in answer.citations}:
        found.append(f"sources {sorted(listed)}")
    return found


def _parts(markdown: str) -> set[str]:
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    blocks = {block.type for block in parsed} - {"paragraph_open", "inline", "paragraph_close"}
    return blocks | {part.type for block in parsed for part in block.children or ()}


@every_answer
def test_teams_takes_it_and_nothing_in_it_is_live(channels: Showing, name: str) -> None:
    assert teams_faults(ANSWERS[name], json.loads(channels.shown(ANSWERS[name], "teams.json"))) == []


def teams_faults(answer: Answer, told: dict[str, Any]) -> list[str]:
    """What Teams would not take, or would take for more than text."""
    found = faults(told)
    claims = [claim for each in told["entities"] for claim in each.get("citation", ())]
    numbers = {claim["position"] for claim in claims}
    if numbers != {citation.number for citation in answer.citations[:20]}:
        found.append(f"claims {sorted(numbers)}")
    for address in [claim["appearance"].get("url") for claim in claims]:
        if not (address and _ADDRESS.fullmatch(address)):
            found.append(f"address {address}")
    head = told["text"].split("\n\n")[0] if answer.citations else ""
    listed = {int(number) for number in re.findall(r"^- \[(\d+)\]", told["text"], re.MULTILINE)}
    unknown = {int(number) for number in _MARKER.findall(head)} - numbers - listed
    if unknown and "afkortet" not in told["text"]:
        found.append(f"markers without a source {sorted(unknown)}")
    if re.search(r"<(?!/?br)", told["text"]):
        found.append("an angle bracket")
    allowed = {"text", "softbreak", "text_special", "entity", "em_open", "em_close", "link_open", "link_close"}
    lists = {"bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"}
    if not _parts(told["text"]) <= allowed | lists:
        found.append(f"markup {sorted(_parts(told['text']) - allowed - lists)}")
    for block in MarkdownIt("commonmark").parse(told["text"]):
        for part in block.children or ():
            if part.type == "link_open" and not _ADDRESS.fullmatch(str(part.attrGet("href"))):
                found.append(f"link to {part.attrGet('href')}")
    return found


@every_answer
def test_programs_that_speak_openai_get_it_and_nothing_in_it_is_live(channels: Showing, name: str) -> None:
    assert openai_faults(ANSWERS[name], json.loads(channels.shown(ANSWERS[name], "openai.json"))) == []


def openai_faults(answer: Answer, told: dict[str, Any]) -> list[str]:
    """What points to no source, or would be taken for more than text."""
    (choice,) = told["choices"]
    said, noted = choice["message"]["content"], [each["url_citation"] for each in choice["message"]["annotations"]]
    markers = [said[each["start_index"] : each["end_index"]] for each in noted]
    found = [f"no marker: {marker}" for marker in markers if not _MARKER.fullmatch(marker)]
    if {int(marker[1:-1]) for marker in markers} != {citation.number for citation in answer.citations}:
        found.append(f"markers {markers}")
    links = [each["url"] for each in noted]
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(said)
    links += [
        str(part.attrGet("href")) for block in parsed for part in block.children or () if part.type == "link_open"
    ]
    here = "http://127.0.0.1/sources/robotter?"
    found += [f"link to {link}" for link in links if not link.startswith((here, f"{HAVNEBY}/"))]
    live = _parts(said) & {"image", "html_inline", "html_block", "fence", "code_block", "code_inline", "heading_open"}
    found += [f"markup {kind}" for kind in live | (_parts(said) & {"s_open", "hr", "blockquote_open"})]
    if STEERING.search(said):
        found.append("a steering sign")
    return found


@every_answer
def test_tools_get_the_same_as_programs_and_the_words_of_v1(channels: Showing, name: str) -> None:
    told = json.loads(channels.shown(ANSWERS[name], "mcp.json"))
    asked = json.loads(channels.shown(ANSWERS[name], "api.json"))
    said = json.loads(channels.shown(ANSWERS[name], "openai.json"))["choices"][0]["message"]["content"]
    assert told["structuredContent"] == asked
    assert [each["text"] for each in told["content"]] == [said]


@every_answer
def test_a_terminal_shows_it_and_obeys_nothing_in_it(channels: Showing, name: str) -> None:
    answer, shown = ANSWERS[name], channels.shown(ANSWERS[name], "terminal.txt")
    assert not STEERING.search(shown)
    assert plain(answer.text) in shown
    listed = re.findall(r"^\[(\d+)\] .*Havneby Kommune", shown, re.MULTILINE)
    assert [int(number) for number in listed] == [citation.number for citation in answer.citations]


TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("<>&*_`~[]()|!@#\\\n"), min_size=1, max_size=200)


@given(TEXT.map(lambda text: f"x{text}x"), TEXT.map(lambda text: f"y{text}y"))
@hypothesis(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_a_source_says_no_channel_takes_it_for_more_than_text(
    channels: Showing, title: str, quoted: str
) -> None:
    answer = answered([quoted], title=title, url=f"{HAVNEBY}/r")
    assert slack_faults(answer, json.loads(channels.shown(answer, "slack.json"))) == []
    assert teams_faults(answer, json.loads(channels.shown(answer, "teams.json"))) == []
    assert openai_faults(answer, json.loads(channels.shown(answer, "openai.json"))) == []
    assert not STEERING.search(channels.shown(answer, "terminal.txt"))
