"""The questions that judge, read from the contract's JSON Lines."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from corpus.refused import Refused
from corpus.wording import say

Category = Literal[
    "fact",
    "synonym",
    "typo",
    "english",
    "multi",
    "followup",
    "radar",
    "unanswerable_near",
    "unanswerable_far",
    "smalltalk",
    "personal_data",
    "injection",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)
Split = Literal["dev", "test"]
QUESTIONS = Path(__file__).parent / "questions"
BUNDLED = QUESTIONS / "bundled.jsonl"

_WHY = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "literal_error": "category",
    "value_error": "regex",
    "string_type": "text",
    "bool_type": "yes_no",
    "int_type": "number",
    "json_invalid": "json",
    "model_type": "json",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """A place that answers: by its ``quote``, by a regex (``match``) that singles out its sentence, or by neither.

    Gold of the same ``part`` are alternatives; of each part one is needed.
    """

    document: str
    page: int | None = None
    quote: str | None = None
    match: str | None = None
    part: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """A question, the user's turns before it, and what a right answer is.

    ``must`` are regexes that an answer has to match, every one; ``must_not`` those that show a wrong or unsafe one.
    """

    id: str
    category: Category
    question: str
    answerable: bool
    history: tuple[str, ...] = ()
    gold: tuple[Gold, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    @property
    def split(self) -> Split:
        """Which half it is in: dev is tuned on and looked at; test is reported and gated."""
        return split(self.id)


def split(item_id: str) -> Split:
    """The half that a question is in, by its id alone: an even SHA-256 is dev, an odd one test.

    So a question stays where it is whatever is added, removed or reordered, and nobody chooses.
    """
    return "test" if hashlib.sha256(item_id.encode()).digest()[-1] % 2 else "dev"


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError from error
    return pattern


_Regex = Annotated[str, AfterValidator(_regex)]
_Text = Annotated[str, Field(min_length=1)]


class _Place(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    document: _Text
    page: int | None = None
    quote: _Text | None = None
    match: _Regex | None = None
    part: int | None = None


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: _Text
    category: Category
    question: _Text
    answerable: bool
    history: list[str] = []
    gold: list[_Place] = []
    must: list[_Regex] = []
    must_not: list[_Regex] = []
    comment: str | None = None  # an editor's note, for people alone


def read_questions(files: Sequence[Path]) -> tuple[Item, ...]:
    """The questions of ``files`` in their order. Raises Refused naming file and line of what cannot be used."""
    items: dict[str, Item] = {}
    for file in files:
        for number, line in enumerate(_lines(file), 1):
            if line.strip():
                item = _item(file, number, line)
                if item.id in items:
                    raise Refused("eval.duplicate", file=file, line=number, id=item.id)
                items[item.id] = item
    if not items:
        raise Refused("eval.no_questions", file=", ".join(map(str, files)))
    return tuple(items.values())


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise Refused("eval.not_utf8", file=file) from None
    except FileNotFoundError:
        raise Refused("eval.missing", file=file) from None
    except OSError as error:
        raise Refused("eval.unreadable", file=file, why=error.strerror) from None


def _item(file: Path, number: int, text: str) -> Item:
    try:
        line = _Line.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or say("eval.whole_line")
        why = say(f"eval.why_{_WHY.get(first['type'], 'other')}")
        raise Refused("eval.bad_line", file=file, line=number, field=field, why=why) from None
    return Item(
        id=line.id,
        category=line.category,
        question=line.question,
        answerable=line.answerable,
        history=tuple(line.history),
        gold=_gold(line),
        must=tuple(line.must),
        must_not=tuple(line.must_not),
    )


def _gold(line: _Line) -> tuple[Gold, ...]:
    """The gold; a question that needs several places and names no parts needs every one of them."""
    each_its_own = line.category == "multi" and all(place.part is None for place in line.gold)
    return tuple(
        Gold(place.document, place.page, place.quote, place.match, place.part or (number if each_its_own else 1))
        for number, place in enumerate(line.gold, 1)
    )
