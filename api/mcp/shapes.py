"""What the tools give back, besides answers and rows."""

from pydantic import BaseModel, Field

from api.schema import SourceResponse
from assistant.answer import shown_title
from assistant.evidence import Found
from corpus.document import Document
from corpus.passage import Passage
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from corpus.wording import say

LONGEST = 16_000
"""Characters of a source that are read at once."""


class PassageResponse(BaseModel):
    """A passage of a source."""

    document_id: str
    title: str
    page: int | None
    section: str | None
    text: str
    viewer_url: str = Field(description=say("http.field_viewer_url"))

    @classmethod
    def of(cls, document: Document, passage: Passage) -> "PassageResponse":
        """The passage in its outward shape."""
        return cls(
            document_id=passage.document_id,
            title=shown_title(document.source, document.source.language),
            page=document.page_at(passage.start),
            section=document.section_at(passage.start),
            text=document.text[passage.start : passage.end],
            viewer_url=f"/sources/{passage.document_id}?passage={passage.id}",
        )


class PassagesResponse(BaseModel):
    """Passages, the best first."""

    snapshot: str
    passages: list[PassageResponse]

    @classmethod
    def of(cls, snapshot: Snapshot, found: list[Found]) -> "PassagesResponse":
        """What was found, in its outward shape."""
        each = [PassageResponse.of(snapshot.document(one.passage.document_id), one.passage) for one in found]
        return cls(snapshot=snapshot.manifest.id, passages=each)


class TextResponse(BaseModel):
    """A stretch of a source's text; ``next`` is where it goes on, None at its end."""

    source: SourceResponse
    page: int | None
    start: int
    text: str
    next: int | None = Field(description=say("mcp.field_next"))

    @classmethod
    def of(cls, snapshot: Snapshot, name: str, page: int | None, start: int | None) -> "TextResponse":
        """What is read of the source ``name``, from a ``page`` or a ``start`` on.

        Raises Refused where there is no such source, no such page, or nothing so far on.
        """
        held = next((each for each in snapshot.manifest.held if each.source.id == name), None)
        if held is None:
            raise Refused("question.unknown_document", id=name[:100])
        document = snapshot.document(name)
        begins, ends = start or 0, len(document.text)
        if page is not None:
            following = [each.start for each in document.pages if each.number > page]
            own = [each.start for each in document.pages if each.number == page]
            if not own:
                raise Refused("mcp.no_page", page=page, pages=len(document.pages))
            begins, ends = max(own[0], begins), min([*following, ends])
        if not 0 <= begins <= ends:
            raise Refused("mcp.no_place", start=begins, length=ends)
        upto = min(begins + LONGEST, ends)
        return cls(
            source=SourceResponse.of(held),
            page=document.page_at(begins),
            start=begins,
            text=document.text[begins:upto],
            next=upto if upto < len(document.text) else None,
        )
