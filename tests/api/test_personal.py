"""A server as it runs, asked with personal data at every door; afterwards none of it stands anywhere."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
SENT = (
    "070761-4285",
    "0707614286",
    "2041 6283",
    "61728394",
    "ida.dal@havneby.example",
    "0012345678",
    "4012888888881881",
)
"""What is sent. Of a personal number the last four figures are looked for too, since it may be set apart otherwise."""
PARTS = (*SENT, "4285", "4286", "4288", "20416283", "ida.dal", "7561", "%40havneby")
QUESTION = "Jeg har 070761-4285 her, tlf. 2041 6283: hvor mange sensorer satte Bakkedal op?"


def _ask_everywhere(client: httpx.Client) -> list[httpx.Response]:
    bodies: list[object] = [
        {"question": QUESTION},
        {"question": "Hvad får 0707614286 i støtte?"},
        {"question": "Udbetal til reg. 7561 konto 0012345678, kort 4012888888881881"},
        {"question": "Og hvad måler de?", "history": [{"role": "user", "content": QUESTION}]},
        {"question": "4288, hvor mange sensorer?", "history": [{"role": "user", "content": "borger født 070761"}]},
        {"question": "robotter 070761-4285"},
        {"question": "Hvor mange sensorer satte Bakkedal op?", "documents": ["070761-4285"]},
        {"question": "有多少个城市 070761-4285 有多少个城市 有多少个城市"},
        {"question": "hvorfor " * 300 + "070761-4285"},
        {"question": ["070761-4285"], "ida.dal@havneby.example": 1},
    ]
    said = [client.post(f"/api/ask{how}", json=body) for body in bodies for how in ("", "/stream")]
    said.append(
        client.post("/api/ask", content='{"question": "070761-4285', headers={"content-type": "application/json"})
    )
    pages = ("/", "/radar", "/vidensbank", "/spilleplade")
    said += [client.get(page, params={"q": QUESTION, "kommune": "070761-4285"}) for page in pages]
    said += [
        client.get(path)
        for path in ("/sources/070761-4285", "/ida.dal@havneby.example", "/api/radar?edition=0707614286")
    ]
    kept = said[0].json()
    comment = "Ring til mig på 61728394 eller skriv til ida.dal@havneby.example"
    rating = {"answer_id": kept["id"], "rating": "down", "comment": comment}
    rated = client.post("/api/feedback", json=rating)
    assert rated.status_code == 204
    return [
        *said,
        rated,
        client.post("/api/feedback", json={**rating, "answer_id": "070761-4285"}),
        client.get("/metrics"),
    ]


def test_what_was_sent_stands_nowhere_afterwards(data_dir: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(data_dir, data)
    command = [sys.executable, "-m", "radarassistent", "serve", "--port", "0", "--data-dir", str(data)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RADAR_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**clean, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        url = process.stdout.readline().split()[1]
        with httpx.Client(trust_env=False, base_url=url, timeout=120) as client:
            said = _ask_everywhere(client)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert said[0].json()["status"] == "answered", "the rest of the question is answered"
    for response in said:
        assert not [part for part in PARTS if part in response.text], (response.request.url, response.text[:500])
    assert not [part for part in PARTS if part in out + err]
    files = [file for file in data.rglob("*") if file.is_file()]
    assert any("records" in file.name for file in files), "answers are kept, so that there is something to look through"
    kept = b"".join(file.read_bytes() for file in files if "records" in file.name)
    assert b"Ring til mig" in kept, "what was said is kept"
    assert b"[telefonnummer]" in kept
    # A snapshot has figures of its own, in which four may stand by chance.
    for file in files:
        parts = PARTS if "records" in file.name else SENT
        # So they may in the fractions of a second that an answer was given at.
        written = re.sub(rb"\.\d{4,}", b"", file.read_bytes()) if "records" in file.name else file.read_bytes()
        assert not [part for part in parts if part.encode() in written], file
