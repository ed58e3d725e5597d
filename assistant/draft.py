"""An answer as code alone decides it, with what a language model may word it from."""

from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.dialogue.stand import Stand
from assistant.expected import kind_of
from assistant.personal import without_masks
from assistant.question import Question
from corpus.passage import Passage
from corpus.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Material:
    """What a model is given to word an answer: the question as it stands alone, and passages, what is quoted first."""

    snapshot: Snapshot
    question: Question
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer, final as it stands. ``material`` is None where there is nothing to word: a refusal, rows, small talk.

    ``leaning`` is the user's earlier questions and this one where it leans on them and the texts were asked.
    """

    answer: Answer
    material: Material | None = None
    leaning: tuple[str, ...] = ()

    def better(self, other: "Draft") -> "Draft":
        """The one of the two that is answered; where both are, ``other`` only if it is likelier. Rows are sure.

        Where neither is, it is ``other``: how likely what is refused was is no reason to prefer a wording.
        """
        if self.answer.status != "answered":
            return other
        return other if other.answer.status == "answered" and other._sureness > self._sureness else self

    @property
    def _sureness(self) -> float:
        return 1.0 if self.answer.mode == "radar" else self.answer.confidence or 0.0


def material(snapshot: Snapshot, answer: Answer, stand: Stand) -> Material | None:
    """What a model may word ``answer`` from: sentences of the texts that are wanted whole, and no rows."""
    whole = stand.manner == "whole" and not stand.further
    if answer.mode != "extractive" or answer.status != "answered" or not answer.citations or not whole:
        return None
    text = answer.standalone_question
    question = replace(stand.given, text=text, language=answer.language, kind=kind_of(without_masks(text)))
    quoted = tuple(citation.passage for citation in answer.citations)
    return Material(snapshot, question, tuple(dict.fromkeys((*quoted, *answer.nearest))))
