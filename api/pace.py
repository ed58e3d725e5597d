"""How often somebody may ask, at whatever door."""

from ipaddress import ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from corpus.refused import Refused
from corpus.settings import Settings

USUAL = 60
"""Questions in a minute where the settings do not say."""


class Pace:
    """At most so many questions in any minute from each asker, counted in this process.

    Where the settings say neither how many nor a token, this machine itself is not counted: nobody else can reach it.
    """

    def __init__(self, settings: Settings) -> None:
        self._most = RateLimitItemPerMinute(settings.asks_per_minute or USUAL)
        self._spares_us = settings.asks_per_minute is None and not settings.api_token
        self._counted = MovingWindowRateLimiter(MemoryStorage())

    def check(self, asker: str) -> None:
        """Counts a question from ``asker``, by whatever tells one from another. Raises Refused where it is too many."""
        if not (self._spares_us and _ours(asker)) and not self._counted.hit(self._most, asker):
            raise Refused("http.pace", most=self._most.amount)


def asker_of(request: Request) -> str:
    """Who asks over HTTP: the address it comes from."""
    return request.client.host if request.client else ""


def _ours(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
