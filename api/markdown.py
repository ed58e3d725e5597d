"""An answer as Markdown, the sentences with their markers, and below them what belongs to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.links import place_url
from api.page import capital, dated
from api.plain import plain
from assistant.answer import Answer, Citation, Related, Sentence, shown_title
from assistant.figure import Figure
from corpus.quote import normalised
from corpus.wording import say

LONGEST_QUOTE = 300
"""Characters of a source's words in the list of sources; the whole of them stands at the source."""
_SIGN = re.compile(r"[\\`*_~$<>\[\]]|&(?=#?\w+;)")
_LINE = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+=#]))", re.MULTILINE)
_IN_URL = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C"})


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a text, ``[1]``, from ``start`` to ``end`` in characters, and the citation it leads to."""

    start: int
    end: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in Markdown: its sentences bit by bit, with what stands between them, then all that is below."""

    said: tuple[str, ...]
    below: str
    markers: tuple[Marker, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.said) + self.below


def written(answer: Answer, asked: str, here: str | None) -> Written:
    """The answer to ``asked``; its links lead to our pages at ``here``, or to the originals where it is None."""
    said, markers = [], list[Marker]()
    known = {citation.number: citation for citation in answer.citations}
    end = 0
    for between, sentence in _sentences(answer):
        piece = escaped(between) + (sentence_text(sentence) if sentence else "")
        end += len(piece)
        at = end
        for number in reversed(sentence.citations if sentence else ()):
            start = at - len(f"[{number}]")
            markers.append(Marker(start, at, known[number]))
            at = start
        said.append(piece)
    below = "".join(f"\n\n{part}" for part in _below(answer, asked, here))
    return Written(tuple(said), below, tuple(sorted(markers, key=lambda marker: marker.start)))


def sentence_text(sentence: Sentence) -> str:
    """A sentence with its markers."""
    return f"{escaped(sentence.text)} {''.join(f'[{number}]' for number in sentence.citations)}"


def escaped(text: str) -> str:
    """Plain text as Markdown that shows it as it is, without links, pictures, formulas or HTML; its lines are kept."""
    text = _SIGN.sub(r"\\\g<0>", plain(text))
    return _LINE.sub(lambda found: f"{found[1]}{found[2] or ''}\\{found[3] or found[4]}", text)


def link(label: str, url: str | None) -> str:
    """The label on one line, leading to ``url`` where that can be linked to."""
    shown = _line(label)
    if url is None or not url.lower().startswith(("https://", "http://")):
        return shown
    return f"[{shown}]({url.translate(_IN_URL)})"


def _line(text: str) -> str:
    """Plain text as Markdown on one line."""
    return escaped(normalised(plain(text)))


def _sentences(answer: Answer) -> Iterator[tuple[str, Sentence | None]]:
    """Each sentence with what the text says before it, and last what it says after them all."""
    at = 0
    for number, sentence in enumerate(answer.sentences):
        start = answer.text.find(sentence.marked, at)
        if start < 0:
            yield from ((" " if later else "", each) for later, each in enumerate(answer.sentences[number:], number))
            return
        yield answer.text[at:start], sentence
        at = start + len(sentence.marked)
    if answer.text[at:]:
        yield answer.text[at:], None


def _below(answer: Answer, asked: str, here: str | None) -> Iterator[str]:
    language = answer.language
    understood = answer.standalone_question
    if answer.sentences and understood not in ("", normalised(asked)):
        yield f"_{escaped(say('page.understood', language))}: {escaped(understood)}_"
    if answer.choices:
        yield _listed(_line(choice) for choice in answer.choices)
    if answer.figure and len(answer.figure.marks) > 1:  # of one mark the sentence says all
        yield _table(answer.figure, language)
    if answer.related:
        yield _listed(f"{_quoted(near)} {_place(near, language, here)}" for near in answer.related)
    if answer.citations:
        head = f"**{escaped(say('answer.sources', language))}**"
        yield head + "\n\n" + _listed(_source(citation, answer, here) for citation in answer.citations)
    yield from (f"_{_line(note)}_" for note in answer.notes)


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _source(citation: Citation, answer: Answer, here: str | None) -> str:
    """The numbered source; its words too, where the answer does not say them itself."""
    line = f"[{citation.number}] {_place(citation, answer.language, here)}"
    said = {sentence.text for sentence in answer.sentences if citation.number in sentence.citations}
    return line if citation.quote.text in said else f"{line}: {_quoted(citation)}"


def _quoted(place: Citation | Related) -> str:
    words = place.quote.text
    cut = words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1].rstrip()}…"
    return f"»{escaped(cut)}«"


def _place(place: Citation | Related, language: str, here: str | None) -> str:
    """Title, publisher, date and page or row, the title leading there."""
    source = place.quote.document.source
    at = None
    if place.quote.page:
        at = say("answer.page", language, page=place.quote.page)
    elif isinstance(place, Citation) and place.row and not place.of_row:
        at = say("answer.row", language, row=place.row.number)
    facts = [source.publisher, dated(source, language), at]
    title = link(shown_title(source, language), place_url(place, here))
    # Behind the title nothing begins a line: "19. juni" makes no list.
    return ", ".join([title, *(_SIGN.sub(r"\\\g<0>", normalised(fact)) for fact in facts if fact)])


def _table(figure: Figure, language: str) -> str:
    value = "see.figure_value" if figure.shape == "bars" else "see.measure_stage"
    rows = [
        [capital(mark.label), f"{mark.text} {''.join(f'[{number}]' for number in mark.citations)}".strip()]
        for mark in figure.marks
    ]
    head = [say("see.technology", language), say(value, language)]
    return "\n".join([f"**{_line(figure.title)}**", "", _row(head), "| --- | --- |", *map(_row, rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join((_line(cell) or "–").replace("|", "\\|") for cell in cells) + " |"
