"""An answer as a message in Teams: text with numbered claims, a table where it has a picture, buttons to choose by."""

from collections.abc import Iterable, Sequence

from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.api.models.entity.citation_entity import CitationAppearance, CitationIconName

from api.links import place_url
from api.page import dated
from api.teams.cards import asking_card, quote_card, table_card
from api.teams.markdown import cut, escaped, link
from assistant.answer import Answer, Citation, Related, Sentence, shown_title
from corpus.wording import say

MOST_CLAIMS = 20
"""More than these, and Teams does not take the message."""
LONGEST_NAME, LONGEST_EXTRACT, LONGEST_KEYWORD, LONGEST_URL = 80, 160, 28, 2048
"""Characters of a claim's parts; longer, and Teams does not take the message."""
LONGEST_TEXT = 16_000
"""Characters of text, a good way within the 100 kB that a message may be."""


def message(answer: Answer, asked: str, public: str | None = None) -> MessageActivityInput:
    """The message that answers ``asked``; its links go to the server at ``public``, where that is known."""
    told = MessageActivityInput(text=_text(answer, asked, public)).add_ai_generated()
    for citation in answer.citations[:MOST_CLAIMS]:
        told.add_citation(citation.number, _claim(citation, answer.language, public))
    if answer.figure:
        told.add_card(table_card(answer.figure, answer.language))
    if answer.choices:
        told.add_card(asking_card(answer.choices))
    return told.add_feedback() if _judged(answer) else told


def sentence(said: Sentence) -> str:
    """A sentence of an answer with its markers."""
    return f"{escaped(said.text)} {''.join(f'[{number}]' for number in said.citations)}"


def _judged(answer: Answer) -> bool:
    """Whether there is anything for people to think of it."""
    return answer.mode != "smalltalk" and answer.status in ("answered", "refused")


def _text(answer: Answer, asked: str, public: str | None) -> str:
    parts = [_said(answer)]
    if answer.status == "answered" and answer.standalone_question not in ("", asked) and answer.sentences:
        understood = f"{say('page.understood', answer.language)}: {answer.standalone_question}"
        parts.insert(0, f"_{escaped(understood)}_")
    parts += [_nearest(near, answer.language, public) for near in answer.related]
    rest = [_listed(citation, answer.language, public) for citation in answer.citations[MOST_CLAIMS:]]
    if rest:
        parts.append("\n".join([escaped(say("answer.sources", answer.language)), *rest]))
    parts += [f"_{escaped(note)}_" for note in answer.notes]
    return "\n\n".join(_fitting(parts, answer.language))


def _said(answer: Answer) -> str:
    """The answer's text, its own markers left as markers and all else as it is written."""
    found, at = [], 0
    for each in answer.sentences:
        start = answer.text.find(each.marked, at)
        if start < 0:
            return " ".join(sentence(every) for every in answer.sentences)
        found += [escaped(answer.text[at:start]), sentence(each)]
        at = start + len(each.marked)
    return "".join([*found, escaped(answer.text[at:])])


def _nearest(near: Related, language: str, public: str | None) -> str:
    source = link(_name(near, language), place_url(near, public))
    return say("teams.nearest", language, quote=escaped(near.quote.text), source=source)


def _listed(citation: Citation, language: str, public: str | None) -> str:
    return f"- [{citation.number}] {link(_name(citation, language), place_url(citation, public))}"


def _fitting(parts: Sequence[str], language: str) -> Iterable[str]:
    """The parts that there is room for; the first is cut where it is too long by itself."""
    room = LONGEST_TEXT
    for number, part in enumerate(parts):
        if len(part) > room:
            more = escaped(say("teams.cut", language))
            if number == 0:
                yield part[:room].rsplit(" ", 1)[0]
            yield f"_{more}_"
            return
        room -= len(part)
        yield part


def _claim(citation: Citation, language: str, public: str | None) -> CitationAppearance:
    quote, source = citation.quote, citation.quote.document.source
    url = place_url(citation, public)
    extract = cut(quote.text, LONGEST_EXTRACT)
    return CitationAppearance(
        name=_name(citation, language, LONGEST_NAME),
        abstract=extract,
        url=url if url and len(url) <= LONGEST_URL else None,
        icon=CitationIconName.PDF if quote.page else CitationIconName.TEXT,
        keywords=[cut(word, LONGEST_KEYWORD) for word in (source.publisher, dated(source, language)) if word] or None,
        text=None if extract == quote.text else quote_card(quote.text),
    )


def _name(place: Citation | Related, language: str, most: int = 1000) -> str:
    """The title, and the page or row it is on."""
    at = ""
    if place.quote.page:
        at = say("answer.page", language, page=place.quote.page)
    elif isinstance(place, Citation) and place.row and not place.of_row:
        at = say("answer.row", language, row=place.row.number)
    return cut(shown_title(place.quote.document.source, language), most, f", {at}" if at else "")
