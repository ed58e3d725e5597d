"""A conversation, held again from what its user said: what each message means after those before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import reply
from assistant.answer import Answer, shown_title
from assistant.answering import Answering
from assistant.conversation import Standalone, Turn, bare_thing, resolved
from assistant.dialogue.again import in_manner, nearest
from assistant.dialogue.corrections import correction
from assistant.dialogue.filling import filled
from assistant.dialogue.moves import moves
from assistant.dialogue.pronouns import SORTS, of_sort, pronoun
from assistant.dialogue.referents import POINTS, chosen, named, pointed
from assistant.dialogue.stand import Stand
from assistant.dialogue.subjects import person_in
from assistant.injection import turns_away
from assistant.own_data import own_data
from assistant.parts import parts
from assistant.personal import without_masks
from assistant.question import Question, about_person, speaks, topic, understood, without_asides
from assistant.smalltalk import small_talk
from corpus.wording import say

FAR_BACK = 10
"""So many of the user's last messages are looked at."""
_WHO = re.compile(r"(?:hvem|who) (?:er|var|is|was) [^?]+\?", re.IGNORECASE)
MOST = 3
"""So many of those that may be meant are asked back."""


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
        question = without_asides(question)
        if before is None or "conversation" in self.answering.without:
            return self._after_all(question, None)
        picked = self._picked(question.text, before)
        if picked:
            return self._after_all(replace(question, text=picked, language=before.language), None)
        corrects = correction(question.text)
        corrected = corrects.of(before.text) if corrects else None
        if corrected:
            return self._after_all(replace(question, text=corrected, language=_language(question, before)), None)
        if corrects:
            about = say("again.what_about", question.language, what=corrects.new)
            question = replace(question, text=about, language=_language(question, before))
        else:
            question = replace(question, language=_language(question, before))
        pointed_at = pointed(question.text, self.answer(before)) if POINTS.search(question.text) else None
        if pointed_at:
            thing = bare_thing(pointed_at)
            told = say("again.tell", question.language, what=thing) if thing else pointed_at
            return self._after_all(replace(question, text=told[:1].upper() + told[1:]), None)
        return self._who(question, before) or self._after_all(question, before)

    def _after_all(self, question: Question, before: Stand | None) -> Stand:
        goes_on = before.goes_on if before else None
        after = goes_on.text if goes_on else None
        of_rows = self.answering.to_rows(question, after)
        asked = resolved(self.answering.mended(question.text), goes_on, self.answering.rarity, self.answering.likeness)
        return Stand(question, after, asked, of_rows.text if of_rows else asked.text, question.language)

    def _picked(self, text: str, before: Stand) -> str | None:
        """The reading that ``text`` takes of those that were asked back; None where it takes none, or none were."""
        if not (before.asked.choices or topic(before.text)):
            return None
        answer = self.answer(before)
        titles = {
            shown_title(each, answer.language): f"{each.kind} {each.publisher} {each.dated}"
            for each in self.answering.snapshot.sources.values()
        }
        told = {one: " ".join(said for title, said in titles.items() if title in one) for one in answer.choices}
        return chosen(text, answer.choices, told)

    def _who(self, question: Question, before: Stand) -> Stand | None:
        """The question about whom the answer before names, where the question before names nobody."""
        found = pronoun(question.text)
        if found is None or of_sort(found[0]) != "person" or person_in(before.text):
            return None
        people = named(self.answer(before))
        if not people:
            return None
        each = [filled(question.text, dict.fromkeys(SORTS, name)) for name in people]
        each = [text[:1].upper() + text[1:] for text in each]
        if len(people) == 1:
            stand = self._after_all(replace(question, text=each[0]), None)
            return replace(stand, asked=replace(stand.asked, before=before.text, topic=people[0]))
        asked = Standalone(question.text, before.text, whole=False, choices=tuple(each[:MOST]))
        return Stand(question, before.text, asked, question.text, question.language)

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
            spoken = replace(stand.given, language=stand.language)
            return nearest(answer) if answer.related else reply.talk(self.answering.snapshot, spoken, "abilities")
        who = stand.asked.topic if _WHO.fullmatch(stand.text) else None
        if answer.status == "refused" and who and any(who in each.quote.text for each in answer.related):
            # The answer before named her, so what it said of her is what is known.
            return nearest(replace(answer, related=tuple(each for each in answer.related if who in each.quote.text)))
        if stand.manner == "nearest" and not stand.further:
            return self.answering.answer(replace(stand, further=1))
        return in_manner(answer, stand.manner, count, len(parts(answer.standalone_question, self.answering.rarity)))


def _language(question: Question, before: Stand) -> str:
    """The language of the question; of the conversation where the question is too short to tell: "2024?"."""
    return question.language if speaks(question.text) else before.language
