"""The assistant as a system to be judged, whole or without some of its stages."""

from collections.abc import Sequence

from api.schema import AnswerResponse
from assistant.ask import Assistant
from assistant.conversation import Turn
from evals.contract import Told, timed
from evals.questions import Item
from evals.reply import Place, Reply


class Ours:
    """The assistant; a dialogue is held for real, each earlier turn answered before the next is put."""

    def __init__(self, name: str, assistant: Assistant) -> None:
        self.name, self._assistant = name, assistant
        self._histories: dict[tuple[str, ...], tuple[Turn, ...]] = {(): ()}

    @property
    def units(self) -> Sequence[Place]:
        """The passages of the snapshot."""
        return [Place(each.document_id, each.start, each.end) for each in self._assistant.snapshot().passages]

    def answer(self, item: Item) -> Reply:
        """Its reply to the question."""
        history = self._history(item.history)
        return timed(lambda: self._ask(item.question, history))

    def ranking(self, item: Item) -> Sequence[Place]:
        """The ten passages that it puts first."""
        found = self._assistant.search(item.question, history=self._history(item.history), count=10)
        return [Place(each.passage.document_id, each.passage.start, each.passage.end) for each in found]

    def _ask(self, question: str, history: Sequence[Turn]) -> Told:
        answer = self._assistant.ask(question, history=history)
        return Told.model_validate(AnswerResponse.of(answer).model_dump(mode="json"))

    def _history(self, asked: tuple[str, ...]) -> tuple[Turn, ...]:
        if asked not in self._histories:
            before = self._history(asked[:-1])
            answer = self._ask(asked[-1], before).answer
            self._histories[asked] = (*before, Turn("user", asked[-1]), Turn("assistant", answer))
        return self._histories[asked]
