import html
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.app import create_app
from assistant.ask import Assistant
from corpus.document import Document, Heading, Page
from corpus.passage import Passage
from corpus.quote import normalised
from corpus.settings import Settings
from corpus.source import Source
from ingest.passages import passages
from tests.api.conftest import HERE
from tests.api.fictional import HOSTILE_TITLE, QUESTIONS, UNANSWERABLE
from tests.api.radar_made import Holding
from tests.api.test_asking import ask

_MARK = re.compile(r"<mark[^>]*>(.*?)</mark>", re.DOTALL)


def marked(page: str) -> str:
    return normalised(html.unescape(" ".join(_MARK.findall(page))))


@pytest.mark.parametrize(
    "question", [*QUESTIONS, UNANSWERABLE, "Hvad laver robotter, sensorer og droner i kommunerne?"]
)
def test_the_viewer_marks_exactly_the_quote(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    for place in answer["citations"] + answer["related"]:
        response = client.get(place["viewer_url"])
        assert response.status_code == 200
        assert marked(response.text) == place["quote"]
        assert response.text.count('id="citat"') == 1
        assert place["viewer_url"].endswith("#citat")


def test_pages_headings_and_facts_are_shown(client: TestClient) -> None:
    page = client.get("/sources/engby?visning=tekst").text
    assert re.findall(r'id="side-(\d)"', page) == ["1", "2"]
    assert "januar 2025" in page
    assert "Engby Kommune" in page
    assert 'href="https://engby.example/rapport.pdf"' in page
    robots = client.get("/sources/robotter").text
    assert re.findall(r"<h([2-6])", robots) == ["2", "3", "3"]
    for anchor in re.findall(r'href="#(h\d+)"', robots):
        assert f'id="{anchor}"' in robots


def test_a_pdf_is_shown_page_by_page(client: TestClient) -> None:
    first = client.get("/sources/engby").text
    assert "Side 1 af 2" in first
    assert "14 gader" in first
    assert "23 advarsler" not in first
    assert 'src="/sources/engby/pages/1.webp"' in first
    assert 'rel="prev"' not in first
    (after,) = set(re.findall(r'href="([^"]+)" rel="next"', first))
    second = client.get(html.unescape(after)).text
    assert "23 advarsler" in second
    assert 'rel="next"' not in second
    for anchor in re.findall(r'href="/sources/engby\?side=1#(h\d+)"', first):
        assert f'id="{anchor}"' in first


@pytest.mark.parametrize("side", ["0", "3", "x", "-1", "²", "99999999999"])
def test_a_page_that_is_not_there_is_the_first(client: TestClient, side: str) -> None:
    assert "Side 1 af 2" in client.get(f"/sources/engby?side={side}").text


def test_a_quote_of_a_pdf_is_framed_and_told_where(client: TestClient) -> None:
    place = ask(client, "Hvor mange advarsler om skybrud gav sensorer i kloakken?")["citations"][0]
    page = client.get(place["viewer_url"]).text
    assert "Side 2 af 2" in page
    assert re.search(r'<g id="citat">\s*<rect', page)
    assert "Citatet er indrammet øverst" in page
    assert marked(page) == place["quote"]
    text = client.get(place["viewer_url"].replace("passage", "visning=tekst&passage")).text
    assert marked(text) == place["quote"]
    assert text.count('id="citat"') == 1


def test_beside_a_conversation_there_is_no_menu_and_links_stay_inside(client: TestClient) -> None:
    place = ask(client, "Hvor mange advarsler om skybrud gav sensorer i kloakken?")["citations"][0]
    for url in (place["viewer_url"], "/sources/robotter?", "/sources/engby?visning=tekst"):
        page = client.get(url.replace("?", "?beside=1&")).text
        assert "<header" not in page
        for tag in re.findall(r'<a [^>]*href="(?!#)[^>]+>', page):
            assert "beside=1" in tag or 'target="_blank"' in tag, tag
    assert marked(client.get(place["viewer_url"].replace("?", "?beside=1&")).text) == place["quote"]


def test_beside_an_english_conversation_it_speaks_english(client: TestClient) -> None:
    page = client.get("/sources/engby?side=2&beside=1&lang=en").text
    assert '<html lang="en">' in page
    assert "Page 2 of 2" in page
    assert "Previous page" in page
    assert "lang=en" in re.findall(r'href="([^"]+)" rel="prev"', page)[0]
    for url in ("/sources/engby?lang=en", "/sources/engby?beside=1&lang=xx", "/sources/engby?beside=1"):
        assert '<html lang="da">' in client.get(url).text


def test_a_link_to_a_source_that_is_gone_says_so(client: TestClient) -> None:
    gone = client.get("/sources/engang?passage=abc&from=0&to=5", headers={"Accept": "text/html"})
    assert gone.status_code == 404
    assert "ikke længere i samlingen" in gone.text


def test_the_link_to_the_original_leads_to_the_place(client: TestClient) -> None:
    report = ask(client, "Hvor mange advarsler om skybrud gav sensorer i kloakken?")["citations"][0]
    assert 'href="https://engby.example/rapport.pdf#page=2"' in client.get(report["viewer_url"]).text
    news = ask(client, "Hvor mange borgere fik skærmbesøg i Havneby?")["citations"][0]
    assert "robotter#:~:text=Havneby%20Kommune%20gav" in client.get(news["viewer_url"]).text


def test_a_digest_says_that_it_is_one(client: TestClient) -> None:
    page = client.get("/sources/sensorer").text
    assert "vores eget resumé" in page
    assert "(resumé)" in page
    assert "Kun de to første afsnit." in page
    assert "vores eget resumé" not in client.get("/sources/robotter").text


def test_nonsense_marks_the_whole_passage(client: TestClient, assistant: Assistant) -> None:
    passage = next(each for each in assistant.snapshot().passages if each.document_id == "robotter")
    text = assistant.snapshot().document("robotter").text[passage.start : passage.end]
    for nonsense in (
        "",
        "&from=x&to=y",
        "&from=5&to=1",
        "&from=0&to=999999",
        "&from=-1",
        "&from=%00",
        "&from=48&to=48",
    ):
        page = client.get(f"/sources/robotter?passage={passage.id}{nonsense}").text
        assert marked(page) == normalised(text)
        assert "Hele afsnittet er fremhævet" in page


@pytest.mark.parametrize("gone", ["findes-ikke", "%00", "<b>", "passage-of-another"])
def test_a_passage_that_is_gone_leaves_the_source_and_a_notice(
    client: TestClient, assistant: Assistant, gone: str
) -> None:
    if gone == "passage-of-another":
        gone = next(each.id for each in assistant.snapshot().passages if each.document_id == "engby")
    response = client.get(f"/sources/robotter?passage={gone}&from=0&to=5")
    assert response.status_code == 200
    assert "siden svaret blev givet" in response.text
    assert "<mark" not in response.text
    assert "412 borgere" in response.text


def test_html_in_a_source_is_shown_as_text(client: TestClient) -> None:
    for path in ("/sources/droner", "/kilder", "/?q=Hvor mange droner fløj Lundby Kommune over drivhusene?"):
        page = client.get(path).text
        assert not re.search(r"<(script|img(?! src=\"/static/)|b)\b", page), path
        assert str(escape(HOSTILE_TITLE)) in page
        assert HOSTILE_TITLE not in page


@pytest.mark.parametrize("part", ["0", "2", "99999", "-1", "x", "²"])
def test_a_part_that_is_not_there_is_the_first(client: TestClient, part: str) -> None:
    assert client.get(f"/sources/robotter?del={part}").text == client.get("/sources/robotter").text


def huge() -> Document:
    """Some 700 pages."""
    blocks: list[str] = []
    headings: list[Heading] = []
    at = 0
    for number in range(6000):
        text = f"Kapitel {number // 20}" if number % 20 == 0 else f"Bro {number} i Havneby har en sensor. " * 8
        if number % 20 == 0:
            headings.append(Heading(at, at + len(text), 1))
        blocks.append(text.strip())
        at += len(blocks[-1]) + 2
    text = "\n\n".join(blocks)
    pages = tuple(Page(number, number * 2500) for number in range(len(text) // 2500))
    return Document(
        Source("stor", "Broer (fiktive eksempeldata)"), text, text, range(len(text)), pages, tuple(headings)
    )


@pytest.fixture(scope="module")
def huge_client() -> Iterator[tuple[TestClient, Document, list[Passage]]]:
    """The viewer over one huge document, which would take minutes to embed and does not need it."""
    document = huge()
    cut = list(passages(document))
    by_id = {passage.id: passage for passage in cut}
    snapshot = SimpleNamespace(
        sources={"stor": document.source},
        passages=cut,
        document=lambda _: document,
        passage=by_id.__getitem__,
        boxes=lambda _: None,
    )
    assistant = cast("Assistant", Holding(snapshot, {}))
    with TestClient(create_app(Settings(api_token=None, keep_days=0), assistant), base_url=HERE) as client:
        yield client, document, cut


def test_a_huge_source_is_shown_in_parts(huge_client: tuple[TestClient, Document, list[Passage]]) -> None:
    client, document, _ = huge_client
    first = client.get("/sources/stor").text
    all_parts = int(re.findall(r"Del 1 af (\d+)", first)[0])
    pages = [client.get(f"/sources/stor?del={number}").text for number in range(1, all_parts + 1)]
    assert max(len(page) for page in pages) < 400_000
    assert pages[0] == first
    plain = [re.sub(r'<span class="page".*?</span> ', "", page) for page in pages]
    shown = [number for page in plain for number in re.findall(r"Bro (\d+) i Havneby", page)]
    assert shown == re.findall(r"Bro (\d+) i Havneby", document.text)


def test_in_a_huge_source_the_marked_words_are_on_the_page(
    huge_client: tuple[TestClient, Document, list[Passage]],
) -> None:
    client, document, cut = huge_client
    for passage in cut[:: len(cut) // 40]:
        span = passage.sentences[-1]
        at = f"from={span.start - passage.start}&to={span.end - passage.start}"
        page = client.get(f"/sources/stor?passage={passage.id}&{at}").text
        assert marked(page) == normalised(document.text[span.start : span.end])


def test_links_between_parts_lead_to_headings_that_are_there(
    huge_client: tuple[TestClient, Document, list[Passage]],
) -> None:
    client = huge_client[0]
    page = client.get("/sources/stor?del=2").text
    links = re.findall(r'href="(?:/sources/stor(\?del=\d+))?#(h\d+)"', page)
    assert any(part for part, _ in links)
    assert any(not part for part, _ in links)
    for part, anchor in links[::25]:
        assert f'id="{anchor}"' in client.get(f"/sources/stor{part or '?del=2'}").text
