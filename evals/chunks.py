"""Chunks as most pipelines cut them: a thousand characters, two hundred of them shared with the next."""

from collections.abc import Mapping, Sequence

from langchain_core.documents import Document as LangChainDocument
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.document import Document
from evals.reply import Cited, Place

SIZE, OVERLAP = 1000, 200


class Chunks:
    """All chunks of the documents, in order."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True)
        whole = [
            LangChainDocument(document.text, metadata={"document": name})
            for name, document in documents.items()
            if document.text
        ]
        self.all: Sequence[LangChainDocument] = splitter.split_documents(whole)
        self.units: Sequence[Place] = [place(chunk) for chunk in self.all]

    def cited(self, at: Place) -> Cited:
        """The chunk as what is shown of a source."""
        document = self._documents[at.document]
        return Cited(at.document, document.page_at(at.start), document.text[at.start : at.end])


def place(chunk: LangChainDocument) -> Place:
    """Where a chunk stands in its document."""
    start = chunk.metadata["start_index"]
    return Place(chunk.metadata["document"], start, start + len(chunk.page_content))
