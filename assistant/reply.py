"""What is said: an answer of quotes, a refusal with what is nearest, a question back, or a kind word."""

from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex

from assistant.answer import Answer, Citation, Reason, Related, Sentence, Status, shown_title
from assistant.differing import differing
from assistant.enumerated import enumerated
from assistant.extract import Ranked, chosen, further, joined, passages
from assistant.hidden import hidden
from assistant.hidden import notes as notes_on
from assistant.learned import learned
from assistant.own_data import Wish
from assistant.question import Question, names_a_person, topic
from assistant.several import Part
from assistant.weighing import Candidate
from corpus.snapshot import Snapshot
from corpus.wording import say

LEAST = learned().least
OTHER_PART = 0.5
"""Where one part of a question is answered, so much less is enough for another."""
BESIDE_A_NUMBER = learned().sure
"""Beside a personal number so much is needed: what is asked there is mostly asked about the person."""
READINGS = 3
BESIDES = 3
"""The best passages for each part of a question, which a language model is shown besides what is quoted."""
SAID = 0.59
"""The share of a bare topic's words that a passage has to say for it to be a reading."""
RELATED = 3
NEAR = 0.85
"""The cosine with the question from which on a sentence that does not answer is worth showing."""
NEAR_IN_WORDS = 0.06
"""What it lacks of that, a sentence may make up for by saying all words of the question."""


def answered(
    snapshot: Snapshot,
    question: Question,
    found: Sequence[Part],
    refuse: bool = True,
    beyond: int = 0,
) -> Answer:
    """The answer out of what was ``found`` for each part of the question, or a refusal where none is likely enough.

    ``beyond``: how often what goes beyond the answer was asked for; the last of that is given, where there is any.
    """
    confidence = max(each.likelihood for each in found)
    enough_alone = BESIDE_A_NUMBER if names_a_person(question) else LEAST
    least = enough_alone * (OTHER_PART if confidence >= enough_alone else 1.0) if refuse else 0.0
    enough = [each for each in found if each.every and each.likelihood >= least]
    if not enough:
        bare = topic(question.text)
        readings = _readings(found[0].every, bare, question.language) if bare else ()
        if len(readings) > 1 and not question.masked:
            return replace(
                unanswered(snapshot, question.text, question.language, "clarify", "unclear", confidence=confidence),
                text=say("answer.readings", question.language, topic=bare),
                choices=readings,
            )
        nearest = [each for part in found for each in passages(part.every)]
        related = _related(nearest)
        if question.masked:
            return about_person(snapshot, question)
        reason: Reason = "not_in_sources" if related else "out_of_scope"
        return unanswered(snapshot, question.text, question.language, "refused", reason, related, confidence)
    lacking = [part.question.text for part in found if not (part.every and part.likelihood >= least)]
    notes = [say("answer.lacking", question.language, question=text) for text in lacking]
    others = differing(question, found[0].every) if len(found) == 1 else []
    if others:
        dated = all(each.quote.document.source.published for each in others)
        notes.append(say("answer.differing_dated" if dated else "answer.differing", question.language))
    picked = others or _picked(enough, [each for part in enough if not lacking for each in part.beside])
    told = list(picked)
    for _ in range(beyond):
        more = further([each for part in enough for each in part.every], told)
        if not more:
            notes = [say("again.no_more", question.language)]
            break
        told, picked, notes = [*told, *more], more, []
    answer = _extractive(snapshot, question, picked, notes, confidence)
    best = [each for part in enough for each in passages(part.every)[:BESIDES]]
    return replace(answer, nearest=tuple(each.candidate.found.passage for each in best))


