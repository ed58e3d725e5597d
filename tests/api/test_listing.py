import csv
import html
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.rows import TABLES, RadarResponse
from corpus.settings import Settings
from tests.api.radar_made import FORMULA, NAMES, QUOTED, app_over, made
from tests.api.test_seeing import client

__all__ = ["client"]


def get(client: TestClient, **wanted: Any) -> Any:
    response = client.get("/api/radar", params=wanted)
    assert response.status_code == 200, response.text
    return response.json()


def refused(client: TestClient, **wanted: Any) -> str:
    response = client.get("/api/radar", params=wanted)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["detail"])


@pytest.mark.parametrize("table", TABLES)
def test_every_table_goes_out_whole_and_holds_its_shape(client: TestClient, table: str) -> None:
    radar, _ = made()
    found = get(client, table=table)
    assert RadarResponse.model_validate(found).model_dump() == found
    assert found["count"] == len(found["rows"]) == len(TABLES[table].rows(radar.of()))
    for row in found["rows"][:: max(found["count"] // 5, 1)]:
        assert client.get(row["viewer_url"]).status_code == 200


def test_filters_narrow_and_together_narrow_more(client: TestClient) -> None:
    rows = get(client, edition="2023", measure="STAGE", radar="Samlet")["rows"]
    assert {(row["edition"], row["measure"], row["radar"]) for row in rows} == {("2023", "stage", "samlet")}
    one = get(client, edition="2022", technology=f"{NAMES[5]} 2.0")["rows"]
    assert [row["technology"] for row in one] == [NAMES[5]]
    assert get(client, technology=QUOTED)["rows"][0]["value"] == FORMULA
    assert get(client, edition="2021", measure="relevance")["rows"] == []
    assert {row["municipality"] for row in get(client, table="cases", municipality="Samsø")["rows"]} == {"Samsø"}


def test_a_kommunerapport_comes_only_where_it_is_chosen(client: TestClient) -> None:
    assert {row["municipality"] for row in get(client)["rows"]} == {None}
    assert [row["municipality"] for row in get(client, documents="odder")["rows"]] == ["Odder"]
    both = get(client, documents=["odder", "maalinger"], technology=NAMES[1], measure="in_operation")["rows"]
    assert {row["municipality"] for row in both} == {None, "Odder"}
    assert get(client, municipality="Odder", documents="odder")["count"] == 1
    assert "documents=odder" in refused(client, municipality="Odder")


def test_what_is_not_there_is_refused_with_what_there_is(client: TestClient) -> None:
    assert "2023, 2022, 2021" in refused(client, edition="1848")
    assert "samlet, Sundhed og ældre" in refused(client, radar="Mars")
    assert "kryds, pilots, cases" in refused(client, table="findes-ikke")
    assert "format=csv" in refused(client, format="xml")
    assert "observations" in refused(client, table="kryds", measure="stage")
    assert "»findes-ikke«" in refused(client, documents="findes-ikke")
    assert NAMES[0] in refused(client, technology="findes-ikke")
    assert "stage" in refused(client, measure="<b>")
    assert "edtion" in refused(client, edtion="2021")


def test_the_radar_page_leads_to_its_rows(client: TestClient) -> None:
    links = [html.unescape(link) for link in re.findall(r'href="(/api/radar[^"]+)"', client.get("/radar").text)]
    assert len(links) == 2
    assert [client.get(link).status_code for link in links] == [200, 200]


def test_csv_is_asked_for_by_name_or_by_header(client: TestClient) -> None:
    by_name = client.get("/api/radar", params={"format": "csv", "table": "cases"})
    by_header = client.get("/api/radar", params={"table": "cases"}, headers={"accept": "text/csv"})
    assert by_name.content == by_header.content
    assert by_name.headers["content-type"] == "text/csv; charset=utf-8"
    assert by_name.headers["content-disposition"] == 'attachment; filename="radar-cases.csv"'
    assert by_name.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(by_name.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["name"] for row in rows] == ["Lys i natten", "Lys i natten", f"'{FORMULA}"]
    assert client.get("/api/radar", headers={"accept": "application/json, text/csv"}).json()["count"]
    assert "fagomraader" in client.get("/api/radar?format=csv&table=fagområder").headers["content-disposition"]


@pytest.fixture
def keyed() -> Iterator[TestClient]:
    settings = Settings(api_token=SecretStr("hemmelig"))
    with TestClient(app_over(*made(), settings), base_url="http://radar.example") as client:
        yield client


@pytest.mark.parametrize("path", ["/api/radar", "/api/radar?format=csv", "/radar", "/spilleplade", "/vidensbank"])
def test_behind_a_token_only_those_who_bring_it_see_the_rows(keyed: TestClient, path: str) -> None:
    assert keyed.get(path).status_code == 401
    assert keyed.get(path, headers={"authorization": "Bearer hemmelig"}).status_code == 200
