import html
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.links import technology_url
from corpus.radar import Radar
from tests.api.conftest import HERE
from tests.api.radar_made import FORMULA, NAMES, QUOTED, Tables, app_over, made

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(app_over(*made()), base_url=HERE) as client:
        yield client


def text(client: TestClient, path: str, status: int = 200) -> str:
    response = client.get(path, headers={"accept": "text/html"})
    assert response.status_code == status
    return response.text


def lines(page: str) -> list[str]:
    """The technologies of the table, in order."""
    body = page[page.index("<tbody") : page.index("</tbody>")]
    return [html.unescape(name) for name in re.findall(r'scope="row".*?<a href="[^"]+">([^<]+)</a></th>', body)]


def test_every_technology_stands_in_the_picture_the_list_and_the_table(client: TestClient) -> None:
    page = text(client, "/radar")
    assert "Teknologiradaren 2023: Samlet" in page
    for name in NAMES:
        assert re.search(rf'aria-label="\d+\. {name}: ', page)
        assert page.count(f'href="{technology_url(name)}"') >= 4
    assert sorted(lines(page)) == sorted([*NAMES, QUOTED])


def test_what_contradicts_is_shown_twice_with_its_sources(client: TestClient) -> None:
    page = text(client, "/radar")
    assert len(re.findall(rf'aria-label="\d+\. {NAMES[3]}: (?:KLAR|HOLD ØJE), Kilderne er uenige"', page)) == 2
    line = page[page.index("<tbody") :].split("<tr ")
    held = next(each for each in line if f">{NAMES[3]}</a></th>" in each)
    assert len(re.findall(r'<a href="/sources/maalinger\?passage=[^"]+">(?:KLAR|HOLD ØJE)</a>', held)) == 2
    assert re.findall(r"\[(\d+)\]", held)[:2] == ["1", "2"]


def test_movement_is_said_in_words(client: TestClient) -> None:
    page = text(client, "/radar")
    assert re.search(r'aria-label="\d+\. Skærmbesøg: KLAR, rykket ind fra AFPRØV"', page)
    assert re.search(r'aria-label="\d+\. Holografiske møder: AFPRØV, rykket ud fra KLAR"', page)
    assert re.search(r'aria-label="\d+\. Talende hegn: KLAR, bevægelse ikke kendt"', page)
    assert re.search(r'aria-label="\d+\. Chatbåde: AFPRØV, uændret"', page)


