"""The bot in Microsoft's own stand-in for Teams: fetched for the test, never kept, as its licence wants."""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from playwright.sync_api import Locator, Page, expect
from pydantic import SecretStr

from api.app import create_app
from api.records import Records
from assistant.ask import Assistant
from tests.api.browsing import chromium
from tests.api.conftest import served
from tests.api.fictional import UNANSWERABLE
from tests.api.teams.conftest import settings
from tests.api.teams.microsoft import Microsoft, microsoft

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
PATIENCE = 60_000

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, fetched by npm."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so Microsoft's Agents Playground cannot be fetched")
    folder = tmp_path_factory.mktemp("playground")
    fetched = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if fetched.returncode:
        pytest.skip(f"npm cannot fetch {PACKAGE}: {fetched.stderr.strip().splitlines()[-1:]}")
    return folder / "node_modules" / ".bin" / "agentsplayground"


@contextmanager
def signing(teams: Microsoft, door: str, answers: Sequence[str]) -> Iterator[str]:
    """Signs what the Playground sends, which it does not itself without an account, and hands it on to the ``door``.

    The Playground leaves out which message a thumb is about, which Teams says: here it is the newest of ``answers``.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["content-length"]))
            told = json.loads(content)
            if told.get("name") == "message/submitAction":
                assert "replyToId" not in told, "the Playground says now which message a thumb is about"
                content = json.dumps(told | {"replyToId": answers[-1]}).encode()
            token = teams.token(serviceurl=told["serviceUrl"])
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            with httpx.Client(trust_env=False) as client:
                given = client.post(door, content=content, headers=headers)
            self.send_response(given.status_code)
            self.send_header("content-length", str(len(given.content)))
            self.end_headers()
            self.wfile.write(given.content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/messages"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def running(program: Path, endpoint: str, folder: Path) -> Iterator[str]:
    """The Playground, talking to the bot at ``endpoint``; it writes a file into the ``folder`` it runs in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(program), "start", "-e", endpoint, "-c", "msteams", "-p", str(port), "--dt", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        with httpx.Client(trust_env=False) as client:
            while True:
                assert process.poll() is None, "the Playground has stopped"
                try:
                    client.get(f"http://127.0.0.1:{port}/", timeout=5)
                    break
                except httpx.HTTPError:
                    sleep(0.3)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


class Talk:
    """A chat in the Playground, with pictures of it in ``folder``."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.count = 0

    def say(self, text: str) -> None:
        box = self.page.locator('[data-lexical-editor="true"]')
        box.click()
        box.press_sequentially(text)
        box.press("Enter")

    def shows(self, text: str) -> Locator:
        found = self.page.get_by_text(text).last
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def picture(self, name: str) -> None:
        self.count += 1
        self.page.screenshot(path=self.folder / f"{self.count}-{name}.png")


def test_a_talk_in_microsofts_playground(
    playground: Path, data_dir: Path, assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    with ExitStack() as stack:
        teams = stack.enter_context(microsoft())
        monkeypatch.setattr("api.teams.connected.connected", teams.app)
        answers: list[str] = []
        replied = Records.replied

        def heard(records: Records, door: str, message: str, answer: str) -> None:
            answers.append(message.rpartition(" ")[2])
            replied(records, door, message, answer)

        monkeypatch.setattr(Records, "replied", heard)
        here = settings(
            data_dir,
            database_url=SecretStr(f"sqlite:///{tmp_path}/records.sqlite"),
            teams_tenants=("00000000-0000-0000-0000-0000000000001",),
        )
        app = create_app(here, assistant)
        url = stack.enter_context(served(app))
        endpoint = stack.enter_context(signing(teams, f"{url}/api/messages", answers))
        address = stack.enter_context(running(playground, endpoint, tmp_path))
        browser = stack.enter_context(chromium())
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.goto(address)
        talk = Talk(page, pictures)
        page.get_by_role("button", name="Hide log panel").click()
        talk.shows("Jeg er en maskine")
        talk.picture("velkomst")

        talk.say("Hvor mange sensorer satte Bakkedal Kommune op i skolerne?")
        talk.shows("88 sensorer")
        expect(page.get_by_text("AI generated")).to_be_visible()
        page.locator(".fai-Citation").first.hover()
        talk.shows("Bakkedal Kommune om sensorer (fiktive eksempeldata)")
        talk.picture("svar-med-kilde")
        page.keyboard.press("Escape")

        talk.say("Og hvad måler de?")
        talk.shows("Forstået som")
        talk.picture("opfoelgning")

        talk.say(UNANSWERABLE)
        talk.shows("Det handler kilderne ikke om.")
        talk.picture("afslag")

        page.get_by_role("treeitem", name="Group Chat").click()
        talk.say("Hvor mange droner fløj Lundby Kommune over drivhusene?")
        box = page.locator('[data-lexical-editor="true"]')
        box.press_sequentially("@Test")
        expect(page.get_by_role("menuitem").first).to_be_visible()
        box.press("Tab")
        talk.say(" Hvor mange borgere fik skærmbesøg i Havneby?")
        talk.shows("412 borgere")
        expect(page.get_by_text("17 droner")).to_have_count(0)
        talk.picture("gruppe")

        page.get_by_role("button", name="Dislike").first.click()
        page.get_by_role("textbox").last.fill("Tallet er gammelt")
        talk.picture("vurdering")
        page.get_by_role("button", name="Submit").click()
        assert _kept(app) == [("down", "Tallet er gammelt")]
    assert teams.wrong == []


def _kept(app: FastAPI) -> list[tuple[str, str]]:
    """The feedback that is kept, when there is some."""
    for _ in range(100):
        with app.state.desk.records.records.database.reading() as connection:
            kept = connection.exec_driver_sql("select rating, comment from radar_feedback").all()
        if kept:
            break
        sleep(0.1)
    return [(row[0], row[1]) for row in kept]
