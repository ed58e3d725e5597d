from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.extract import AT_MOST, LONGEST, Ranked, alike, by_score, chosen, joined, passages, ranked
from assistant.weighing import FIGURES, Candidate
from corpus.quote import normalised
from tests.assistant.made import passage, scored, single

WORDS = st.sampled_from(
    ["robot", "sensor", "luft", "måler", "skole", "borger", "kommune", "drone", "bus", "fugle", "412", "i", "og", "for"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=25).map(lambda words: " ".join(words).capitalize() + ".")
SCORES = st.floats(-5, 5)


@st.composite
def rankings(draw: st.DrawFn) -> list[Ranked]:
    """One to four passages of a few sentences, each with a score."""
    texts = draw(st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=4))
    every = [one for at, each in enumerate(texts) for one in passage(each, f"kilde-{at // 2}", str(at))]
    return scored(every, draw(st.lists(SCORES, min_size=len(every), max_size=len(every))))


def words_of_source(candidate: Candidate) -> str:
    quote = candidate.quote
    return normalised(quote.document.text[quote.start : quote.end])


@settings(deadline=None)
@given(rankings())
def test_what_is_chosen_leads_with_the_best_is_short_and_never_says_the_same_twice(every: list[Ranked]) -> None:
    taken = chosen(every)
    assert taken[0] is every[0].candidate
    assert len(taken) <= AT_MOST
    assert not any(alike(one.quote, other.quote) for at, one in enumerate(taken) for other in taken[:at])
    assert len(taken) == 1 or sum(len(each.quote.text) for each in taken) <= LONGEST
    for each in taken:
        assert any(each is given_.candidate for given_ in every)
        assert each.quote.text == words_of_source(each)


@settings(deadline=None)
@given(st.lists(rankings(), min_size=1, max_size=3))
def test_each_part_keeps_its_lead_unless_it_was_said(answers: list[list[Ranked]]) -> None:
    parts = [chosen(every) for every in answers]
    taken = joined(parts)
    assert 1 <= len(taken) <= AT_MOST
    assert taken[0] is parts[0][0]
    assert not any(alike(one.quote, other.quote) for at, one in enumerate(taken) for other in taken[:at])
    for part in parts:
        assert any(each is part[0] or alike(each.quote, part[0].quote) for each in taken)
    leads = [at for at, each in enumerate(taken) if any(each is part[0] for part in parts)]
    assert leads == list(range(len(leads))), "the leads come first"


@settings(deadline=None)
@given(st.lists(st.tuples(SENTENCES, SCORES, SCORES), max_size=8), st.dictionaries(st.sampled_from(FIGURES), SCORES))
def test_by_score_holds_the_same_sentences_the_best_first(
    given_: list[tuple[str, float, float]], weights: dict[str, float]
) -> None:
    found = [single(text, f"kilde-{at}", late=late, own=own) for at, (text, late, own) in enumerate(given_)]
    every = by_score(found, weights)
    assert sorted(map(id, found)) == sorted(id(each.candidate) for each in every)
    scores = [each.score for each in every]
    assert scores == sorted(scores, reverse=True)
    for each in every:
        expected = sum(weight * each.candidate.figure(name) for name, weight in weights.items())
        assert np.isclose(each.score, expected, atol=1e-4)


@settings(deadline=None)
@given(rankings())
def test_each_passage_stands_once_by_its_best_sentence(every: list[Ranked]) -> None:
    best = passages(every)
    ids = [each.candidate.found.passage.id for each in best]
    assert len(ids) == len(set(ids))
    assert set(ids) == {each.candidate.found.passage.id for each in every}
    for each in best:
        assert each.score == max(
            other.score for other in every if other.candidate.found.passage.id == each.candidate.found.passage.id
        )


def test_after_the_lead_sentences_stand_in_reading_order() -> None:
    first, second, third = passage(["Robotten kom i maj.", "Den koger grød.", "Ti borgere spiste med."])
    assert chosen(scored([first, second, third], [1.0, 2.0, 1.5])) == [second, first, third]


def test_a_weaker_sentence_of_another_passage_is_left_out_where_one_beside_is_not() -> None:
    lead, beside = passage(["Robotten kom i maj.", "Ti borgere spiste med."])
    other = single("Dronen fandt ukrudt.", "lundby")
    assert chosen(scored([lead, beside, other], [3.0, 2.0, 2.0])) == [lead, beside]


def test_without_the_weights_only_the_nearness_counts() -> None:
    near, said = single("Nær.", "a", similarity=0.9), single("Sagt.", "b", similarity=0.8, own=1, around=1, number=1)
    assert [each.candidate for each in ranked([said, near], frozenset({"weights"}))] == [near, said]


def test_a_stage_that_is_away_makes_its_figures_count_nothing() -> None:
    for stage, figure in (("dense", "similarity"), ("late", "sentence_late"), ("bm25", "lexical")):
        low, high = single("Lav.", "a", None, **{figure: 0.1}), single("Høj.", "b", None, **{figure: 0.9})
        lowest, highest = ranked([low, high], frozenset({stage}))  # type: ignore[arg-type]
        assert lowest.score == highest.score
    assert ranked([]) == ranked([], frozenset({"late"})) == []


def test_the_source_s_date_does_not_change_what_it_says() -> None:
    one, other = single("Robotten kom.", "a", date(2020, 1, 1)), single("Robotten kom.", "b", date(2024, 1, 1))
    assert chosen(scored([one, other], [1.0, 1.0])) == [one]
