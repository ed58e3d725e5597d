"""What Microsoft is to the bot, on this machine: keys, signatures, and a connector that takes what is sent back."""

import json
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from time import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps import App

from corpus.settings import Settings

BOT = "11111111-1111-4111-8111-111111111111"
TENANT = "22222222-2222-4222-8222-222222222222"
ISSUER = "https://issuer.example"
_SENT = re.compile(r"/v3/conversations/([^/]+)/activities(?:/([^/]+))?")


@dataclass
class Microsoft:
    """``sent`` is what the bot has sent, in order; ``replies`` are statuses to give to what it sends next."""

    url: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    replies: deque[tuple[int, dict[str, Any]]] = field(default_factory=deque)
    wrong: list[str] = field(default_factory=list)
    keys_up: bool = True
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    changed: Condition = field(default_factory=Condition)

    def token(self, key: rsa.RSAPrivateKey | None = None, kid: str = "one", **claims: Any) -> str:
        """A token as the Bot Framework signs it; a claim that is None is left out."""
        now = int(time())
        told = {"iss": ISSUER, "aud": BOT, "iat": now, "exp": now + 3600, "serviceurl": self.url} | claims
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(told, key or self.key, "RS256", headers={"kid": kid})

    def app(self, settings: Settings) -> App:
        """The SDK's app that trusts these keys, and needs no token of Entra's to send."""
        keys = f"{self.url}/v1/.well-known/openidconfiguration"
        return App(
            client_id=settings.teams_client_id,
            tenant_id=settings.teams_tenant_id,
            token=lambda scope, tenant=None: self.token(),
            cloud=with_overrides(PUBLIC, openid_metadata_url=keys, token_issuer=ISSUER),
            dangerously_allow_unauthenticated_requests=False,
        )

    def jwks(self) -> dict[str, Any]:
        """The public keys."""
        return {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": "one"}]}

    def take(self, conversation: str, activity: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """An activity that the bot sends; what Teams would turn down is noted."""
        with self.changed:
            if self.replies:
                return self.replies.popleft()
            self.wrong += faults(activity)
            # As Teams does: typing has no id, a stream has that of its first piece.
            number = f"{len(self.sent) + 1}"
            self.sent.append(activity | {"to": conversation, "number": number})
            self.changed.notify_all()
            streamed = any(entity.get("type") == "streaminfo" for entity in activity.get("entities", ()))
            silent = activity["type"] == "typing" and not streamed
            return 201, {} if silent or activity.get("id") else {"id": number}

    def messages(self, count: int = 1, conversation: str | None = None) -> list[dict[str, Any]]:
        """The messages sent, pieces left out, when there are ``count`` of them."""

        def found() -> list[dict[str, Any]]:
            return [each for each in self.sent if each["type"] == "message" and conversation in (None, each["to"])]

        with self.changed:
            assert self.changed.wait_for(lambda: len(found()) >= count, 60), self.sent
        return found()


def faults(activity: dict[str, Any]) -> list[str]:
    """What Teams does not take of an activity, as its documentation says."""
    found = []
    roots = [each for each in activity.get("entities", ()) if each.get("type") == "https://schema.org/Message"]
    claims = [claim for root in roots for claim in root.get("citation", ())]
    if len(roots) > 1:
        found.append("two messages in one")
    if len(claims) > 20:
        found.append("more than 20 claims")
    for claim in claims:
        shown = claim["appearance"]
        for name, most in (("name", 80), ("abstract", 160), ("url", 2048)):
            if name != "url" and not shown.get(name):
                found.append(f"{name} is empty")
            if len(shown.get(name) or "") > most:
                found.append(f"{name} is too long")
        if len(shown.get("keywords") or ()) > 3 or any(len(word) > 28 for word in shown.get("keywords") or ()):
            found.append("too many or too long keywords")
        if f"[{claim['position']}]" not in activity["text"]:
            found.append(f"a claim {claim['position']} that the text has not")
    if len(json.dumps(activity).encode("utf-16")) > 100_000:
        found.append("larger than 100 kB")
    return found


@contextmanager
def microsoft() -> Iterator[Microsoft]:
    """Microsoft, on a port of this machine."""
    here = Microsoft()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(200 if here.keys_up else 503, here.jwks())

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            place = _SENT.fullmatch(self.path)
            assert place, self.path
            jwt.decode(self.headers["authorization"].split()[1], here.key.public_key(), ["RS256"], audience=BOT)
            self.answer(*here.take(place[1], body))

        def answer(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
