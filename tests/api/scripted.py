"""A small real server that fails on command, as the assistant's own will not; all it says is fiktive eksempeldata."""

import json
from asyncio import sleep
from collections.abc import AsyncIterator
from threading import Event
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from api.examples import ANSWER
from api.widget.script import widget

HOSTILE = '<img src=x onerror="window.struck = true"><script>window.struck = true</script> שלום مرحبا'
PAGE = """<!doctype html><html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Havneby</title><link rel="icon" href="data:,">
<script src="{script}/widget.js" defer></script>
<main><h1>Havneby Kommune</h1>{inside}</main></html>"""
POLICY = "default-src 'none'; img-src data:; script-src {0}; connect-src {0}; frame-src {0}"
"""What a strict page has to let in of another origin, and no more."""
SENTENCE = "Havneby Kommune gav 412 borgere skærmbesøg i 2022."
SHAPES: dict[str, dict[str, Any]] = {
    "lang": {
        "sentences": [
            {"text": f"{SENTENCE} {number} " + "Velfærdsteknologi" * 9, "citations": [1]} for number in range(60)
        ]
    },
    "fjendtlig": {
        "sentences": [{"text": HOSTILE, "citations": [1]}],
        "citations": [{**ANSWER["citations"][0], "title": HOSTILE, "quote": HOSTILE}],
        "notes": [HOSTILE],
    },
    "afvist": {
        "status": "refused",
        "reason": "not_in_sources",
        "answer": "Det svar står ikke i kilderne. Det nærmeste, de fortæller, er vist herunder.",
        "sentences": [],
        "citations": [],
        "related": [{**ANSWER["citations"][0], "number": None}],
    },
    "tilbage": {
        "status": "clarify",
        "reason": "unclear",
        "answer": "Kilderne fortæller flere ting om »skærmbesøg«. Hvad vil du vide?",
        "sentences": [],
        "citations": [],
        "choices": ["Hvad fortæller »Årsrapporten« om skærmbesøg?", "Hvad fortæller »Budgettet« om skærmbesøg?"],
    },
    "søjler": {
        "mode": "radar",
        "figure": {
            "shape": "bars",
            "title": "I drift på KL's Teknologiradar 2021 (samlet)",
            "unit": "pct.",
            "marks": [
                {
                    "label": name,
                    "text": f"{share} pct.",
                    "citations": [1],
                    "stage": None,
                    "before": None,
                    "number": share,
                }
                for name, share in (("Skærmbesøg", 80), ("Sensorer", 45), ("Droner", 5))
            ],
        },
        "notes": ["Hele tabellen er ikke offentliggjort her. Der kan være flere."],
    },
    "forstået": {"standalone_question": "Hvor mange borgere fik skærmbesøg i Havneby i 2023?"},
}


class Scripted:
    """The server as an app; ``asked`` holds what it was sent, ``rated`` the ratings, ``held`` lets what is slow go on.

    Its pages take the widget from ``server``, another origin, where one is given.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.rated: list[dict[str, Any]] = []
        self.held = Event()
        self.broken = False
        self.server = ""
        self.app = Starlette(
            routes=[
                Route("/", self._floating),
                Route("/placed", self._placed),
                Route("/widget.js", widget),
                Route("/api/ask/stream", self._ask, methods=["POST"]),
                Route("/api/suggestions", self._suggestions),
                Route("/api/feedback", self._feedback, methods=["POST"]),
                Route("/sources/{id}", self._source),
            ]
        )

    async def _floating(self, _: Request) -> Response:
        return self._page("<p>Velkommen.</p>" * 40)

    async def _placed(self, request: Request) -> Response:
        return self._page(f'<radar-assistent lang="{request.query_params.get("lang", "da")}"></radar-assistent>')

    def _page(self, inside: str) -> Response:
        policy = POLICY.format(self.server or "'self'")
        return HTMLResponse(PAGE.format(script=self.server, inside=inside), headers={"Content-Security-Policy": policy})

    async def _source(self, _: Request) -> Response:
        return HTMLResponse("<!doctype html><html lang=da><title>Kilden</title><main><h1>Kilden</h1></main></html>")

    async def _suggestions(self, _: Request) -> Response:
        return JSONResponse({"questions": ["Hvad står der om robotter i køkkenet?", "Hvad er skærmbesøg?"]})

    async def _feedback(self, request: Request) -> Response:
        if self.broken:
            return JSONResponse({"detail": "Vurderingen kan ikke gemmes lige nu. Prøv igen senere."}, 503)
        self.rated.append(await request.json())
        return Response(status_code=204)

    async def _ask(self, request: Request) -> Response:
        body = await request.json()
        self.asked.append(body)
        question: str = body["question"]
        if "500" in question:
            return JSONResponse({"detail": "Noget gik galt i programmet. Oplys fejlnummeret 1a2b."}, 500)
        if "nonsens" in question:
            return Response("<h1>Bad gateway</h1>", 502)
        return StreamingResponse(self._told(question), media_type="text/event-stream")

    async def _told(self, question: str) -> AsyncIterator[str]:
        given = {"question": question, "standalone_question": question}
        answer = {**ANSWER, **given, "id": f"svar-{len(self.asked)}", **SHAPES.get(question.split()[0].lower(), {})}
        if answer["sentences"] is not ANSWER["sentences"]:
            answer["answer"] = " ".join(f"{each['text']} [1]" for each in answer["sentences"]) or answer["answer"]
        yield _event("status", {"status": "searching"})
        while "langsom" in question and not self.held.is_set():
            await sleep(0.02)
        for sentence in answer["sentences"]:
            yield _event("sentence", sentence)
            if "halv" in question:
                yield ": ping\r\n\r\n"
                while not self.held.is_set():
                    await sleep(0.02)
                raise ConnectionError  # the server falls in the middle of its words
            if "fejl" in question:
                yield _event("error", {"detail": "Assistenten kan ikke svare lige nu."})
                return
        yield _event("done", answer)


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
