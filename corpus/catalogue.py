"""A catalogue of sources: a ``sources.toml``, or a folder read with what its files say themselves."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from corpus.refused import Refused
from corpus.source import Precision, Source, Table
from corpus.tables import ENDINGS, OBSERVATIONS, SCHEMAS, table_named

BUNDLED = Path(__file__).parent / "sources.toml"
READABLE = frozenset({".pdf", ".txt", ".md", ".html", ".htm", ".docx"}) | ENDINGS
KIND = "dokument"
RADAR = "radar"
"""The kind of a source that is a table."""
_UNSLUGGED = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def _table(name: str) -> str:
    found = table_named(name)
    if found is None:
        raise ValueError("no such table")
    return found


class _Entry(BaseModel):
    """One ``[[source]]`` as it is written; names this program does not know are left for later ones."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")]
    title: Annotated[str, Field(min_length=1, max_length=1000)]
    file: str | None = None
    publisher: str | None = None
    kind: str = KIND
    published: date | None = None
    precision: Precision = "day"
    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] = "da"
    digest: bool = False
    note: str | None = None
    table: Annotated[str, AfterValidator(_table)] | None = None
    sheet: str | None = None
    columns: dict[str, str] = Field(default_factory=dict)
    values: dict[str, str | int | float | date] = Field(default_factory=dict)

    @property
    def is_table(self) -> bool:
        """Whether it is rows of the radar: its file says so, or where there is none yet, its kind."""
        return Path(self.file).suffix.lower() in ENDINGS if self.file else self.kind == RADAR


@dataclass(frozen=True, slots=True)
class Rejected:
    """A source that cannot be taken, by the name it goes under, and why."""

    name: str
    why: Refused


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sources of one catalogue, and the entries that were refused; the rest stands all the same."""

    path: Path
    sources: tuple[Source, ...]
    rejected: tuple[Rejected, ...] = ()


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue at ``path``; a folder without a ``sources.toml`` is read by its files. Raises Refused."""
    if not _is_utf8(path.absolute()):
        raise Refused("catalogue.name", file=_printable(path))
    try:
        if path.is_dir():
            inside = path / "sources.toml"
            if not inside.is_file():
                return _folder(path)
            path = inside
        entries = tomllib.loads(path.read_text("utf-8"))["source"]
    except FileNotFoundError:
        raise Refused("catalogue.missing", file=path) from None
    except OSError as error:
        raise Refused("catalogue.unreadable", file=path, why=error.strerror) from None
    except UnicodeDecodeError:
        raise Refused("catalogue.not_utf8", file=path) from None
    except tomllib.TOMLDecodeError as error:
        raise Refused("catalogue.not_toml", file=path, why=error) from None
    except KeyError:
        raise Refused("catalogue.no_sources", file=path) from None
    if not isinstance(entries, list):
        raise Refused("catalogue.no_sources", file=path)
    sources: dict[str, Source] = {}
    rejected: list[Rejected] = []
    for number, entry in enumerate(entries, 1):
        name = str(entry.get("id", f"nr. {number}")) if isinstance(entry, dict) else f"nr. {number}"
        try:
            source = _source(path, name, entry)
            if source.id in sources:
                raise Refused("catalogue.duplicate", file=path.name, id=source.id)
            sources[source.id] = source
        except Refused as why:
            rejected.append(Rejected(name, why))
    return Catalogue(path, tuple(sources.values()), tuple(rejected))


def _source(catalogue: Path, name: str, entry: Any) -> Source:
    try:
        read = _Entry.model_validate(entry)
    except ValidationError as error:
        field = next((str(part) for part in error.errors()[0]["loc"]), "source")
        given = error.errors()[0]["input"] if field != "source" else entry
        missing = error.errors()[0]["type"] == "missing"
        key = "catalogue.field_missing" if missing else f"catalogue.field_{field}"
        raise Refused(key, file=catalogue.name, id=name, given=str(given)[:100], field=field) from None
    if not read.file and not read.url:
        raise Refused("catalogue.neither_file_nor_url", file=catalogue.name, id=name)
    if read.url and not _is_address(read.url):
        raise Refused("catalogue.field_url", file=catalogue.name, id=name, given=read.url[:100])
    told = read.model_dump(exclude={"file", "table", "sheet", "columns", "values"})
    told["file"] = _inside(catalogue, read) if read.file else None
    if read.is_table:
        told |= {"table": _read_as(catalogue, read), "kind": RADAR if read.kind == KIND else read.kind}
    return Source(**told)


def _read_as(catalogue: Path, entry: _Entry) -> Table:
    """How the entry's table is read. Raises Refused where it names a column that the table has not."""
    schema = SCHEMAS[entry.table or OBSERVATIONS]
    for column in [*entry.columns, *entry.values]:
        if column not in schema.columns:
            raise Refused(
                "catalogue.no_column",
                file=catalogue.name,
                id=entry.id,
                given=column[:100],
                table=schema.name,
                columns=", ".join(schema.columns),
            )
    return Table(
        schema.name,
        tuple(entry.columns.items()),
        tuple((column, str(value)) for column, value in entry.values.items()),
        entry.sheet,
    )


def _is_address(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _inside(catalogue: Path, entry: _Entry) -> Path:
    """The entry's file, which has to lie in the catalogue's folder when every link is followed."""
    folder = catalogue.parent.resolve()
    try:
        file = (folder / str(entry.file)).resolve()
    except (OSError, ValueError, RuntimeError):  # the last for a link that leads to itself
        raise Refused("catalogue.file_missing", file=catalogue.name, id=entry.id, given=entry.file) from None
    if not file.is_relative_to(folder):
        raise Refused("catalogue.climbs_out", file=catalogue.name, id=entry.id, given=entry.file)
    if not file.is_file():
        raise Refused("catalogue.file_missing", file=catalogue.name, id=entry.id, given=entry.file)
    return file


def _folder(folder: Path) -> Catalogue:
    """Every readable file below ``folder``; what a file says of itself is filled in when it is read."""
    sources: dict[str, Source] = {}
    rejected: list[Rejected] = []
    root = folder.resolve()
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if not file.is_file() or any(part.startswith(".") for part in name.parts):
            continue
        if not _is_utf8(name):
            rejected.append(Rejected(_printable(name), Refused("catalogue.name", file=_printable(name))))
            continue
        if file.suffix.lower() not in READABLE:
            rejected.append(Rejected(str(name), Refused("catalogue.unknown_kind", file=name, ending=file.suffix)))
            continue
        if not file.resolve().is_relative_to(root):
            rejected.append(Rejected(str(name), Refused("catalogue.climbs_out", file=folder, id=name, given=file)))
            continue
        slug = _slug(str(name.with_suffix("")))
        if slug in sources:
            slug = _slug(str(name))
        table = Table() if file.suffix.lower() in ENDINGS else None
        kind = RADAR if table else KIND
        sources[slug] = Source(id=slug, title="", file=file.resolve(), kind=kind, table=table)
    if not sources and not rejected:
        raise Refused("catalogue.empty_folder", folder=folder)
    return Catalogue(folder, tuple(sources.values()), tuple(rejected))


def _is_utf8(path: Path) -> bool:
    """Whether the name can be written down; a file may carry one from another system in another encoding."""
    return _printable(path) == str(path)


def _printable(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode()


def _slug(name: str) -> str:
    folded = unicodedata.normalize("NFC", name).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return _UNSLUGGED.sub("-", plain).strip("-")[:100] or "kilde"
