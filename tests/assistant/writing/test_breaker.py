from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.breaker import FAILURES, REST, Breaker


def test_one_who_asks_tries_after_a_rest() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES):
        assert breaker.may_ask()
        breaker.failed()
    assert not breaker.may_ask()
    now[0] = REST
    assert breaker.may_ask()
    assert not breaker.may_ask()
    breaker.worked()
    assert breaker.may_ask()


@given(st.lists(st.booleans(), max_size=30))
def test_it_rests_after_failures_in_a_row_and_only_then(outcomes: list[bool]) -> None:
    breaker = Breaker(lambda: 0.0)
    row = 0
    for worked in outcomes:
        assert breaker.may_ask() == (row < FAILURES)
        breaker.worked() if worked else breaker.failed()
        row = 0 if worked else row + 1
