from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from api.elsewhere import origins
from assistant.ask import Assistant
from corpus.refused import Refused
from corpus.settings import Settings
from tests.api.test_guard import TOKEN, key
from tests.api.test_problems import assert_problem

TOWN = "https://www.havneby.example"
OTHER = "https://www.bakkedal.example"
QUESTION = {"question": "Hvor mange borgere fik skærmbesøg i Havneby?"}
Opened = Callable[..., AbstractContextManager[TestClient]]


@pytest.fixture
def opened(data_dir: Path, assistant: Assistant) -> Opened:
    """The app behind a token, and open to the pages of one town."""

    @contextmanager
    def opened(origins: str = TOWN, per_minute: int = 60) -> Iterator[TestClient]:
        settings = Settings(
            data_dir=data_dir,
            api_token=SecretStr(TOKEN),
            allowed_origins=origins,  # type: ignore[arg-type]
            asks_per_minute=per_minute,
        )
        with TestClient(create_app(settings, assistant), base_url="https://radar.example") as client:
            yield client

    return opened


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_page_that_is_allowed_may_ask_without_the_token(opened: Opened, path: str) -> None:
    with opened(f"{OTHER}, {TOWN}") as client:
        asked = client.options(
            path,
            headers={
                "Origin": TOWN,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type",
            },
        )
        assert asked.status_code == 200
        assert asked.headers["access-control-allow-origin"] == TOWN
        answer = client.post(path, json=QUESTION, headers={"Origin": TOWN})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == TOWN
        assert "origin" in answer.headers["vary"].lower()
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", [OTHER, "null", "", f"{TOWN}.evil.example", "http://www.havneby.example"])
def test_no_other_page_may(opened: Opened, origin: str) -> None:
    with opened() as client:
        refused = client.post("/api/ask", json=QUESTION, headers={"Origin": origin})
        assert_problem(refused, 401, "http.no_key", "RADAR_API_TOKEN")
        assert "access-control-allow-origin" not in refused.headers
        with_token = client.post(
            "/api/ask", json=QUESTION, headers={b"Origin": origin.encode(), **key(f"Bearer {TOKEN}")}
        )
        assert with_token.status_code == 200
        assert "access-control-allow-origin" not in with_token.headers


@pytest.mark.parametrize("path", ["/api/sources", "/metrics", "/docs", "/openapi.json", "/kilder", "/", "/api/radar"])
def test_the_rest_still_asks_for_the_token(opened: Opened, path: str) -> None:
    with opened() as client:
        refused = client.get(path, headers={"Origin": TOWN})
        assert_problem(refused, 401, "http.no_key", "RADAR_API_TOKEN")
        assert "access-control-allow-origin" not in refused.headers


def test_a_source_opens_in_a_frame_there_and_nowhere_else(opened: Opened) -> None:
    with opened(f"{TOWN},{OTHER}") as client:
        shown = client.get("/sources/robotter")
        assert shown.status_code == 200
        assert f"frame-ancestors 'self' {TOWN} {OTHER}" in shown.headers["content-security-policy"]
        assert client.post("/sources/robotter").status_code == 401
        board = client.get("/spilleplade", headers=key(f"Bearer {TOKEN}"))
        assert "frame-ancestors 'none'" in board.headers["content-security-policy"]


def test_nobody_asks_faster_than_the_pace(opened: Opened) -> None:
    with opened(per_minute=2) as client:
        for _ in range(2):
            assert client.post("/api/ask", json=QUESTION, headers={"Origin": TOWN}).status_code == 200
        refused = client.post("/api/ask", json=QUESTION, headers={"Origin": TOWN})
        assert_problem(refused, 429, "http.pace", "2 gange")
        assert refused.headers["access-control-allow-origin"] == TOWN
        assert refused.headers["retry-after"] == "60"
        # Who brings the token is counted too, since it is the address that counts.
        known = client.post("/api/ask", json=QUESTION, headers={b"Origin": TOWN.encode(), **key(f"Bearer {TOKEN}")})
        assert_problem(known, 429, "http.pace", "2 gange")


def test_origins_are_written_as_browsers_write_them() -> None:
    assert origins(["HTTPS://Www.Havneby.example:443/", "http://127.0.0.1:8080", "http://x.example:80"]) == (
        TOWN,
        "http://127.0.0.1:8080",
        "http://x.example",
    )


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "null",
        "www.havneby.example",
        "https://havneby.example/om",
        "https://*.havneby.example",
        "https://a b",
        "https://a; script-src *",
    ],
)
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(Refused, match="RADAR_ALLOWED_ORIGINS"):
        origins([given])
