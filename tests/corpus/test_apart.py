import sys

import pytest

from corpus.apart import Ended, run_apart


def test_what_is_printed_comes_back() -> None:
    assert run_apart("tests.spinning", "svar: ", given="blåbær".encode()) == "svar: blåbær".encode()


def test_one_that_never_ends_is_ended() -> None:
    with pytest.raises(Ended) as ended:
        run_apart("tests.spinning", "spin")
    assert ended.value.slow


@pytest.mark.parametrize(
    "does",
    ["break", pytest.param("fill", marks=pytest.mark.skipif(sys.platform != "linux", reason="no limit on memory"))],
)
def test_one_that_breaks_or_fills_the_memory_is_told_of(does: str) -> None:
    with pytest.raises(Ended) as ended:
        run_apart("tests.spinning", does)
    assert not ended.value.slow
