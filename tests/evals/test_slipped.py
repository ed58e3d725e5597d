from hypothesis import given
from hypothesis import strategies as st

from evals.questions import Item
from evals.slipped import EACH_EIGHTH, MOST, slipped, with_slips
from evals.teach import _author

WORDS = st.text("abdefghiklmnoprstuvyæøåABDÆØ", min_size=1, max_size=14)


@given(words=st.lists(WORDS, min_size=1, max_size=12), seed=st.text(max_size=8))
def test_a_slipped_question_is_still_nearly_the_question(words: list[str], seed: str) -> None:
    text = " ".join(words) + "?"
    made = slipped(text, seed)
    assert made == slipped(text, seed), "the same slips every time"
    assert made.strip()
    assert abs(len(made) - len(text)) <= 4 * MOST + 2
    assert len(made.split()) <= len(words) + MOST


@given(number=st.integers(1, 999))
def test_numbers_are_left_as_they_are(number: int) -> None:
    assert str(number) in slipped(f"Hvor mange af de {number} teknologier?", "x")


def test_some_are_asked_again_by_the_same_author_with_the_same_answer() -> None:
    items = [Item(f"va-{at:04d}", "fact", f"Hvor mange kommuner svarede i {at}?", True) for at in range(80)]
    every = list(with_slips(items))
    assert every[:80] == items
    again = every[80:]
    assert 1 <= len(again) <= 80 / EACH_EIGHTH
    for each in again:
        first = next(item for item in items if each.id == f"{item.id}s")
        assert each.question != first.question
        assert (each.answerable, each.category, _author(each)) == (True, "fact", "va")
