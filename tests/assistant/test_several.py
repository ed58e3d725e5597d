from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.extract import Ranked
from assistant.question import Question, understood
from assistant.refusal import likelihood
from assistant.several import SURE, Part, apart, part, together
from corpus.embedding import Embedder
from tests.assistant.made import passage, scored, single
from tests.hashed import HashedEmbedder

EMBEDDER: Embedder = HashedEmbedder()
HAVNEBY = passage(["Havneby har droner.", "De flyver i en time.", "De er gule."], "havneby")
ELSEWHERE = single("Bussen kører i to timer.", "bakkedal")


def asked(text: str) -> Question:
    question = understood(text)
    assert isinstance(question, Question)
    return question


def of(text: str, every: Sequence[Ranked]) -> Part:
    return part(EMBEDDER, asked(text), every)


def leads(parts: Sequence[Part]) -> list[str]:
    return [each.every[0].candidate.quote.text for each in parts]


def test_a_later_part_is_answered_where_the_first_one_is() -> None:
    """By its own words "hvor længe kører de" is nearest to a bus; it is asked of the drones."""
    droner, time, gule = HAVNEBY
    first = of("Hvem har droner?", scored([droner, time, gule, ELSEWHERE], [9.0, 2.0, 1.0, 1.0]))
    second = of("Hvor længe kører de?", scored([ELSEWHERE, time, droner, gule], [6.0, 5.0, 4.0, 1.0]))
    whole = of(
        "Hvem har droner, og hvor længe kører de?", scored([droner, time, gule, ELSEWHERE], [9.0, 8.5, 5.0, 2.0])
    )
    assert leads([first, second]) == ["Havneby har droner.", "Bussen kører i to timer."]
    assert leads(together(EMBEDDER, [first, second], whole)) == ["Havneby har droner.", "De flyver i en time."]


def test_the_same_sentence_leads_twice_only_where_nothing_else_comes_near() -> None:
    droner, time, gule = HAVNEBY
    every = scored([droner, time, gule], [30.0, 2.0, 1.0])
    close = scored([droner, time, gule], [3.0, 2.0, 1.0])
    whole = of("Hvem har droner, og hvad er det?", every)
    assert leads(together(EMBEDDER, [of("Hvem?", every), of("Hvad?", every)], whole)) == ["Havneby har droner."] * 2
    assert leads(together(EMBEDDER, [of("Hvem?", every), of("Hvad?", close)], of("Hvem og hvad?", close)))[1] != (
        "Havneby har droner."
    )


def test_the_whole_question_says_nothing_of_a_later_part_that_the_same_sentence_leads() -> None:
    every = scored(list(HAVNEBY), [30.0, 2.0, 1.0])
    first, second, whole = (of(text, every) for text in ("Hvem har droner?", "Hvad?", "Hvem har droner, og hvad?"))
    later = together(EMBEDDER, [first, second], whole)[1]
    assert leads([later]) == leads([first])
    own = likelihood(EMBEDDER, second.question.kind, later.every)
    assert later.likelihood == own < likelihood(EMBEDDER, whole.question.kind, whole.every)


def test_what_answers_the_whole_about_as_well_stands_beside_later_parts() -> None:
    droner, time, gule = HAVNEBY
    every = scored([droner, time, gule], [3.0, 2.5, 0.0])
    first, second = together(EMBEDDER, [of("Hvem?", every), of("Hvad?", every)], of("Hvem og hvad?", every))
    assert first.beside == ()
    assert second.beside == (droner, time)


def test_where_nothing_was_found_the_parts_stay_as_they_are() -> None:
    nothing, something = of("Hvem?", []), of("Hvad?", scored([ELSEWHERE], [1.0]))
    assert together(EMBEDDER, [nothing, something], something) == [nothing, something]
    assert together(EMBEDDER, [something, nothing], nothing) == [something, nothing]


SCORES = st.lists(st.floats(-9, 9), min_size=4, max_size=4)


@settings(deadline=None)
@given(st.lists(SCORES, min_size=2, max_size=3), SCORES)
def test_the_first_stays_and_nothing_is_lost_or_made_up(each: list[list[float]], whole: list[float]) -> None:
    every = [*HAVNEBY, ELSEWHERE]
    parts = [of("Hvem?", scored(every, scores)) for scores in each]
    made = together(EMBEDDER, parts, of("Hvem og hvad?", scored(every, whole)))
    assert made[0] == parts[0]
    for one, before in zip(made, parts, strict=True):
        assert Counter(id(found.candidate) for found in one.every) == Counter(map(id, every))
        assert one.question is before.question
        assert 0 <= one.likelihood <= 1
        assert [found.score for found in one.every] == sorted((found.score for found in one.every), reverse=True)


def test_two_things_are_asked_apart_where_different_sentences_tell_of_each_as_surely() -> None:
    droner, time, _ = HAVNEBY

    def sure(found: Sequence[Ranked], likelihood: float) -> Part:
        return Part(asked("Hvad er det?"), found, likelihood)

    one, other = scored([droner, time], [2.0, 1.0]), scored([time, droner], [2.0, 1.0])
    assert apart([sure(one, 0.8), sure(other, 0.7)], sure(one, 0.9))
    assert not apart([sure(one, 0.8), sure(one, 0.8)], sure(one, 0.9)), "one sentence tells of both"
    assert not apart([sure(one, 0.8), sure(other, SURE - 0.1)], sure(one, 0.4)), "one is hardly told of"
    assert not apart([sure(one, 0.9), sure(other, 0.5)], sure(one, 0.9)), "the whole is told of more surely"
    assert not apart([sure(one, 0.8), sure([], 0.0)], sure(one, 0.9))
