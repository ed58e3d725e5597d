"""Answers a question that stands alone, out of what is open: from the radar's rows, from the texts, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import reply
from assistant.alternatives import pair
from assistant.answer import Answer
from assistant.concepts import term_rarity
from assistant.dialogue.stand import Stand
from assistant.evidence import evidence
from assistant.expected import kind_of
from assistant.extract import Ranked, ranked
from assistant.parts import clauses, heard, parts
from assistant.personal import around_masks, without_masks
from assistant.question import Question
from assistant.reranker import Reranker
from assistant.rows import Asked, Rows
from assistant.several import Part, apart, part, together
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
            if clauses(question.text):
                # The rows heard one question where there are several; the texts may tell of each.
                told = self._found(_with_kind(stand.given))
                of_each = len(told) > 1 and all(each.likelihood >= reply.LEAST for each in told)
                if of_each or said.status != "answered":
                    texts = self._told(question, told)
                    said = texts if texts.status == "answered" else said
            return self._beyond(stand, of_rows.text, said) if stand.further else said
        if not stand.asked.whole:
            return reply.hanging(self.snapshot, question, stand.asked.choices)
        asks_why = of_rows is not None and of_rows.question.why
        text = self.mended(of_rows.for_texts) if of_rows and asks_why else stand.asked.text
        answer = self.from_texts(stand.to_texts(text), stand.language, stand.further, stand.gone_on(text))
        return self.rows.after(question, of_rows, answer) if self.rows and of_rows else answer

    def from_texts(
        self, question: Question, language: str, further: int = 0, gone_on: Question | None = None
    ) -> Answer:
        """The answer in sentences of the texts, what frames them in ``language``; or a refusal.

        Whether the question is ``gone_on`` with from the one before, no word of it may tell ("hvem bedømte den tekniske
        del?"): it is, where it is answered more surely so.
        """
        found = self._found(_with_kind(question))
        if gone_on:
            found = max(found, self._found(_with_kind(gone_on)), key=_sure)
        return self._told(replace(question, language=language), found, further)

    def _told(self, question: Question, found: Sequence[Part], further: int = 0) -> Answer:
        return reply.answered(self.snapshot, question, found, "refusal" not in self.without, further)

    def _found(self, question: Question) -> list[Part]:
        """Each part of the question with what was found for it; the whole as one where no part is likely enough."""
        embedder = self.snapshot.embedder
        parts = [part(embedder, each, self.ranked(each)) for each in self._parts(question)]
        if len(parts) == 1:
            return self._by_pair(parts[0]) or parts
        whole = part(embedder, question, self.ranked(question))
        parts = together(embedder, parts, whole)
        return parts if max(each.likelihood for each in parts) >= reply.LEAST else [whole]

    def _by_pair(self, whole: Part) -> list[Part]:
        """``whole`` asked of each of two things that it names side by side, where different sentences tell of each."""
        texts = pair(whole.question.text)
        each = [_with_kind(replace(whole.question, text=text)) for text in texts]
        parts = [part(self.snapshot.embedder, one, self.ranked(one)) for one in each]
        return parts if parts and apart(parts, whole) else []

    def ranked(self, question: Question) -> list[Ranked]:
        """Every sentence that was found for ``question``, best first."""
        every = ranked(self.weighed(question), self.without)
        return self.reranker.reordered(question.text, every) if self.reranker else every

    def weighed(self, question: Question) -> list[Candidate]:
        """Every sentence that was found for ``question``, and how it measures up."""
        heard = without_masks(question.heard) if question.heard else None
        question = replace(question, text=without_masks(question.text), heard=heard)
        found = evidence(self.snapshot, question, self.documents, self.without)
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
        if len(texts) == 1:
            return [_with_kind(replace(question, text=texts[0]))]
        said = heard(question.text) or (None,) * len(texts)
        return [_with_kind(replace(question, text=text, heard=words)) for text, words in zip(texts, said, strict=True)]


def _sure(found: Sequence[Part]) -> float:
    """How likely the part that is answered most surely is answered."""
    return max((each.likelihood for each in found), default=0.0)


def _with_kind(question: Question) -> Question:
    return replace(question, kind=kind_of(without_masks(question.text)))
