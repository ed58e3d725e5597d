"""Work on a file that may be hostile, in a process of its own: it can neither hang, fill nor end the program."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

MEMORY = 2_000_000_000  # bytes of address space
_ROOT = Path(__file__).parents[1]


class Ended(Exception):
    """The process gave no result; ``slow`` where it took too long or too much, else it broke."""

    def __init__(self, *, slow: bool) -> None:
        super().__init__("too slow" if slow else "broken")
        self.slow = slow


def run_apart(module: str, *arguments: str, given: bytes = b"", longest: float = 900) -> bytes:
    """What ``python -m module arguments`` prints, with ``given`` to read; Ended where it prints nothing.

    ``longest`` is in seconds on the clock; the module limits its own processor time, far below this, by ``confine``.
    """
    known = os.environ.get("PYTHONPATH")
    places = [str(_ROOT), *([known] if known else [])]
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", module, *arguments],
            input=given,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Ended(slow=True) from error
    if child.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise Ended(slow=True)
    if not child.stdout:
        raise Ended(slow=False)
    return child.stdout


def confine(seconds: int) -> None:
    """Limits this process in memory and, from its beginning, in processor time; the first thing that it does."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    allow(seconds)
    if sys.platform == "linux":  # elsewhere an address space cannot be limited
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def allow(seconds: int) -> None:
    """Lets the process use so much processor time and then be ended by the system."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard))
