from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from anyio import create_task_group, run
from fastapi.testclient import TestClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from api import facsimile
from api.app import create_app
from api.facsimile import WIDE, WIDTH, Facsimiles
from api.facsimile_process import PIXELS, TALL
from assistant.ask import Assistant
from corpus.apart import run_apart
from corpus.refused import Refused
from corpus.settings import Settings
from tests.api.conftest import HERE
from tests.api.radar_made import Holding
from tests.ingest import documents

FIRST = "/sources/engby/pages/1.webp"


def size(picture: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(picture)) as opened:
        assert opened.format == "WEBP"
        return opened.size


def test_a_page_is_shown_as_it_looks(client: TestClient) -> None:
    response = client.get(FIRST)
    assert response.headers["content-type"] == "image/webp"
    assert size(response.content)[0] == WIDTH
    with Image.open(BytesIO(response.content)) as opened:
        histogram = opened.convert("L").histogram()
    assert sum(histogram[:100]) > 100  # letters
    assert sum(histogram[250:]) > sum(histogram) / 2  # on white
    assert size(client.get(f"{FIRST}?zoom=1").content)[0] == WIDE
    assert client.get("/sources/engby/pages/2.webp").content != response.content


def test_a_page_is_not_sent_twice(client: TestClient) -> None:
    tag = client.get(FIRST).headers["etag"]
    again = client.get(FIRST, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(FIRST, headers={"If-None-Match": '"another"'}).status_code == 200
    assert client.get(f"{FIRST}?zoom=1").headers["etag"] != tag


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999"])
def test_a_page_that_is_not_there(client: TestClient, number: str) -> None:
    problem = client.get(f"/sources/engby/pages/{number}.webp")
    assert problem.status_code == 404
    assert "ingen side" in problem.json()["detail"]


@pytest.mark.parametrize("path", ["robotter/pages/1.webp", "findes-ikke/pages/1.webp", "engby/pages/x.webp"])
def test_what_has_no_pages(client: TestClient, path: str) -> None:
    assert client.get(f"/sources/{path}").status_code == 404


def test_a_source_is_read_with_the_key_only(guarded: TestClient) -> None:
    assert guarded.get(FIRST).status_code == 401


def sheet(path: Path, wide: float, tall: float) -> Path:
    canvas = Canvas(str(path), pagesize=(wide, tall))
    canvas.drawString(20, 20, "Et ark.")
    canvas.save()
    return path


@pytest.mark.parametrize(("wide", "tall"), [(14_000, 14_000), (100, 14_000), (14_000, 100), (3, 3)])
def test_an_immense_page_is_drawn_smaller(tmp_path: Path, wide: float, tall: float) -> None:
    pdf = sheet(tmp_path / "a.pdf", wide, tall)
    shown = size(run(Facsimiles().drawn, pdf, ("sha", 1, WIDE)))
    assert shown[0] * shown[1] <= PIXELS * 1.01
    assert max(shown) <= TALL + 1


def test_a_page_that_cannot_be_drawn_is_refused_and_not_tried_at_once_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facsimiles, wanted = Facsimiles(), ("sha", 1, WIDTH)
    broken = documents.damaged(tmp_path / "a.pdf")
    with pytest.raises(Refused, match="Side 1 kan ikke vises"):
        run(facsimiles.drawn, broken, wanted)
    monkeypatch.setattr(facsimile, "run_apart", lambda *_, **__: pytest.fail("drawn again"))
    with pytest.raises(Refused, match="Side 1 kan ikke vises"):
        run(facsimiles.drawn, broken, wanted)


def test_many_who_look_at_one_page_have_it_drawn_once_or_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf, drawn = sheet(tmp_path / "a.pdf", 200, 200), list[str]()
    really = run_apart

    def counted(module: str, *arguments: str, longest: float) -> bytes:
        drawn.append(module)
        return really(module, *arguments, longest=longest)

    monkeypatch.setattr(facsimile, "run_apart", counted)

    async def all_at_once() -> None:
        facsimiles = Facsimiles()
        async with create_task_group() as group:
            for _ in range(12):
                group.start_soon(facsimiles.drawn, pdf, ("sha", 1, WIDTH))

    run(all_at_once)
    assert 1 <= len(drawn) <= facsimile.AT_ONCE


def test_pictures_are_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facsimile, "run_apart", lambda *_, **__: bytes(facsimile.KEPT // 3))
    facsimiles = Facsimiles()
    for number in range(1, 10):
        run(facsimiles.drawn, tmp_path, ("sha", number, WIDTH))
        assert sum(map(len, facsimiles._kept.values())) <= facsimile.KEPT
    assert ("sha", 9, WIDTH) in facsimiles._kept


def test_a_snapshot_from_before_pages_were_kept_shows_the_text(assistant: Assistant) -> None:
    snapshot = assistant.snapshot()
    older = SimpleNamespace(
        sources=snapshot.sources,
        passages=snapshot.passages,
        document=snapshot.document,
        passage=snapshot.passage,
        boxes=lambda _: None,
        pdf=lambda _: None,
    )
    without = cast("Assistant", Holding(older, {}))
    with TestClient(create_app(Settings(api_token=None, keep_days=0), without), base_url=HERE) as client:
        page = client.get("/sources/engby")
        assert page.status_code == 200
        assert "23 advarsler" in page.text
        assert ".webp" not in page.text
        assert client.get(FIRST).status_code == 404
