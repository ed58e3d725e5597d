"""Leaves an endpoint alone for a while when it has failed several times in a row, so that nobody waits for it."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

FAILURES = 3
"""In a row, after which it is left alone."""
REST = 30.0
"""Seconds that it is left alone; then one question tries it again."""


class Breaker:
    """Counts failures in a row. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._failures, self._until = 0, 0.0

    def may_ask(self) -> bool:
        """Whether the endpoint may be asked now; after a rest only the first who asks is let through."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            now = self._clock()
            if now < self._until:
                return False
            self._until = now + REST
            return True

    def worked(self) -> None:
        """It answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """It did not."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._until = self._clock() + REST
