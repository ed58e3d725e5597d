"""The names that rows go by: whatever a table calls a technology or a fagområde, it is the same one."""

from collections.abc import Iterable
from dataclasses import replace

from corpus.radar import Fagområde, Radar, Technology


def settled(radar: Radar) -> Radar:
    """The rows with technologies and radars called by the names their tables give them, others as they are written."""
    technologies = _names(radar.technologies)
    fields = _names(radar.fagområder)

    def technology(name: str | None) -> str | None:
        return None if name is None else technologies.get(name.casefold(), name)

    return replace(
        radar,
        observations=tuple(
            replace(each, technology=technology(each.technology), radar=fields.get(each.radar.casefold(), each.radar))
            for each in radar.observations
        ),
        pilots=tuple(replace(each, technology=technology(each.technology)) for each in radar.pilots),
        cases=tuple(replace(each, technology=technology(each.technology)) for each in radar.cases),
    )


def _names(known: Iterable[Technology | Fagområde]) -> dict[str, str]:
    """The name by every name, without capitals; a name of one's own comes before another's alias."""
    names: dict[str, str] = {}
    for each in known:
        names.setdefault(each.name.casefold(), each.name)
    for each in known:
        for alias in (*each.aliases, *(each.english if isinstance(each, Technology) else ())):
            names.setdefault(alias.casefold(), each.name)
    return names
