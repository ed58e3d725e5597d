"""A small radar of fiktive eksempeldata as rows in memory, over a snapshot that holds nothing else."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from fastapi import FastAPI

from api.app import create_app
from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.draft import Draft
from assistant.setup import Setup
from corpus.document import Document
from corpus.manifest import Held
from corpus.passage import Passage, Span
from corpus.radar import (
    MEASURES,
    OVERALL,
    STAGES,
    Case,
    Edition,
    Fagområde,
    Kryds,
    Measure,
    Observation,
    Pilot,
    Radar,
    Row,
    Technology,
)
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.source import Source

THEMES = ("Kunstig intelligens og big data", "Robotter", "Sensorer og Internet of Things", "Virtual reality")
AREAS = (
    "Social og sundhed",
    "Børn og læring",
    "Miljø, teknik og forsyning",
    "Arbejdsmarked og erhverv",
    "Demokrati og involvering",
    "Administration og organisation",
)
NAMES = (
    "Talende hegn",
    "Skærmbesøg",
    "Vejrende tage",
    "Lyttende lygtepæle",
    "Digitale postbude",
    "Syngende sensorer",
    "Selvkørende trillebøre",
    "Robotkokke",
    "Sagsbehandlende søjler",
    "Chatbåde",
    "Svævende skraldespande",
    "Virtuelle skovture",
    "Kloge kloakker",
    "Holografiske møder",
    "Maskinlærte køreplaner",
    "Papirløse protokoller",
    "Ansigtsløse kalendere",
    "Måtter med mål",
    "Drømmende databaser",
    "Ekkolod i søer",
    "Fjernstyrede færger",
    "Genkendende gyngestativer",
    "Hviskende hospitalssenge",
    "Intelligente istapper",
    "Jordnære satellitter",
    "Klatrende kabler",
    "Øreløse høreapparater",
)
QUOTED = 'Broer/tunneler "<b>& 100 %</b>"'
FORMULA = '=HYPERLINK("https://ond.example","Klik")'


@dataclass
class Tables:
    """Rows as they are written down, table by table."""

    texts: dict[str, list[str]] = field(default_factory=dict)

    def row(self, table: str, *cells: object, **where: str | None) -> Row:
        """A row of ``table`` with these cells, where it stands in the table's text."""
        lines = self.texts.setdefault(table, [f"Tabellen {table} (fiktive eksempeldata)"])
        text = " | ".join(str(cell) for cell in cells if cell is not None)
        start = sum(len(line) + 2 for line in lines)
        lines.append(text)
        number = len(lines)
        passage = Passage(f"{table}-{number}", table, start, start + len(text), None, (Span(start, start + len(text)),))
        return Row(table, number, passage, **where)

    def documents(self) -> dict[str, Document]:
        """The tables as documents."""
        found = {}
        for table, lines in self.texts.items():
            text = "\n\n".join(lines)
            source = Source(table, f"Tabellen {table} (fiktive eksempeldata)", "Havneby Kommune", "radar")
            found[table] = Document(source, text, text, range(len(text)))
        return found


NEWS = Source(
    "nyhed",
    "Nyt fra Havneby (fiktive eksempeldata)",
    "Havneby Kommune",
    published=date(2023, 3, 1),
    url="https://havneby.example/nyhed",
)


def measured(
    tables: Tables, edition: str, radar: str, technology: str | None, measure: Measure, value: str, **more: Any
) -> Observation:
    where = {name: more.pop(name) for name in ("stated_in", "place", "url") if name in more}
    table = more.pop("table", "maalinger")
    row = tables.row(table, edition, radar, technology or "alle", measure, value, *more.values(), **where)
    return Observation(row, edition, radar, technology, measure, value, **more)


