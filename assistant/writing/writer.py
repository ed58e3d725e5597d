"""Words an answer by a language model: asked, read, held against the sources, and shown sentence by sentence."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

import anyio
from anyio import to_thread
from langchain_core.messages import BaseMessage

from assistant.answer import Answer, Citation, Sentence
from assistant.checks import Check, Checks, Failure
from assistant.concepts import concepts
from assistant.draft import Draft, Material
from assistant.expected import NAMED, NUMERIC, fit
from assistant.writing import prompt
from assistant.writing.breaker import Breaker
from assistant.writing.endpoint import Endpoint, NoStructure, Unreachable
from assistant.writing.entailment import Entailment
from assistant.writing.reading import Claim, Reading
from assistant.writing.turning import usable
from assistant.writing.verify import Verified, Verifier
from corpus.settings import Settings
from corpus.wording import say

_QUESTION = 600
"""Characters that are read of a follow-up made standalone."""
TURNING = 0.25
"""The share of the time that making a follow-up standalone may take."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that may be shown, with the citations that it is the first to make, and the answer's language."""

    sentence: Sentence
    citations: tuple[Citation, ...]
    language: str


@dataclass(slots=True)
class _Written:
    """What of the model's answer stands so far."""

    checks: list[Check] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    failure: Failure | None = None

    def add(self, verified: Verified, language: str) -> Told:
        """Takes in a sentence that is carried, and numbers its places."""
        known = {(each.passage.id, each.quote.start, each.quote.end): each.number for each in self.citations}
        numbers, new = [], []
        for place in verified.places:
            at = place.passage.id, place.quote.start, place.quote.end
            if at not in known:
                known[at] = len(known) + 1
                new.append(Citation(known[at], place.quote, place.passage))
            numbers.append(known[at])
        told = Told(Sentence(verified.check.text, tuple(dict.fromkeys(numbers))), tuple(new), language)
        self.sentences.append(told.sentence)
        self.citations.extend(new)
        return told


