"""An answer given again in another manner: shorter, with where it stands, with how sure it is, or what is nearest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Answer, Citation, Sentence, shown_title
from assistant.dialogue.stand import Manner
from corpus.quote import normalised
from corpus.source import Source
from corpus.wording import say

SURE = 0.8
"""From this likelihood on, that the sources answer just this question is said without a doubt."""


def in_manner(answer: Answer, manner: Manner, count: int, leads: int = 1) -> Answer:
    """``answer`` in the manner that was wanted; ``count`` sources were looked through.

    ``leads`` is how many sentences answer a part of the question each. A question back is put again as it was.
    """
    if answer.status in ("clarify", "blocked") or manner == "whole":
        return answer
    if answer.status == "refused":
        return _refused(answer, manner, count)
    answered: Mapping[Manner, Callable[[], Answer]] = {
        "shorter": lambda: _shorter(answer, leads),
        "source": lambda: _source(answer),
        "sure": lambda: _with(answer, _sure(answer)),
        "meant": lambda: _with(answer, say("again.understood", answer.language, question=answer.standalone_question)),
    }
    return answered[manner]() if manner in answered else answer


def nearest(answer: Answer) -> Answer:
    """What a refusal showed as nearest, as an answer that says what it is; the refusal where it showed nothing."""
    citations = tuple(Citation(number, each.quote, each.passage) for number, each in enumerate(answer.related, 1))
    if not citations:
        return answer
    said = _quoted(answer, [Sentence(each.quote.text, (each.number,)) for each in citations], citations)
    notes = [say("again.nearest", answer.language, question=answer.standalone_question)]
    if any(citation.quote.document.source.digest for citation in citations):
        notes.append(say("answer.digest", answer.language))
    return replace(said, status="answered", reason=None, related=(), mode="extractive", notes=tuple(notes))


def _refused(answer: Answer, manner: Manner, count: int) -> Answer:
    match manner:
        case "source" | "sure":
            text = say(f"again.refused_{manner}", answer.language, count=count)
            return replace(answer, text=text)
        case "meant":
            return _with(answer, say("again.understood", answer.language, question=answer.standalone_question))
    return answer


def _shorter(answer: Answer, leads: int) -> Answer:
    kept = answer.sentences[: leads if answer.mode == "extractive" else 1]
    if len(kept) == len(answer.sentences):
        return _with(answer, say("again.shortest", answer.language))
    cited = {number for sentence in kept for number in sentence.citations}
    citations = tuple(citation for citation in answer.citations if citation.number in cited)
    renumbered = {citation.number: number for number, citation in enumerate(citations, 1)}
    return _quoted(
        answer,
        [replace(each, citations=tuple(renumbered[number] for number in each.citations)) for each in kept],
        [replace(each, number=renumbered[each.number]) for each in citations],
    )


def _source(answer: Answer) -> Answer:
    """Where each thing that was cited stands, with the words that stand there."""
    sentences = [
        Sentence(
            say(
                "again.stands",
                answer.language,
                source=_named(citation.quote.document.source, answer.language),
                place=_place(citation, answer.language),
                quote=citation.quote.text,
            ),
            (citation.number,),
        )
        for citation in answer.citations
    ]
    return _quoted(answer, sentences, answer.citations)


def _named(source: Source, language: str) -> str:
    """A source as it is named in a sentence: its title, its publisher, its date."""
    beside = ", ".join(each for each in (source.publisher, _dated(source, language)) if each)
    title = shown_title(source, language)
    return say("again.source", language, title=title, beside=beside) if beside else f"»{title}«"


def _dated(source: Source, language: str) -> str | None:
    if source.published is None or source.dated is None:
        return None
    months = say("radar_said.months", language).split()
    match source.dated.count("-"):
        case 0:
            return source.dated
        case 1:
            return f"{months[source.published.month - 1]} {source.published.year}"
    return _day(source.published, months, language)


def _day(day: date, months: Sequence[str], language: str) -> str:
    return say("again.day", language, day=day.day, month=months[day.month - 1], year=day.year)


def _place(citation: Citation, language: str) -> str:
    quote = citation.quote
    if quote.page is not None:
        return say("again.page", language, page=quote.page)
    heading = (quote.section or "").rpartition(" › ")[2]
    titled = heading == normalised(quote.document.source.title)
    return say("again.section", language, section=heading) if heading and not titled else ""


def _sure(answer: Answer) -> str:
    if answer.mode == "radar":
        return say("again.sure_rows", answer.language)
    sure = answer.confidence is None or answer.confidence >= SURE
    return say("again.sure" if sure else "again.less_sure", answer.language)


def _with(answer: Answer, note: str) -> Answer:
    return replace(answer, notes=(note, *answer.notes))


def _quoted(answer: Answer, sentences: Sequence[Sentence], citations: Sequence[Citation]) -> Answer:
    return replace(
        answer,
        text=" ".join(sentence.marked for sentence in sentences),
        sentences=tuple(sentences),
        citations=tuple(citations),
    )
