"""What a row says in words: the sentence that is shown and quoted for it. A table's text is Danish."""

from collections.abc import Iterable, Sequence

from corpus.radar import Case, Edition, Fagområde, Kryds, Observation, Pilot, Technology
from corpus.wording import say
from ingest.dates import in_danish
from ingest.figures import QUALIFIERS
from ingest.rows import Record

_SO_MANY = ("technologies", "respondents", "municipalities", "fagområder")


def words(records: Sequence[Record]) -> str:
    """The sentence for the records that one row has become: more than one only where they share all but a cell."""
    match records[0]:
        case Observation() as first:
            return _observed(first, [each for each in records if isinstance(each, Observation)])
        case Edition() as edition:
            return _edition(edition)
        case Fagområde() as field:
            known = ("row.field_in", {"edition": _edition_name(field.edition)}) if field.edition else ("row.field", {})
            return say(known[0], name=_capital(field.name), **known[1]) + _also(field.aliases)
        case Technology() as technology:
            described = f": {technology.description}" if technology.description else "."
            return f"{_capital(technology.name)}{described}{_also(_others(technology))}"
        case Kryds() as kryds:
            crossing = say("row.kryds", technology=kryds.technology, area=kryds.area)
            return f"{crossing}: {kryds.text}" if kryds.text else f"{crossing}."
        case Pilot() as pilot:
            where = [_where(pilot.municipalities), ("partners", ", ".join(pilot.partners))]
            when = [("period", pilot.period), ("year", pilot.year)]
            return _told(pilot.name, [*_what(pilot), *where, *when], pilot.text)
        case Case() as case:
            names = [each.municipality for each in records if isinstance(each, Case) and each.municipality]
            return _told(case.name, [*_what(case), _where(names), ("year", case.year)], case.text)


def _observed(first: Observation, observations: Iterable[Observation]) -> str:
    what = _capital(first.technology or say("row.all"))
    measured = "; ".join(f"{_label(each)}: {_value(each)}" for each in observations)
    where = [_edition_name(first.edition), first.radar]
    if first.municipality:
        where.append(say("row.municipality", name=first.municipality))
    return f"{what} – {measured} ({', '.join(where)})."


def _label(observation: Observation) -> str:
    narrowed = [part for part in _parts(observation.qualifier) if part not in QUALIFIERS]
    return ", ".join([say(f"row.{observation.measure}"), *narrowed])


def _value(observation: Observation) -> str:
    """The value as it is read aloud: ``over en tredjedel af de adspurgte``, ``3 ud af 4 kommuner``, ``93 pct.``."""
    exact = [part for part in _parts(observation.qualifier) if part in QUALIFIERS]
    value = " ".join([*exact, observation.value])
    is_ratio, is_number = " af " in observation.value, observation.value[-1:].isdigit()
    if observation.unit and is_number and not is_ratio:
        value = f"{value} {observation.unit}"
    if observation.among is None:
        return value
    if is_ratio:
        return f"{value} {observation.among}"
    of = {"kommuner": "row.of_municipalities", "adspurgte": "row.of_asked"}.get(observation.among, "row.of")
    return f"{value} {say(of, among=observation.among)}"


def _parts(qualifier: str | None) -> list[str]:
    return qualifier.split(", ") if qualifier else []


def _edition(edition: Edition) -> str:
    parts = []
    if edition.published:
        parts.append(say("row.published", date=in_danish(edition.published, edition.precision)))
    counts = ((name, getattr(edition, name)) for name in _SO_MANY)
    parts.extend(say(f"row.count_{name}", count=count) for name, count in counts if count is not None)
    return f"{edition.name}: {'; '.join(parts)}." if parts else f"{edition.name}."


def _edition_name(id_: str) -> str:
    return say("row.edition", id=id_) if id_.isdigit() else id_


def _what(record: Pilot | Case) -> list[tuple[str, str | None]]:
    return [("technology", record.technology), ("area", record.area)]


def _where(names: Sequence[str]) -> tuple[str, str]:
    return "municipality" if len(names) == 1 else "municipalities", ", ".join(names)


def _others(technology: Technology) -> list[str]:
    """The other names of a technology, each once: many are the same in both languages."""
    others = {name.casefold(): name for name in reversed((*technology.aliases, *technology.english))}
    return [name for folded, name in reversed(others.items()) if folded != technology.name.casefold()]


def _told(name: str, fields: Iterable[tuple[str, object]], text: str | None) -> str:
    told = "; ".join(f"{say(f'row.field_{label}')}: {value}" for label, value in fields if value)
    return f"{_capital(name)}{f' – {told}' if told else ''}.{f' {text}' if text else ''}"


def _also(names: Sequence[str]) -> str:
    return " " + say("row.also", names=", ".join(names)) if names else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
