"""Opens the doors on an address, and only as far as is safe."""

import errno
import socket
from ipaddress import ip_address

import uvicorn

from api.app import create_app
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.wording import say

GRACE = 10
"""Seconds that answers under way are given when the server is stopped."""


def serve(settings: Settings, host: str, port: int) -> None:
    """Answers on ``host`` and ``port`` (0: one that is free) until it is stopped.

    Raises Refused where the address cannot be listened on, or is not this machine's alone and no token is set.
    """
    listening = bound(host, port, guarded=bool(settings.api_token and settings.api_token.get_secret_value()))
    config = uvicorn.Config(
        create_app(settings),
        # A log of requests would hold what people ask: the front page's question stands in its address.
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    _Server(config).run(sockets=[listening])


def bound(host: str, port: int, guarded: bool) -> socket.socket:
    """A socket on ``host`` and ``port``. Raises Refused; also for an address others can reach, unless ``guarded``."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        raise Refused("http.bad_host", host=host, why=getattr(error, "strerror", None) or error) from None
    if not guarded and not ip_address(str(address[0])).is_loopback:
        raise Refused("http.no_token", host=host)
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen()
    except PermissionError:
        listening.close()
        raise Refused("http.port_forbidden", port=port) from None
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise Refused("http.port_taken", host=host, port=port) from None
        raise Refused("http.bad_host", host=host, why=error.strerror) from None
    return listening


class _Server(uvicorn.Server):
    """Says where to go once it is there."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or ():
            host, port = listening.getsockname()[:2]
            print(say("http.listening", url=f"http://{f'[{host}]' if ':' in host else host}:{port}/"), flush=True)
