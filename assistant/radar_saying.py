"""Says in words what a row of the radar holds: a value, where it stands, a list, in Danish and English."""

import re
from collections.abc import Mapping, Sequence

from assistant.radar_query import Reading
from assistant.radar_question import Limits
from corpus.radar import OVERALL, Edition, Measure, Observation, Radar, Row
from corpus.wording import catalogue, say

SHARES = frozenset({"in_operation", "trying", "considering", "not_considering", "relevance", "value", "expected_value"})
"""The measures that are a share of those who were asked."""
_OUT_OF = re.compile(r"\bud af\b")
_STOPS = re.compile(r"\.\.(?=\s|$)")
_AMONG = {"kommuner": "municipalities", "adspurgte": "asked", "respondenter": "respondents"}


class Saying:
    """What is in ``radar``, said in ``language``."""

    def __init__(self, radar: Radar, language: str, titles: Mapping[str, str] | None = None) -> None:
        """``titles``: those of the sources, by their ids."""
        self.radar, self.language, self._titles = radar, language, titles or {}
        self._editions = {each.id: each for each in radar.editions}
        self._english = {each.name: each.english[0] for each in radar.technologies if each.english}

    def say(self, key: str, **values: object) -> str:
        """The sentence ``radar.key``, its first letter a capital."""
        return capital(self.bare(key, **values))

    def bare(self, key: str, **values: object) -> str:
        """The same as it stands within a sentence."""
        # An abbreviation at the end has its full stop already.
        return _STOPS.sub(".", say(f"radar_said.{key}", self.language, **values))

    def are(self, count: int) -> str:
        """The verb for so many, where the language tells one from many."""
        return self.bare("are_one" if count == 1 else "are_many")

    def edition(self, edition: str) -> str:
        """The edition's name."""
        known = self._editions.get(edition)
        # "Kommunernes Teknologiradar 2022" is a title; a sentence about it takes it as it is.
        return known.name if known else say("radar_said.edition", self.language, edition=edition)

    def radar_name(self, radar: str) -> str:
        """The overall radar, or a fagområde, as it stands within a sentence."""
        return say("radar_said.overall", self.language) if radar == OVERALL else inside(radar)

    def technology(self, name: str | None) -> str:
        """A technology as it stands within a sentence, in English where that name is told."""
        if name is None:
            return say("radar_said.all_technologies", self.language)
        return inside(self._english.get(name, name) if self.language == "en" else name)

    def where(self, edition: str, radar: str, municipality: str | None = None) -> str:
        """Which radar of which edition, and whose."""
        named = self.radar_name(radar)
        if municipality:
            named = say("radar_said.of_municipality", self.language, radar=named, municipality=municipality)
        return say("radar_said.where", self.language, edition=self.edition(edition), radar=named)

    def at(self, reading: Reading) -> str:
        """Where a reading stands."""
        return self.where(reading.edition, reading.radar, reading.rows[0].municipality)

    def measure(self, measure: Measure) -> str:
        """What was measured, as a noun."""
        return say(f"radar_said.measure_{measure}", self.language)

    def the(self, measure: Measure, of: bool = False) -> str:
        """What was measured, as a noun with its article, and where it is ``of`` something with its preposition."""
        return say(f"radar_said.the_{measure}{'_of' if of else ''}", self.language)

    def amount(self, row: Observation) -> str:
        """A value with its unit and what narrows it: "over 41 pct."."""
        text = self._in_language(number(row.value, self.language))
        unit = self._unit(row.unit, one=row.number == 1)
        if unit and row.value.replace(",", "").replace(".", "").isdigit():
            text = f"{text} {unit}"
        narrows = row.qualifier if row.technology is not None and row.qualifier else None
        return f"{self._narrows(narrows)} {text}" if narrows else text

    def share(self, row: Observation) -> str:
        """A share with whom it is of: "71 pct. af kommunerne", "3 ud af 4 kommuner"."""
        amount = self.amount(row)
        if row.among is None or row.unit == row.among:
            return amount
        of = f"radar_said.among_{_AMONG[row.among]}" if row.among in _AMONG else None
        if _OUT_OF.search(row.value):
            plain = say(f"{of}_plain", self.language) if of else row.among
            return f"{amount} {plain}"
        return say(
            "radar_said.share_of", self.language, amount=amount, among=say(of, self.language) if of else row.among
        )

    def value(self, row: Observation) -> str:
        """A row's value as it is put beside a name: a ring, or an amount."""
        return row.value if row.measure == "stage" else self.amount(row)

    def value_of(self, reading: Reading) -> str:
        """The values of a reading, more than one where it is disputed."""
        return self.either(list(dict.fromkeys(self.value(row) for row in reading.rows)))

    def valued(self, reading: Reading) -> str:
        """A reading in a list: "apps (96 kommuner)"."""
        return self.bare("valued", name=self.technology(reading.technology), value=self.value_of(reading))

    def disputed(self, reading: Reading) -> str:
        """What each of the sources says that do not agree."""
        values = []
        for row in reading.rows:
            source = self.source(row.row)
            key = "disputed_value" if source else "disputed_bare"
            values.append(self.bare(key, value=self.value(row), source=source))
        named = {"technology": self.technology(reading.technology), "where": self.at(reading)}
        return self.say("disputed", the=self.the(reading.measure, of=True), values=self.list(values), **named)

    def source(self, row: Row) -> str | None:
        """The source behind a row, with the place in it; None where it is the table itself."""
        if row.stated_in is None:
            return None
        title = self._titles.get(row.stated_in, row.stated_in)
        return f"{title}, {row.place}" if row.place else title

    def states(self, reading: Reading, row: Observation | None = None) -> str:
        """The sentence that says what a reading, or one row of it, holds."""
        row = row or reading.rows[0]
        values = {"technology": self.technology(reading.technology), "where": self.at(reading)}
        measure = reading.measure
        if measure == "stage":
            return self.say("stage", value=row.value, **values)
        if measure == "value" and row.technology is None and row.qualifier:
            return self.say("value_qualified", value=self.share(row), qualifier=row.qualifier, **values)
        if not any(sign.isdigit() for sign in row.value) and row.number is None:
            return self.say("in_words", the=self.the(measure, of=True), value=row.value, **values)
        if measure in SHARES or (measure == "prevalence" and row.unit):
            return self.say(measure, value=self.share(row), **values)
        return self.say("amount", the=self.the(measure, of=True), value=self.amount(row), **values)

    def limits(self, limits: Limits) -> str:
        """A range in words."""
        unit = f" {self._unit(limits.unit)}" if limits.unit else ""
        least, most = (
            number(each, self.language) + unit if each is not None else "" for each in (limits.least, limits.most)
        )
        if least and most:
            return say(
                "radar_said.limits_between", self.language, least=number(limits.least or 0, self.language), most=most
            )
        if least:
            return say(
                "radar_said.limits_over" if limits.over else "radar_said.limits_least", self.language, number=least
            )
        return say("radar_said.limits_under" if limits.under else "radar_said.limits_most", self.language, number=most)

    def counted(self, count: int, what: str = "technologies") -> str:
        """So many of something, in the singular where it is one."""
        return say(f"radar_said.{what}_{'one' if count == 1 else 'many'}", self.language, count=count)

    def either(self, items: Sequence[str]) -> str:
        """The items with commas, and "eller" before the last."""
        if len(items) < 2:
            return "".join(items)
        return self.bare("or", first=", ".join(items[:-1]), last=items[-1])

    def list(self, items: Sequence[str]) -> str:
        """The items with commas, and "og" before the last."""
        if len(items) < 2:
            return "".join(items)
        return say("radar_said.and", self.language, first=", ".join(items[:-1]), last=items[-1])

    def date(self, edition: Edition) -> str | None:
        """When an edition came out, as much as is known of it."""
        if edition.published is None:
            return None
        month = say("radar_said.months", self.language).split()[edition.published.month - 1]
        values = {"day": edition.published.day, "month": month, "year": edition.published.year}
        return say(f"radar_said.on_{edition.precision}", self.language, **values)

    def _in_language(self, value: str) -> str:
        """ "3 ud af 4" and "en tredjedel" as the language has them."""
        if self.language == "da":
            return value
        for danish, other in zip(
            say("radar_said.parts", "da").split("|"), say("radar_said.parts", self.language).split("|"), strict=True
        ):
            value = value.replace(danish, other)
        return value

    def _unit(self, unit: str | None, one: bool = False) -> str | None:
        if one and unit == "kommuner":
            return say("radar_said.unit_municipality", self.language)
        key = {"pct.": "pct", "kommuner": "municipalities", "point": "points"}.get(unit or "")
        return say(f"radar_said.unit_{key}", self.language) if key else unit

    def _narrows(self, qualifier: str) -> str:
        key = f"radar_said.narrows_{qualifier}"
        return say(key, self.language) if key in catalogue(self.language) else qualifier


def number(given: float | str, language: str) -> str:
    """A number as it is written in the language: "10.140" and "8,5" in Danish, "10,140" and "8.5" in English."""
    if isinstance(given, str):
        bare = given.replace(".", "").replace(",", "")
        if not bare.isdigit() or language == "da":
            return given
        return given.replace(".", " ").replace(",", ".").replace(" ", ",")
    # Four figures are written without a mark, as Danish and the sources have it.
    written = (f"{given:,.2f}" if abs(given) >= 10_000 else f"{given:.2f}").rstrip("0").rstrip(".")
    return written if language == "en" else written.replace(",", " ").replace(".", ",").replace(" ", ".")


def inside(name: str) -> str:
    """A name as it stands within a sentence: no capital, unless it is written in them."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def capital(text: str) -> str:
    """``text`` as the beginning of a sentence."""
    return text[:1].upper() + text[1:]
