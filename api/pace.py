"""How often somebody may ask."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from corpus.refused import Refused


class Pace:
    """At most ``per_minute`` questions in any minute from each asker, counted in this process."""

    def __init__(self, per_minute: int) -> None:
        self._most = RateLimitItemPerMinute(per_minute)
        self._counted = MovingWindowRateLimiter(MemoryStorage())

    def check(self, asker: str) -> None:
        """Counts a question from ``asker``, by whatever tells one from another. Raises Refused where it is too many."""
        if not self._counted.hit(self._most, asker):
            raise Refused("http.pace", most=self._most.amount)
