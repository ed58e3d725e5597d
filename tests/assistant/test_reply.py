from dataclasses import replace

import pytest

from assistant import reply
from assistant.question import Question, understood
from assistant.refusal import likelihood
from assistant.several import Part, part
from assistant.weighing import Candidate
from corpus.snapshot import Snapshot
from tests.assistant.made import scored, single


def question(text: str) -> Question:
    asked = understood(text)
    assert isinstance(asked, Question)
    return asked


def weak(text: str, source: str, **figures: float) -> Candidate:
    return single(text, source, None, **figures)


def test_a_bare_topic_that_several_sources_say_is_asked_back_with_readings(snapshot: Snapshot) -> None:
    asked = question("robotter")
    every = scored([weak("Robotten kom.", "havneby", around=1), weak("Robotten gik.", "lundby", around=1)], [2.0, 1.0])
    assert likelihood(snapshot.embedder, asked.kind, every) < reply.LEAST
    answer = reply.answered(snapshot, asked, [part(snapshot.embedder, asked, every)])
    assert (answer.status, answer.reason) == ("clarify", "unclear")
    assert "robotter" in answer.text
    assert len(answer.choices) == 2
    assert ["Havneby" in answer.choices[0], "Lundby" in answer.choices[1]] == [True, True]
    assert all(isinstance(understood(choice), Question) for choice in answer.choices), "each can be asked"


def test_readings_are_few_and_one_is_none(snapshot: Snapshot) -> None:
    asked = question("robotter")
    many = scored([weak("Robotten kom.", f"kilde-{n}", around=1) for n in range(8)], [1.0] * 8)
    assert len(reply.answered(snapshot, asked, [part(snapshot.embedder, asked, many)]).choices) == reply.READINGS
    assert reply.answered(snapshot, asked, [part(snapshot.embedder, asked, many[:1])]).status == "refused"
    masked = replace(asked, hidden=("cpr",))
    assert reply.answered(snapshot, masked, [part(snapshot.embedder, masked, many)]).reason == "personal_data"


def test_only_what_is_near_is_shown_as_nearest(snapshot: Snapshot) -> None:
    asked = question("Hvad kostede robotten i drift?")
    near = [weak(f"Robot nummer {n} kom.", f"kilde-{n}", similarity=reply.NEAR + 0.01) for n in range(5)]
    far = weak("Fugle synger.", "fugle", similarity=reply.NEAR - 0.2, around=1)
    answer = reply.answered(
        snapshot, asked, [part(snapshot.embedder, asked, scored([far, *near], [9.0, 5.0, 4.0, 3.0, 2.0, 1.0]))]
    )
    if answer.status == "refused":
        assert answer.reason == "not_in_sources"
        assert [each.quote.text for each in answer.related] == [each.quote.text for each in near[: reply.RELATED]]
    alone = reply.answered(snapshot, asked, [part(snapshot.embedder, asked, scored([far], [1.0]))])
    assert (alone.status, alone.reason, alone.related) == ("refused", "out_of_scope", ())


def test_where_nothing_was_found_it_is_out_of_scope(snapshot: Snapshot) -> None:
    asked = question("Hvad kostede robotten?")
    for refuse in (True, False):
        answer = reply.answered(snapshot, asked, [part(snapshot.embedder, asked, [])], refuse)
        assert (answer.status, answer.reason, answer.confidence) == ("refused", "out_of_scope", 0.0)


def test_without_refusing_the_best_there_is_is_said_with_its_likelihood(snapshot: Snapshot) -> None:
    asked = question("Hvad kostede robotten?")
    every = scored([weak("Robotten kom.", "havneby")], [1.0])
    answer = reply.answered(snapshot, asked, [part(snapshot.embedder, asked, every)], refuse=False)
    assert answer.text == "Robotten kom. [1]"
    assert answer.confidence == likelihood(snapshot.embedder, asked.kind, every)


@pytest.mark.parametrize(
    ("status", "reason"),
    [("blocked", "too_long"), ("blocked", "injection"), ("blocked", "personal_data"), ("refused", "out_of_scope")],
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_said_where_there_is_no_answer(snapshot: Snapshot, status: str, reason: str, language: str) -> None:
    answer = reply.unanswered(snapshot, "Hvad?", language, status, reason)  # type: ignore[arg-type]
    assert len(answer.text) > 20
    assert "{" not in answer.text
    assert answer.language == language
    assert answer.standalone_question == ("" if status == "blocked" else "Hvad?")


def test_small_talk_counts_the_sources(snapshot: Snapshot) -> None:
    assert str(len(snapshot.sources)) in reply.talk(snapshot, question("Hej"), "greeting").text


def test_what_answers_all_that_was_asked_comes_along_only_where_all_is_answered(snapshot: Snapshot) -> None:
    first, second = question("Hvem byggede robotten?"), question("Hvornår kom den?")
    built, came, both = weak("Tove byggede den.", "a"), weak("Den kom i maj.", "b"), weak("Robotten er gul.", "c")
    later = Part(second, scored([came], [1.0]), 1.0, (both,))
    every = scored([built], [1.0])
    whole = reply.answered(snapshot, first, [Part(first, every, 1.0), later])
    assert whole.text == "Tove byggede den. [1] Den kom i maj. [2] Robotten er gul. [3]"
    half = reply.answered(snapshot, first, [Part(first, every, 0.0), later])
    assert half.text == "Den kom i maj. [1]"
    assert any("Hvem byggede robotten?" in note for note in half.notes)
