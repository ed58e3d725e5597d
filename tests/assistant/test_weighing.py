import numpy as np
import pytest

from assistant.evidence import evidence
from assistant.question import Question, understood
from assistant.stages import WHOLE, Without
from assistant.weighing import FIGURES, Candidate, candidates, matrix
from corpus.quote import normalised
from corpus.snapshot import Snapshot

SHARES = set(FIGURES) - {"window", "late", "similarity", "sentence_late", "worst", "unsaid"}


def weighed(snapshot: Snapshot, text: str, without: Without = WHOLE) -> list[Candidate]:
    question = understood(text)
    assert isinstance(question, Question)
    return candidates(snapshot, question, evidence(snapshot, question, None, without), without)


def the(every: list[Candidate], words: str) -> Candidate:
    return next(each for each in every if words in each.quote.text)


QUESTIONS = [
    "Hvor mange borgere fik skærmbesøg?",
    "Hvem er borgmester?",
    "How many sensors were put up?",
    "Hvilken kommune har flest droner i 2022?",
    "og",
    "?!?xx",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_sentence_of_what_was_found_has_every_figure(snapshot: Snapshot, text: str) -> None:
    question = understood(text)
    assert isinstance(question, Question)
    found = evidence(snapshot, question)
    every = candidates(snapshot, question, found)
    assert len(every) == sum(len(each.passage.sentences) for each in found.found)
    assert matrix(every).shape == (len(every), len(FIGURES))
    assert np.isfinite(matrix(every)).all()
    for each in every:
        assert all(-1e-5 <= each.figure(name) <= 1.00001 for name in SHARES)
        quote = each.quote
        assert quote.text == normalised(quote.document.text[quote.start : quote.end])
        assert each.found.passage.start <= quote.start < quote.end <= each.found.passage.end


def test_what_a_sentence_says_itself_and_what_stands_around_it(snapshot: Snapshot) -> None:
    every = weighed(snapshot, "Hvor mange borgere fik skærmbesøg?")
    lead, beside = the(every, "412 borgere"), the(every, "1.300 timers")
    assert lead.figure("own") > beside.figure("own")
    assert 0 < beside.figure("around") < lead.figure("around")
    assert lead.figure("over") > 0, "the heading says it"
    assert (lead.figure("number"), lead.figure("first"), beside.figure("first")) == (1, 1, 0)


def test_a_word_that_the_passage_does_not_say_is_told_by_its_rarity(snapshot: Snapshot) -> None:
    assert the(weighed(snapshot, "Hvor mange borgere fik skærmbesøg?"), "412 borgere").figure("unsaid") == 0
    common, rare = (
        the(weighed(snapshot, f"Hvor mange borgere med {word} fik skærmbesøg?"), "412 borgere").figure("unsaid")
        for word in ("høreapparater", "zeppelinere")
    )
    assert rare > common > 0


def test_another_year_is_not_this_one(snapshot: Snapshot) -> None:
    assert the(weighed(snapshot, "Hvor mange borgere fik skærmbesøg i 2022?"), "412 borgere").figure("names") == 1
    assert the(weighed(snapshot, "Hvor mange borgere fik skærmbesøg i 2019?"), "412 borgere").figure("names") == 0


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Hvor mange borgere fik skærmbesøg i Viborg?", 0),
        ("hvor mange borgere fik skærmbesøg i viborg i 2022", 0),
        ("Hvor mange borgere fik skærmbesøg?", 1),
        ("Vi bor i Viborg. Hvor mange borgere fik skærmbesøg?", 1),
        ("Hvor mange borgere fik skærmbesøg i 2022?", 1),
        ("Hvor mange borgere fik skærmbesøg i 2019?", 0),
    ],
)
def test_what_is_asked_of_another_year_or_municipality_is_not_meant(
    snapshot: Snapshot, question: str, meant: int
) -> None:
    assert the(weighed(snapshot, question), "412 borgere").figure("meant") == meant


def test_a_question_in_english_meets_danish_sentences(snapshot: Snapshot) -> None:
    assert all(each.figure("foreign") == 1 for each in weighed(snapshot, "How many sensors were put up?"))
    assert all(each.figure("foreign") == 0 for each in weighed(snapshot, "Hvor mange sensorer er der?"))


def test_who_is_asked_for_needs_a_name(snapshot: Snapshot) -> None:
    every = weighed(snapshot, "Hvem siger, at luften er blevet bedre?")
    assert the(every, "Inger Storm").figure("name") == 1
    assert the(every, "luft, lyd og lys").figure("name") == 0


def test_a_number_of_something_else_is_one_in_part(snapshot: Snapshot) -> None:
    every = weighed(snapshot, "Hvor mange timer sparede hjemmeplejen?")
    whole, half = the(every, "1.300 timers"), the(every, "412 borgere")
    assert (whole.figure("number"), whole.figure("half")) == (1, 0)
    assert (half.figure("number"), half.figure("half")) == (0.5, 1)


def test_without_hints_what_stands_over_a_passage_says_nothing(snapshot: Snapshot) -> None:
    every = weighed(snapshot, "Hvad sker der i hjemmeplejen i Havneby?", frozenset({"hints"}))
    assert every
    assert all(each.figure("over") == 0 for each in every)
    whole = weighed(snapshot, "Hvad sker der i hjemmeplejen i Havneby?")
    assert any(each.figure("over") > 0 for each in whole)


def test_less_puts_the_mean_in_the_place_of_a_figure(snapshot: Snapshot) -> None:
    each = weighed(snapshot, "Hvad måler sensorerne?")[0]
    less = each.less({"late", "own"}, {"late": 0.25, "own": 0.75, "first": 9.0})
    assert (less.figure("late"), less.figure("own")) == (0.25, 0.75)
    assert all(less.figure(name) == each.figure(name) for name in FIGURES if name not in ("late", "own"))
    assert (less.quote, less.found) == (each.quote, each.found)


def test_nothing_found_is_a_matrix_without_rows() -> None:
    assert matrix([]).shape == (0, len(FIGURES))
