"""Where the gold stands in the sources."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.document import Document
from corpus.passage import Passage
from corpus.quote import normalised
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from evals.questions import Gold, Item
from evals.reply import Cited, Place


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a piece of gold stands: its sentences and the passages around them.

    Both are empty where the texts are not at hand, as when a deployed service is judged; document and page are then
    all there is to go by.
    """

    gold: Gold
    spans: tuple[Place, ...] = ()
    passages: tuple[Place, ...] = ()


class Texts:
    """The documents that answers are judged by."""

    def __init__(self, documents: Mapping[str, Document], passages: Sequence[Passage]) -> None:
        self._documents, self._passages = documents, passages

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Texts":
        """The texts of a snapshot."""
        return cls({name: snapshot.document(name) for name in snapshot.sources}, snapshot.passages)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id."""
        return self._documents

    @cached_property
    def passages(self) -> tuple[Place, ...]:
        """All passages."""
        return tuple(_place(passage) for passage in self._passages)

    def find(self, cited: Cited) -> tuple[Place, ...]:
        """Everywhere that the quote stands verbatim (but for white space) in its document, and on its page if told."""
        document = self._documents.get(cited.document)
        words = normalised(cited.quote).split()
        if document is None or not words:
            return ()
        found = re.finditer(r"\s+".join(map(re.escape, words)), document.text)
        return tuple(
            Place(cited.document, match.start(), match.end())
            for match in found
            if _on_page(document, match.start(), match.end(), cited.page)
        )

    def stands(self, item: Item) -> tuple[Stand, ...]:
        """Where the question's gold stands. Raises Refused, naming the question, if it is nowhere."""
        return tuple(self._stand(item, gold) for gold in item.gold)

    def _stand(self, item: Item, gold: Gold) -> Stand:
        if gold.document not in self._documents:
            raise Refused("eval.no_document", id=item.id, document=gold.document)
        if gold.quote:
            spans = self.find(Cited(gold.document, gold.page, gold.quote))
        else:
            patterns = (gold.match,) if gold.match else item.must
            spans = tuple(self._saying(gold, patterns))
        if not spans:
            raise Refused("eval.no_gold", id=item.id, document=gold.document)
        return Stand(gold, spans, tuple(each for each in self.passages if any(each.shared(span) for span in spans)))

    def _saying(self, gold: Gold, patterns: Sequence[str]) -> Iterable[Place]:
        """The sentences of the document, on the page if there is one, that match any of ``patterns``."""
        document = self._documents[gold.document]
        for passage in self._passages:
            for span in passage.sentences if passage.document_id == gold.document else ():
                words = normalised(document.text[span.start : span.end])
                if _on_page(document, span.start, span.end, gold.page) and any(said(each, words) for each in patterns):
                    yield Place(gold.document, span.start, span.end)


def said(pattern: str, words: str) -> bool:
    """Whether ``words`` say what the pattern asks for, as the contract compares them."""
    return re.search(pattern, words, re.IGNORECASE) is not None


def unplaced(item: Item) -> tuple[Stand, ...]:
    """The question's gold where the texts are not at hand."""
    return tuple(Stand(gold) for gold in item.gold)


def _place(passage: Passage) -> Place:
    return Place(passage.document_id, passage.start, passage.end)


def _on_page(document: Document, start: int, end: int, page: int | None) -> bool:
    """Whether any of it stands on ``page``; a document without pages is not asked."""
    if page is None or not document.pages:
        return True
    first, last = document.page_at(start), document.page_at(end - 1)
    return first is not None and last is not None and first <= page <= last