def _picked(enough: Sequence[Part], beside: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that answer the parts of the question."""
    if len(enough) == 1:
        every = [each.candidate for each in enough[0].every]
        counted = enumerated(enough[0].question.text, every[0], every)
        if counted:
            return counted
    return joined([chosen(part.every, part.question.kind) for part in enough], beside)


def talk(snapshot: Snapshot, question: Question, kind: str) -> Answer:
    """A kind, short word back that says what the assistant knows."""
    return Answer(
        id=token_hex(8),
        status="answered",
        text=say(f"talk.{kind}", question.language, count=len(snapshot.sources)),
        standalone_question=question.text,
        snapshot=snapshot.manifest.id,
        notes=notes_on(question),
        mode="smalltalk",
        language=question.language,
    )


def about_person(snapshot: Snapshot, question: Question) -> Answer:
    """What is said where the question is about somebody, or nothing is left to answer: what was hidden, kindly."""
    told = unanswered(snapshot, question.text, question.language, "blocked", "personal_data")
    return replace(told, text=say("answer.about_person", question.language, hidden=hidden(question)))


def own_data(snapshot: Snapshot, question: Question, wish: Wish) -> Answer:
    """A plain word on how what people write is handled here; a wish for one's own data cannot be met."""
    if wish == "handling" and not question.masked:
        return talk(snapshot, question, "own_data")
    said = (
        say("answer.own_data_hidden", question.language, hidden=hidden(question))
        if question.masked
        else say("talk.own_data", question.language)
    )
    return replace(unanswered(snapshot, question.text, question.language, "blocked", "personal_data"), text=said)


def no_more(answer: Answer) -> Answer:
    """``answer`` once more, where more was asked for and there is none."""
    return replace(answer, notes=(say("again.no_more", answer.language), *answer.notes))


def hanging(snapshot: Snapshot, question: Question, choices: tuple[str, ...] = ()) -> Answer:
    """A question back where "det" could stand for nothing that was said before, or for several of ``choices``."""
    asked = unanswered(snapshot, question.text, question.language, "clarify", "unclear")
    return replace(asked, text=say("answer.which" if choices else "answer.hanging", question.language), choices=choices)


def unanswered(
    snapshot: Snapshot,
    asked: str,
    language: str,
    status: Status,
    reason: Reason,
    related: tuple[Related, ...] = (),
    confidence: float | None = None,
) -> Answer:
    """What is said where there is no answer, with why, and what is nearest."""
    return Answer(
        id=token_hex(8),
        status=status,
        reason=reason,
        text=say(f"answer.{reason}", language),
        standalone_question="" if status == "blocked" else asked,
        snapshot=snapshot.manifest.id,
        related=related,
        language=language,
        confidence=confidence,
    )


def _extractive(
    snapshot: Snapshot, question: Question, picked: Sequence[Candidate], said: Sequence[str], confidence: float
) -> Answer:
    citations = tuple(Citation(number, each.quote, each.found.passage) for number, each in enumerate(picked, 1))
    sentences = tuple(Sentence(citation.quote.text, (citation.number,)) for citation in citations)
    notes = [*notes_on(question), *said]
    if any(citation.quote.document.source.digest for citation in citations):
        notes.append(say("answer.digest", question.language))
    return Answer(
        id=token_hex(8),
        status="answered",
        text=" ".join(sentence.marked for sentence in sentences),
        standalone_question=question.text,
        snapshot=snapshot.manifest.id,
        sentences=sentences,
        citations=citations,
        notes=tuple(notes),
        language=question.language,
        confidence=confidence,
    )


def _readings(every: Sequence[Ranked], bare: str, language: str) -> tuple[str, ...]:
    """Questions about a bare topic, one for each of the documents that say it, the best first."""
    titles = [
        shown_title(each.candidate.quote.document.source, language)
        for each in passages(every)
        if each.candidate.figure("around") >= SAID
    ]
    return tuple(
        say("answer.reading", language, topic=bare, title=title) for title in list(dict.fromkeys(titles))[:READINGS]
    )


def _related(nearest: Sequence[Ranked]) -> tuple[Related, ...]:
    """The best sentence of each of the nearest passages, as far as they are near at all."""
    near = [
        each.candidate
        for each in nearest
        if each.candidate.figure("similarity") + NEAR_IN_WORDS * each.candidate.figure("around") >= NEAR
    ]
    return tuple(Related(each.quote, each.found.passage) for each in near[:RELATED])
