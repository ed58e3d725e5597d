"""Where Microsoft hands in what people write: checked, handed on, and answered elsewhere."""

from collections.abc import Collection
from functools import partial
from json import JSONDecodeError
from typing import Any

import anyio
from anyio import to_thread
from jwt import PyJWKClientConnectionError, PyJWTError
from microsoft_teams.api.activities.install_update import InstalledActivity, UninstalledActivity
from microsoft_teams.api.activities.invoke.message import MessageSubmitActionInvokeActivity
from microsoft_teams.api.activities.message import MessageActivity
from microsoft_teams.apps.auth import TokenValidator
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.teams.bot import Bot, Came
from corpus.refused import Refused

GRACE = 10.0
"""Seconds that answers under way are given when the server is stopped."""
_KINDS: dict[str, type[Came]] = {
    "message": MessageActivity,
    "invoke message/submitAction": MessageSubmitActionInvokeActivity,
    "installationUpdate add": InstalledActivity,
    "installationUpdate remove": UninstalledActivity,
}
_WHICH = {"invoke": "name", "installationUpdate": "action"}
"""Where an activity says which of its type it is."""


class Door:
    """``POST /api/messages``: lets in what the Bot Framework has signed for this bot, from people of ``tenants``.

    The signature covers the audience, the issuer, the time and the address to answer to. Keys are fetched in a thread,
    since the SDK's validator waits for them where it stands.
    """

    def __init__(self, bot: Bot, tokens: TokenValidator, tenants: Collection[str]) -> None:
        self._bot, self._tokens = bot, tokens
        self._tenants = {tenant.casefold() for tenant in tenants}

    async def messages(self, request: Request) -> Response:
        """One activity. Raises Refused for what is not let in, or cannot be read."""
        body = await _object(request)
        await self._check_token(request, body)
        self._check_tenant(body)
        came = _came(body)
        if came is None:
            return Response(status_code=501 if body.get("type") == "invoke" else 200)
        self._bot.meet(came)
        return Response(status_code=200)

    async def close(self) -> None:
        """Waits for the answers that are under way."""
        await self._bot.drain(GRACE)

    async def _check_token(self, request: Request, body: dict[str, Any]) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not isinstance(body.get("serviceUrl"), str) or not body["serviceUrl"]:
            raise Refused("teams.no_key")
        try:
            await to_thread.run_sync(anyio.run, partial(self._tokens.validate_token, token.strip(), body["serviceUrl"]))
        except PyJWKClientConnectionError:
            raise Refused("teams.no_keys") from None
        except (PyJWTError, ValueError):
            raise Refused("teams.no_key") from None

    def _check_tenant(self, body: dict[str, Any]) -> None:
        named = {_in(body, "conversation", "tenantId"), _in(body, "channelData", "tenant", "id")} - {None}
        if not named or not {str(tenant).casefold() for tenant in named} <= self._tenants:
            raise Refused("teams.tenant")


async def _object(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise Refused("http.bad_body") from None
    if not isinstance(body, dict):
        raise Refused("http.bad_body")
    return body


def _came(body: dict[str, Any]) -> Came | None:
    """The activity, of a kind that is met; None for any other. Raises Refused where it is not whole."""
    which = _WHICH.get(str(body.get("type")), "")
    kind = _KINDS.get(" ".join(str(body[name]) for name in ("type", which) if name in body))
    try:
        return kind.model_validate(body) if kind else None
    except ValidationError:  # not told further: it holds what was written
        raise Refused("http.bad_body") from None


def _in(body: Any, *names: str) -> Any:
    for name in names:
        body = body.get(name) if isinstance(body, dict) else None
    return body
