"""Answers a question that stands alone, out of what is open: from the radar's rows, from the texts, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import reply
from assistant.answer import Answer
from assistant.concepts import term_rarity
from assistant.dialogue.stand import Stand
from assistant.evidence import evidence
from assistant.expected import kind_of
from assistant.extract import Ranked, ranked
from assistant.parts import clauses, parts
from assistant.personal import around_masks, without_masks
from assistant.question import Question
from assistant.refusal import likelihood
from assistant.reranker import Reranker
from assistant.rows import Asked, Rows
from assistant.slips import Slips
from assistant.stages import Without
from assistant.weighing import Candidate, candidates
from corpus.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Answering:
    """A snapshot with all that answers from it, for questions to ``documents`` only where they are named."""

    snapshot: Snapshot
    slips: Slips
    rows: Rows | None
    documents: Sequence[str] | None
    without: Without
    reranker: Reranker | None

    def rarity(self, term: str) -> float:
        """How little common a term is in the sources, 1 as rare as can be."""
        return term_rarity(term, self.snapshot.lexical)

    def likeness(self, one: str, other: str) -> float:
        """How near two expressions are in meaning, 1 the same."""
        embedder = self.snapshot.embedder
        return float(embedder.query(one) @ embedder.query(other))

    def mended(self, text: str) -> str:
        """``text`` with its typing slips mended by the words of the sources."""
        return text if "slips" in self.without else around_masks(text, self.slips.mended)

    def to_rows(self, question: Question, before: str | None) -> Asked | None:
        """``question`` after ``before`` as one to the rows; None where it is not one."""
        if self.rows is None:
            return None
        mended = self.slips.mended(without_masks(question.text))
        return self.rows.asked(question, mended, self.documents, [before] if before else [])

    def answer(self, stand: Stand) -> Answer:
        """The answer to what is spoken of, from the rows where they settle it, else from the texts."""
        question = replace(stand.given, language=stand.language)
        of_rows = self.to_rows(question, stand.before)
        if self.rows and of_rows and of_rows.settled:
            said = self.rows.answered(question, of_rows)
            if said.status != "answered" and clauses(question.text):
                # The rows heard one question where there are several; the texts may tell of each.
                told = self.from_texts(stand.given, stand.language)
                said = told if told.status == "answered" else said
            return self._beyond(stand, of_rows.text, said) if stand.further else said
        if not stand.asked.whole:
            return reply.hanging(self.snapshot, question, stand.asked.choices)
        asks_why = of_rows is not None and of_rows.question.why
        text = self.mended(of_rows.for_texts) if of_rows and asks_why else stand.asked.text
        answer = self.from_texts(replace(stand.given, text=text), stand.language, stand.further)
        return self.rows.after(question, of_rows, answer) if self.rows and of_rows else answer

    def from_texts(self, question: Question, language: str, further: int = 0) -> Answer:
        """The answer in sentences of the texts, what frames them in ``language``; or a refusal."""
        question = replace(question, kind=kind_of(without_masks(question.text)))
        found = [(part, self.ranked(part)) for part in self._parts(question)]
        likely = [likelihood(self.snapshot.embedder, part.kind, every) for part, every in found]
        if len(found) > 1 and max(likely) < reply.LEAST:
            found = [(question, self.ranked(question))]
        spoken = replace(question, language=language)
        return reply.answered(self.snapshot, spoken, found, "refusal" not in self.without, further)

    def ranked(self, question: Question) -> list[Ranked]:
        """Every sentence that was found for ``question``, best first."""
        every = ranked(self.weighed(question), self.without)
        return self.reranker.reordered(question.text, every) if self.reranker else every

    def weighed(self, question: Question) -> list[Candidate]:
        """Every sentence that was found for ``question``, and how it measures up."""
        question = replace(question, text=without_masks(question.text))
        found = evidence(self.snapshot, question.text, self.documents, self.without)
        return candidates(self.snapshot, question, found, self.without)

    def _beyond(self, stand: Stand, text: str, said: Answer) -> Answer:
        """What the texts tell beyond the rows' answer; that answer and a word where they tell nothing."""
        more = self.from_texts(replace(stand.given, text=text), stand.language, stand.further - 1)
        shown = {citation.quote.text for citation in said.citations}
        if more.status == "answered" and not {citation.quote.text for citation in more.citations} <= shown:
            return more
        return reply.no_more(said)

    def _parts(self, question: Question) -> list[Question]:
        """The questions within the question, each standing alone."""
        texts = parts(question.text, self.rarity)
        return [replace(question, text=text, kind=kind_of(without_masks(text))) for text in texts]
