"""The widget's one script: its parts put together with its style and its words."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from corpus.wording import LANGUAGES, catalogue

PARTS = ("made", "asking", "kept", "answer", "done", "beside", "turn", "element", "floating")
"""The parts, each after those it uses."""
_SECTION = "widget."
_FOLDER = Path(__file__).parent


@cache
def script() -> str:
    """The script as a page loads it. The parts share a scope of their own and leave nothing in the page's."""
    words = {
        language: {
            key.removeprefix(_SECTION): text for key, text in catalogue(language).items() if key.startswith(_SECTION)
        }
        for language in LANGUAGES
    }
    style = (_FOLDER / "widget.css").read_text("utf-8")
    given = f"const TEXTS = {_literal(words)};\nconst STYLE = {_literal(style)};\n"
    parts = "\n".join((_FOLDER / f"{part}.js").read_text("utf-8") for part in PARTS)
    return f'"use strict";\n(() => {{\n{given}\n{parts}}})();\n'


async def widget(request: Request) -> Response:
    """The script; nothing where the browser has it already."""
    tag = f'"{sha256(script().encode()).hexdigest()[:16]}"'
    kept = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=kept)
    return Response(script(), headers=kept, media_type="text/javascript")


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
