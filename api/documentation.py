"""The API's documentation: Swagger UI from our own server, since no page of ours asks another host for anything."""

from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from api.examples import ANSWER
from api.openai.errors import PATHS
from api.page import render
from api.problems import MEDIA_TYPE
from api.schema import AnswerResponse

# Swagger UI sets its style and its icons from its script.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Described(FastAPI):
    """An app whose description says two things that FastAPI cannot: a refusal's media type, and null in an example."""

    def openapi(self) -> dict[str, Any]:
        """The description after OpenAPI 3.1."""
        described = super().openapi()
        for path, operations in described["paths"].items():
            media_type = "application/json" if path.startswith(PATHS) else MEDIA_TYPE
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if status >= "400":
                        response["content"] = {media_type: next(iter(response["content"].values()))}
        described["components"]["schemas"][AnswerResponse.__name__]["examples"] = [ANSWER]
        return described


async def documentation(request: Request) -> Response:
    """Swagger UI over the app's own description."""
    return render("docs.html", headers={"Content-Security-Policy": _POLICY})


def add_documentation(app: FastAPI) -> None:
    """Puts the page at ``/docs`` and the files it needs below it."""
    app.add_route("/docs", documentation, include_in_schema=False)
    app.mount("/docs", StaticFiles(directory=str(files("fastapi_offline") / "static")))