def made(count: int = len(NAMES)) -> tuple[Radar, Tables]:
    """Three editions of ``count`` technologies: the newest in full, one before it, and one of which little is known."""
    tables = Tables()
    names = [NAMES[at] if at < len(NAMES) else f"Teknologi nummer {at}" for at in range(count)]
    years = {"2021": date(2021, 3, 1), "2022": date(2022, 2, 1), "2023": date(2023, 3, 1)}
    editions = [
        Edition(
            tables.row("udgaver", name, f"Teknologiradaren {name}", count, stated_in="nyhed", url=NEWS.url),
            name,
            f"Teknologiradaren {name}",
            published,
            "month",
            None if name == "2021" else count,
            512 if name == "2023" else None,
        )
        for name, published in years.items()
    ]
    technologies = [
        Technology(
            tables.row("teknologier", name),
            name,
            (f"{name} 2.0",) if at % 5 == 0 else (),
            description=f"{name} er noget, som Havneby Kommune har fundet på." if at % 2 == 0 else None,
            theme=THEMES[at % 4] if at % 7 else None,
        )
        for at, name in enumerate([*names, QUOTED])
    ]
    rows = []
    for at, name in enumerate(names):
        now = STAGES[min(at * 4 // count, 3)]
        before = STAGES[(min(at * 4 // count, 3) + (at % 5 == 1) - (at % 5 == 3 and at > 5)) % 4]
        rows.append(
            measured(tables, "2023", OVERALL, name, "stage", now, stated_in="nyhed", place="side 7", url=NEWS.url)
        )
        if at:
            rows.append(measured(tables, "2022", OVERALL, name, "stage", before))
        if at % 3:
            share = 95 - 3 * (at % 30)
            rows.append(
                measured(tables, "2023", OVERALL, name, "in_operation", str(share), number=float(share), unit="pct.")
            )
        if at % 6 == 0:
            rows.append(
                measured(
                    tables, "2023", OVERALL, name, "relevance", "3 ud af 4", number=75.0, unit="pct.", among="kommuner"
                )
            )
        if at % 2:
            rows.append(measured(tables, "2023", "Sundhed og ældre", name, "stage", STAGES[at % 4]))
    for at, measure in enumerate(MEASURES):
        told = "KLAR" if measure == "stage" else str(90 - 7 * at)
        rows.append(measured(tables, "2023", "Klima, teknik og miljø", names[at % 3], measure, told, unit="pct."))
    rows.append(measured(tables, "2023", OVERALL, names[3], "stage", "HOLD ØJE"))
    rows.append(measured(tables, "2023", OVERALL, QUOTED, "maturity", FORMULA))
    rows.append(
        measured(tables, "2023", OVERALL, None, "value", "56", number=56.0, unit="pct.", qualifier="effektivitet")
    )
    rows.append(measured(tables, "2021", OVERALL, names[0], "maturity", "mest moden"))
    rows.append(
        measured(
            tables,
            "2023",
            OVERALL,
            names[1],
            "in_operation",
            "12",
            number=12.0,
            unit="pct.",
            municipality="Odder",
            table="odder",
        )
    )
    kryds = []
    for at, theme in enumerate(THEMES):
        for place, area in enumerate(AREAS):
            text = f"{theme} kan hjælpe på området »{area}«. Se <b>her</b>." if (at + place) % 3 == 0 else None
            kryds.append(Kryds(tables.row("kryds", theme, area, text), theme, area, text))
    pilots = [
        Pilot(
            tables.row("piloter", "Job i brillerne", stated_in="nyhed", url=NEWS.url),
            "Job i brillerne",
            names[1],
            AREAS[0],
            ("Odder", "Aalborg", "Ringkøbing-Skjern"),
            ("Brillehuset",),
            "2018-2020",
            2018,
            "Ledige prøver et job i virtuelle omgivelser.",
        ),
        Pilot(tables.row("piloter", "Robotten i køkkenet"), "Robotten i køkkenet", names[7]),
    ]
    case = tables.row("cases", "Lys i natten", "Odder og Samsø")
    cases = [
        Case(case, "Lys i natten", name, names[3], AREAS[2], 2021, "Lygterne lytter.") for name in ("Odder", "Samsø")
    ]
    cases.append(Case(tables.row("cases", FORMULA), FORMULA, "Odder", names[1], AREAS[1], 2022, "<b>Fed</b> tekst."))
    field_names = ("Sundhed og ældre", "Klima, teknik og miljø")
    fields = tuple(Fagområde(tables.row("fagomraader", name), name) for name in field_names)
    radar = Radar(tuple(editions), fields, tuple(technologies), tuple(rows), tuple(kryds), tuple(pilots), tuple(cases))
    return radar, tables


def held(radar: Radar, tables: Tables, answers: Mapping[str, Answer] | None = None) -> Assistant:
    """An assistant over a snapshot that holds the tables; it answers only the questions in ``answers``."""
    documents = tables.documents()
    documents["nyhed"] = Document(NEWS, "Nyt fra Havneby.", "Nyt fra Havneby.", range(16))
    passages = {row.passage.id: row.passage for part in _parts(radar) for row in part}
    snapshot = SimpleNamespace(
        radar=radar,
        sources={name: document.source for name, document in documents.items()},
        passages=list(passages.values()),
        document=documents.__getitem__,
        passage=passages.__getitem__,
        boxes=lambda _: None,
        manifest=SimpleNamespace(
            id="20230301-081500-4be1c2a9", held=[Held(document.source, "", 1, 1, 0) for document in documents.values()]
        ),
    )
    return cast("Assistant", Holding(snapshot, answers or {}))


class Holding:
    """Stands in for an assistant: a snapshot, and answers to the questions that it knows."""

    setup = Setup("fiktiv", "0123456789")

    def __init__(self, snapshot: object, answers: Mapping[str, Answer]) -> None:
        self._snapshot, self._answers = snapshot, answers

    def snapshot(self) -> object:
        return self._snapshot

    def draft(self, question: str, *_: object) -> Draft:
        if question not in self._answers:
            raise Refused("question.empty")
        return Draft(self._answers[question])

    async def told(self, question: str, *_: object) -> AsyncGenerator[Answer, None]:
        yield self.draft(question).answer


def _parts(radar: Radar) -> list[list[Row]]:
    every = (
        radar.editions,
        radar.fagområder,
        radar.technologies,
        radar.observations,
        radar.kryds,
        radar.pilots,
        radar.cases,
    )
    return [[each.row for each in part] for part in every]


def app_over(radar: Radar, tables: Tables, settings: Settings | None = None, **more: Any) -> FastAPI:
    """The app over the tables."""
    return create_app(settings or Settings(api_token=None, keep_days=0), held(radar, tables, **more))