class Writer:
    """A language model that words answers, within ``seconds`` for each and ``context`` tokens.

    It never decides whether there is an answer, and nothing of it is shown that no source carries. Where its first
    sentence falls, or it fails, the answer stays what it was without it.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        seconds: float,
        context: int,
        entailment: Entailment | None = None,
        breaker: Breaker | None = None,
    ) -> None:
        self._endpoint, self._seconds, self._context = endpoint, seconds, context
        self._entailment, self._breaker = entailment, breaker or Breaker()

    @property
    def model(self) -> str:
        """The model's name."""
        return self._endpoint.model

    @classmethod
    def open(cls, settings: Settings) -> "Writer | None":
        """The writer of the settings, None where they name no model. Raises Refused where they do not hold up."""
        endpoint = Endpoint.open(settings)
        if endpoint is None:
            return None
        entailment = Entailment(settings.nli_model) if settings.nli_model else None
        return cls(endpoint, settings.llm_seconds, settings.llm_context, entailment)

    async def standalone(self, leaning: Sequence[str], language: str) -> str | None:
        """The last of the questions ``leaning`` made standalone, None where the model made nothing that may be used."""
        if not self._breaker.may_ask():
            return None
        *before, question = leaning
        written = ""
        try:
            with anyio.move_on_after(self._seconds * TURNING):
                async with aclosing(self._endpoint.pieces(prompt.standalone(question, before, language))) as pieces:
                    async for piece in pieces:
                        written += piece
                        if len(written) > _QUESTION:
                            break
                self._breaker.worked()
                return usable(written, question, before, language)
        except Unreachable:
            pass
        self._breaker.failed()
        return None

    async def written(self, draft: Draft) -> AsyncGenerator[Told | Answer, None]:
        """Each sentence of the model as soon as it is found to be carried, and last the whole answer.

        Closing this breaks the connection to the model off.
        """
        if draft.material is None:
            yield draft.answer
            return
        so_far = _Written()
        if not self._breaker.may_ask():
            so_far.failure = "resting"
        else:
            async with aclosing(self._sentences(draft, draft.material, so_far)) as sentences:
                async for told in sentences:
                    yield told
        yield self._answer(draft.answer, so_far)

    async def _sentences(self, draft: Draft, material: Material, so_far: _Written) -> AsyncGenerator[Told, None]:
        question = material.question
        verifier, asked = await to_thread.run_sync(self._prepared, material)
        async with aclosing(self._claims(asked, question.language, so_far)) as claims:
            async for claim in claims:
                verified = await to_thread.run_sync(verifier.verified, claim)
                so_far.checks.append(verified.check)
                leads = len(so_far.checks) == 1
                if leads and not (verified.places and _answers(draft.answer, material, claim.text)):
                    so_far.failure = "lead"
                    return
                if verified.places and claim.text not in {each.text for each in so_far.sentences}:
                    yield so_far.add(verified, question.language)
                if len(so_far.checks) >= prompt.MOST_SENTENCES:
                    return
        if not so_far.checks and so_far.failure is None:
            so_far.failure = "empty"

    def _prepared(self, material: Material) -> tuple[Verifier, tuple[str, ...]]:
        """The verifier and the sources as the model sees them: as many as there is room for."""
        snapshot, question = material.snapshot, material.question
        sources = [
            prompt.source(number, snapshot.document(passage.document_id), passage)
            for number, passage in enumerate(material.passages, 1)
        ]
        count = prompt.fitting(question.text, sources, question.language, self._context)
        verifier = Verifier(snapshot, material.passages[:count], question.language, self._entailment)
        return verifier, (question.text, *sources[:count])

    async def _claims(self, asked: Sequence[str], language: str, so_far: _Written) -> AsyncGenerator[Claim, None]:
        """The sentences that the model writes, as each is whole, until the time is up or it stops."""
        question, *sources = asked
        if not sources:
            so_far.failure = "empty"
            return
        until = anyio.current_time() + self._seconds
        try:
            for form in dict.fromkeys((self._endpoint.form, "lines")):
                messages = prompt.answer(question, sources, language, form)
                try:
                    async with aclosing(self._read(messages, form == "json", until)) as claims:
                        async for claim in claims:
                            self._breaker.worked()
                            yield claim
                    break
                except NoStructure:
                    self._endpoint.form = "lines"
        except TimeoutError:
            self._failed(so_far, "slow")
        except Unreachable:
            self._failed(so_far, "unreachable")
        else:
            self._breaker.worked()

    async def _read(
        self, messages: Sequence[BaseMessage], structured: bool, until: float
    ) -> AsyncGenerator[Claim, None]:
        reading = Reading()
        async with aclosing(self._endpoint.pieces(messages, structured)) as pieces:
            # The time runs while the model is waited for; a scope may not stay open over a yield.
            while not reading.done:
                with anyio.fail_after(max(0.0, until - anyio.current_time())):
                    piece = await anext(pieces, None)
                if piece is None:
                    break
                for claim in reading.read(piece):
                    yield claim
        for claim in reading.rest():
            yield claim

    def _failed(self, so_far: _Written, why: Failure) -> None:
        self._breaker.failed()
        if not so_far.sentences:
            so_far.failure = why

    def _answer(self, without: Answer, so_far: _Written) -> Answer:
        checks = Checks(self._endpoint.model, prompt.VERSION, tuple(so_far.checks), so_far.failure)
        if not so_far.sentences:
            return replace(without, checks=checks)
        digest = say("answer.digest", without.language)
        notes = [say("answer.worded", without.language, model=self.model)]
        notes += [note for note in without.notes if note != digest]
        if any(each.quote.document.source.digest for each in so_far.citations):
            notes.append(digest)
        return replace(
            without,
            text=" ".join(sentence.marked for sentence in so_far.sentences),
            sentences=tuple(so_far.sentences),
            citations=tuple(so_far.citations),
            notes=tuple(notes),
            mode="generative",
            generated_by=self._endpoint.model,
            checks=checks,
        )


def _answers(without: Answer, material: Material, lead: str) -> bool:
    """Whether a first sentence holds the number or the name that is asked for, where the sources' own does."""
    question = material.question
    if question.kind.name not in NUMERIC | NAMED:
        return True
    asked = concepts(question.text)
    quoted = max(fit(question.kind, question.text, asked, sentence.text) for sentence in without.sentences)
    return fit(question.kind, question.text, asked, lead) >= quoted