def test_every_value_leads_to_its_row(client: TestClient) -> None:
    page = text(client, "/radar")
    found = re.findall(r'<a href="(/sources/[^"]+)">([^<]+)</a> <span class="cited">', page)
    assert len(found) > 40
    for url, value in found[:: len(found) // 8]:
        row = text(client, html.unescape(url))
        assert html.unescape(value).split()[0] in html.unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", row)))


def test_an_edition_of_which_little_is_known_says_so_and_where_more_is(client: TestClient) -> None:
    page = text(client, "/radar?udgave=2021")
    assert "siger ikke, hvor teknologierne står på denne radar" in page
    assert "Teknologiradaren 2023: Sundhed og ældre" in page
    assert lines(page) == [NAMES[0]]
    assert "mest moden" in page
    assert 'class="radar-picture"' not in page


def test_a_radar_nothing_is_told_of_says_so(client: TestClient) -> None:
    page = text(client, f"/radar?udgave=2021&fagomraade={quote('Klima, teknik og miljø')}")
    assert "Placering ikke kendt" in page
    assert "<tbody" not in page


@pytest.mark.parametrize("column", ["technology", "stage", "moved", "in_operation"])
def test_the_table_sorts_both_ways_with_the_unknown_last(client: TestClient, column: str) -> None:
    rising, falling = text(client, f"/radar?sort={column}"), text(client, f"/radar?sort=-{column}")
    assert f'data-column="{column}" aria-sort="ascending"' in rising
    assert f'data-column="{column}" aria-sort="descending"' in falling
    assert sorted(lines(rising)) == sorted(lines(falling))
    if column == "technology":
        assert lines(rising) == lines(falling)[::-1]
    else:
        assert lines(rising)[-1] == lines(falling)[-1]


@pytest.mark.parametrize("sort", ["", "findes-ikke", "-", "--stage", HOSTILE, "\x00"])
def test_an_order_that_is_not_there_is_the_order_of_the_rings(client: TestClient, sort: str) -> None:
    page = client.get("/radar", params={"sort": sort}).text
    assert 'data-column="stage" aria-sort="ascending"' in page
    assert lines(page) == lines(text(client, "/radar"))


@pytest.mark.parametrize("path", ["/radar?udgave=1848", "/radar?fagomraade=Mars", "/radar/Mars", "/radar/"])
def test_what_is_not_there_is_a_page_that_says_what_is(client: TestClient, path: str) -> None:
    page = text(client, path, 404)
    assert "<h1>Siden findes ikke</h1>" in page
    assert re.search("2023, 2022, 2021|samlet, Klima, teknik og miljø, Sundhed og ældre|listen på /radar", page)


@pytest.mark.parametrize("path", ["/radar/{}", "/radar?udgave={}", "/radar?fagomraade={}", "/radar?sort={}"])
def test_html_in_an_address_is_text(client: TestClient, path: str) -> None:
    page = client.get(path.format(quote(HOSTILE, safe="")), headers={"accept": "text/html"}).text
    assert "<script>" not in page
    assert "<script" not in page.replace('<script type="module" src="/static/radar.js"></script>', "")


def test_a_name_with_slashes_quotes_and_html_has_its_page(client: TestClient) -> None:
    page = text(client, technology_url(QUOTED))
    assert f"<h1>{escape(QUOTED)}</h1>" in page
    assert QUOTED not in page
    assert str(escape(FORMULA)) in page
    assert str(escape(technology_url(QUOTED))) in text(client, "/radar")


def test_a_technology_page_has_its_rows_projects_and_a_field_to_ask_in(client: TestClient) -> None:
    page = text(client, technology_url(NAMES[1]))
    for said in (
        "Teknologiradaren 2023",
        "Teknologiradaren 2022",
        "Sundhed og ældre",
        "92\u00a0pct.",
        "Job i brillerne",
    ):
        assert said in page
    assert 'value="Hvad bruger kommunerne Skærmbesøg til?"' in page
    assert 'href="/sources/nyhed?side=7#side-7"' in page
    assert 'href="https://havneby.example/nyhed"' in page
    assert "Odder)" not in page
    assert text(client, "/radar/talende hegn 2.0") == text(client, technology_url(NAMES[0]))


def test_a_kommunerapport_is_not_among_the_national_figures(client: TestClient) -> None:
    assert "12\u00a0pct." not in text(client, "/radar")
    chosen = text(client, "/radar?rapport=odder")
    assert "12\u00a0pct. (Odder)" in chosen
    assert "92\u00a0pct.</a>" in chosen
    assert "rapport=odder&amp;sort=" in chosen
    assert "odder" in client.get("/radar?rapport=findes-ikke").json()["detail"]


@pytest.mark.parametrize("path", ["/", "/radar", "/spilleplade", "/vidensbank", "/kilder", technology_url(NAMES[0])])
def test_every_page_leads_to_the_others_and_says_where_it_is(client: TestClient, path: str) -> None:
    page = text(client, path)
    menu = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'href="([^"]+)"', menu) == ["/", "/radar", "/spilleplade", "/vidensbank", "/kilder"]
    assert menu.count("aria-current") == 1
    assert f'href="/{path.split("/")[1]}" aria-current' in menu


@pytest.mark.parametrize("path", ["/radar", "/spilleplade", "/vidensbank"])
def test_without_tables_a_page_says_what_to_do(path: str) -> None:
    with TestClient(app_over(Radar(), Tables()), base_url=HERE) as client:
        assert "radarassistent ingest" in text(client, path)


def test_only_the_radar_may_run_scripts_and_only_ours(client: TestClient) -> None:
    assert "script-src 'self'; default-src 'none'; " in client.get("/radar").headers["content-security-policy"]
    for path in ("/spilleplade", "/vidensbank", technology_url(NAMES[0]), "/radar?udgave=1848"):
        assert "script-src" not in client.get(path).headers["content-security-policy"]


def test_a_thousand_technologies_are_a_table() -> None:
    with TestClient(app_over(*made(1000)), base_url=HERE) as client:
        page = text(client, "/radar")
    assert "for mange teknologier til et billede" in page
    assert len(lines(page)) == 1001
