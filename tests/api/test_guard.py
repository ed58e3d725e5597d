import base64
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from assistant.ask import Assistant
from corpus.refused import Refused
from corpus.settings import Settings
from tests.api.test_problems import BROWSER, assert_problem

TOKEN = "hemmelig-nøgle"


def key(words: str) -> dict[bytes, bytes]:
    return {b"Authorization": words.encode()}


def basic(password: str) -> dict[bytes, bytes]:
    return key("Basic " + base64.b64encode(f"hvem som helst:{password}".encode()).decode())


@pytest.mark.parametrize("name", ["127.0.0.1:8000", "localhost", "localhost:9000", "[::1]:8000", "127.0.0.2"])
def test_this_machine_answers_to_its_own_names(client: TestClient, name: str) -> None:
    assert client.get("/health", headers={"Host": name}).status_code == 200


@pytest.mark.parametrize(
    "name", ["radar.example", "127.0.0.1.radar.example", "192.168.1.4", "", "a b", "localhost@x.example", "[::1"]
)
def test_this_machine_does_not_answer_to_another_name(client: TestClient, name: str) -> None:
    told = name if "@" not in name else "»"  # what could be somebody's address is not said again
    assert_problem(client.get("/api/sources", headers={"Host": name}), 421, "http.host", told)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api/sources",
        "/kilder",
        "/sources/robotter",
        "/ready",
        "/metrics",
        "/docs",
        "/openapi.json",
        "/static/style.css",
        "/findes-ikke",
    ],
)
def test_nothing_opens_without_the_token(guarded: TestClient, path: str) -> None:
    assert_problem(guarded.get(path), 401, "http.no_key", "RADAR_API_TOKEN")
    for wrong in (
        "Bearer",
        "Bearer forkert",
        f"Digest {TOKEN}",
        "Basic !!!",
        "Basic " + base64.b64encode(b"x").decode(),
    ):
        assert guarded.get(path, headers=key(wrong)).status_code == 401
    assert guarded.get(path, headers=basic("forkert")).status_code == 401


def test_the_token_opens(guarded: TestClient) -> None:
    assert guarded.get("/health").status_code == 200
    for path in ("/", "/api/sources", "/kilder", "/ready", "/metrics"):
        assert guarded.get(path, headers=key(f"Bearer {TOKEN}")).status_code == 200
        assert guarded.get(path, headers=basic(TOKEN)).status_code == 200


def test_a_browser_asks_for_the_token(guarded: TestClient) -> None:
    page = guarded.get("/", headers=BROWSER)
    assert page.status_code == 401
    assert page.headers["www-authenticate"].startswith("Basic realm=")
    assert "Der mangler en nøgle" in page.text
    assert guarded.get("/api/sources").headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=Hvad er sensorer?",
        "/kilder",
        "/sources/robotter",
        "/findes-ikke",
        "/api/sources",
        "/static/style.css",
        "/docs",
    ],
)
def test_every_response_is_closed_to_others(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=BROWSER).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    framers = "'self'" if path.startswith("/sources/") else "'none'"
    assert f"frame-ancestors {framers}" in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_a_page_without_the_widget_runs_no_script(client: TestClient) -> None:
    for path in ("/?q=Hvad er sensorer?", "/?q=", "/kilder", "/sources/robotter"):
        assert "script-src" not in client.get(path).headers["content-security-policy"]
        assert "<script" not in client.get(path).text


def test_at_its_public_address_only_what_messages_link_to_opens_without_a_key(
    data_dir: Path, assistant: Assistant
) -> None:
    for token in (SecretStr(TOKEN), None):
        settings = Settings(data_dir=data_dir, api_token=token, public_url="https://Radar.Example/")
        with TestClient(create_app(settings, assistant), base_url="https://radar.example") as client:
            assert client.get("/sources/robotter").status_code == 200
            assert client.get("/static/style.css").status_code == 200
            for path in ("/", "/api/sources", "/metrics"):
                assert client.get(path).status_code == (401 if token else 421)
            assert client.post("/sources/robotter").status_code in (401, 421)
            assert client.get("/sources/robotter", headers={"Host": "other.example"}).status_code == (
                200 if token else 421
            )


@pytest.mark.parametrize("given", ["radar.kommune.dk", "https://radar.kommune.dk/sti", "*", "ftp://radar.kommune.dk"])
def test_a_public_address_that_is_none_is_told(data_dir: Path, assistant: Assistant, given: str) -> None:
    with pytest.raises(Refused, match="RADAR_PUBLIC_URL"):
        create_app(Settings(data_dir=data_dir, public_url=given), assistant)


def test_the_front_page_runs_and_asks_only_what_is_ours(client: TestClient) -> None:
    page = client.get("/")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'; connect-src 'self'; frame-src 'self'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script[^>]*>[^<]*", page.text) == ['<script src="/widget.js" defer>']
