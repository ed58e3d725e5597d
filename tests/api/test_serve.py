import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from api.serve import bound, serve
from corpus.refused import Refused
from corpus.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_others_are_not_let_in_without_a_token(host: str, tmp_path: Path) -> None:
    for token in (None, SecretStr("")):
        with pytest.raises(Refused, match="RADAR_API_TOKEN"):
            serve(Settings(data_dir=tmp_path, api_token=token), host, 0)


def test_with_a_token_others_may_come() -> None:
    with bound("0.0.0.0", 0, guarded=True) as listening:
        assert listening.getsockname()[0] == "0.0.0.0"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_this_machine_needs_none(host: str) -> None:
    with bound(host, 0, guarded=False) as listening:
        assert listening.getsockname()[1] > 0


def test_a_port_in_use_is_told() -> None:
    with bound("127.0.0.1", 0, guarded=False) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port} på 127.0.0.1 er allerede i brug"):
            bound("127.0.0.1", port, guarded=False)


@pytest.mark.parametrize("host", ["findes-ikke.invalid", "999.1.1.1", "a b", "x" * 300, "192.0.2.1", ""])
def test_an_address_that_is_not_ours_is_told(host: str) -> None:
    with pytest.raises(Refused) as refused:
        bound(host, 0, guarded=True)
    assert refused.value.key == "http.bad_host"


def started(tmp_path: Path, port: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "radarassistent", "serve", "--port", str(port), "--data-dir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_command_answers_and_stops_and_logs_no_question(tmp_path: Path) -> None:
    process = started(tmp_path)
    try:
        assert process.stdout
        said = process.stdout.readline()
        url = said.split()[1]
        with httpx.Client(trust_env=False, base_url=url) as client:
            assert client.get("/health").json() == {"status": "ok"}
            assert client.get("/ready").status_code == 503
            client.get("/", params={"q": "Hvad er hemmeligheden?"})
            client.post("/api/ask", json={"question": "Hvad er hemmeligheden?"})
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert "hemmelig" not in out + err
    assert "Traceback" not in err
    assert process.returncode == 130


def test_the_command_says_when_the_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = started(tmp_path, taken.getsockname()[1])
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert "er allerede i brug" in err
    assert len(err.splitlines()) == 1
