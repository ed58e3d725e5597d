"""A conversation, held again from what its user said: what each message means after those before it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.answering import Answering
from assistant.conversation import Turn, resolved
from assistant.dialogue.again import in_manner, nearest
from assistant.dialogue.moves import moves
from assistant.dialogue.stand import Stand
from assistant.injection import turns_away
from assistant.own_data import own_data
from assistant.parts import parts
from assistant.personal import without_masks
from assistant.question import Question, about_person, understood, without_contact
from assistant.smalltalk import small_talk

FAR_BACK = 10
"""So many of the user's last messages are looked at."""


class Dialogue:
    """One conversation over one snapshot; no more of it is known than the messages, and answers are made again."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self._known: dict[Stand, Answer] = {}

    def before(self, history: Sequence[Turn]) -> Stand | None:
        """Where the conversation stands after ``history``; None where nothing was asked yet."""
        stand: Stand | None = None
        asked = [turn.content for turn in history if turn.role == "user"]
        for text in asked[-FAR_BACK:]:
            question = understood(text)
            if isinstance(question, Question):
                stand = self._after(question, stand)
        return stand

    def meant(self, question: Question, before: Stand | None) -> Stand:
        """What ``question`` means after what stood ``before``."""
        question = without_contact(question)
        goes_on = None if before is None or "conversation" in self.answering.without else before.goes_on
        after = goes_on.text if goes_on else None
        of_rows = self.answering.to_rows(question, after)
        asked = resolved(self.answering.mended(question.text), goes_on, self.answering.rarity)
        return Stand(question, after, asked, of_rows.text if of_rows else asked.text, question.language)

    def answer(self, stand: Stand) -> Answer:
        """The answer to what is spoken of, in the manner that is wanted."""
        if stand not in self._known:
            self._known[stand] = self._answer(stand)
        return self._known[stand]

    def _after(self, question: Question, before: Stand | None) -> Stand | None:
        wanted = moves(question.text)
        if wanted and before:
            return before.moved(wanted)
        aside = small_talk(question.text) or turns_away(question.text) or own_data(question.text)
        if wanted or aside or about_person(question):
            return before
        return self.meant(replace(question, text=without_masks(question.text)), before)

    def _answer(self, stand: Stand) -> Answer:
        answer = self.answering.answer(stand)
        count = len(self.answering.snapshot.sources)
        if answer.status == "refused" and (stand.further or stand.manner == "nearest"):
            return nearest(answer)
        if stand.manner == "nearest" and not stand.further:
            return self.answering.answer(replace(stand, further=1))
        return in_manner(answer, stand.manner, count, len(parts(answer.standalone_question)))
