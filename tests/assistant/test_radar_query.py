"""The query over the rows gives what a plain loop gives, whatever the tables and the question."""

from dataclasses import replace
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from assistant.radar_query import (
    beside,
    cases,
    changes,
    complete,
    in_alphabet,
    kryds,
    newest,
    pilots,
    readings,
    technologies,
)
from assistant.radar_question import Limits, RadarQuestion
from corpus.passage import Passage
from corpus.radar import OVERALL, STAGES, Case, Edition, Kryds, Measure, Observation, Pilot, Radar, Row

TECHNOLOGIES = ("Lyttetæpper", "Apps", "Ørepropper", "Ålekurve", "Droner")
EDITIONS = ("2031", "2032", "2033")
PLACES = (OVERALL, "Borgerservice", "Kultur og fritid")
TOWNS = ("Havneby", "Bakkedal")
SHARED: tuple[Measure, ...] = ("stage", "in_operation", "prevalence")
PASSAGE = Passage("p", "fiktive-observationer", 0, 1, None, ())


def row(number: int = 2) -> Row:
    return Row("fiktive-observationer", number, PASSAGE)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    measure = draw(st.sampled_from(SHARED))
    number = draw(st.none() | st.integers(0, 4).map(float)) if measure != "stage" else None
    value = draw(st.sampled_from(STAGES)) if measure == "stage" else "mange" if number is None else f"{number:g}"
    return Observation(
        row(draw(st.integers(2, 99))),
        draw(st.sampled_from(EDITIONS)),
        draw(st.sampled_from(PLACES)),
        draw(st.sampled_from((*TECHNOLOGIES, None))),
        measure,
        value,
        number,
        "pct." if measure == "in_operation" else draw(st.sampled_from(("kommuner", "pct."))) if number else None,
        None,
        draw(st.sampled_from((None, None, None, "Nørrestrand"))),
    )


@st.composite
def radars(draw: st.DrawFn) -> Radar:
    editions = tuple(
        Edition(row(), name, f"Teknologiradaren {name}", technologies=draw(st.none() | st.integers(1, 5)))
        for name in draw(st.lists(st.sampled_from(EDITIONS), unique=True))
    )
    return Radar(
        editions=editions,
        observations=tuple(draw(st.lists(observations(), max_size=25))),
        kryds=tuple(
            draw(st.lists(st.builds(Kryds, st.just(row()), st.sampled_from("ABC"), st.sampled_from("XYZ")), max_size=9))
        ),
        pilots=tuple(
            draw(
                st.lists(
                    st.builds(
                        Pilot,
                        st.just(row()),
                        st.sampled_from(("En", "To")),
                        st.none() | st.sampled_from(TECHNOLOGIES),
                        st.none() | st.sampled_from("XY"),
                        st.lists(st.sampled_from(TOWNS), unique=True).map(tuple),
                        year=st.none() | st.integers(2031, 2033),
                    ),
                    max_size=6,
                )
            )
        ),
        cases=tuple(
            draw(
                st.lists(
                    st.builds(
                        Case,
                        st.just(row()),
                        st.sampled_from(("En", "To")),
                        st.sampled_from(TOWNS),
                        st.none() | st.sampled_from(TECHNOLOGIES),
                        st.none() | st.sampled_from("XY"),
                        st.none() | st.integers(2031, 2033),
                    ),
                    max_size=6,
                )
            )
        ),
    )


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


LIMITS = st.none() | st.builds(
    Limits,
    st.none() | st.integers(0, 4).map(float),
    st.none() | st.integers(0, 4).map(float),
    st.booleans(),
    st.booleans(),
    st.none() | st.sampled_from(("pct.", "kommuner")),
)
QUESTIONS = st.builds(
    RadarQuestion,
    st.sampled_from(("look_up", "list", "count", "rank", "compare")),
    some(TECHNOLOGIES),
    some(EDITIONS),
    some(PLACES),
    st.sampled_from(SHARED).map(lambda each: (each,)),
    st.lists(st.sampled_from(STAGES), max_size=2, unique=True).map(tuple),
    LIMITS,
    st.none() | st.integers(1, 4),
    st.booleans(),
    municipality=st.sampled_from((None, None, "Nørrestrand")),
)


def scope_by_loop(radar: Radar, question: RadarQuestion) -> list[Observation]:
    found = []
    for technology in question.technologies or ("",):
        fitting = []
        for each in radar.observations:
            if each.measure != question.measures[0] or each.municipality != question.municipality:
                continue
            if technology and each.technology != technology:
                continue
            if not technology and each.technology is None:
                continue
            if question.editions and each.edition not in question.editions:
                continue
            if question.radars and each.radar not in question.radars:
                continue
            fitting.append(each)
        if not question.editions and fitting:
            last = fitting[0].edition
            for each in fitting:
                if each.edition > last:
                    last = each.edition
            fitting = [each for each in fitting if each.edition == last]
        if not question.radars:
            fitting = [each for each in fitting if each.radar == OVERALL] or fitting
        found.extend(fitting)
    return found


def holds_by_hand(limits: Limits, each: Observation) -> bool:
    if each.number is None or (limits.unit is not None and each.unit != limits.unit):
        return False
    if limits.least is not None and (each.number < limits.least or (limits.over and each.number == limits.least)):
        return False
    return not (
        limits.most is not None and (each.number > limits.most or (limits.under and each.number == limits.most))
    )


def answers_by_loop(radar: Radar, question: RadarQuestion) -> list[list[Observation]]:
    """The rows that answer, those of one thing together."""
    together: list[list[Observation]] = []
    for each in scope_by_loop(radar, question):
        for those in together:
            first = those[0]
            if (first.technology, first.edition, first.radar, first.unit) == (
                each.technology,
                each.edition,
                each.radar,
                each.unit,
            ):
                those.append(each)
                break
        else:
            together.append([each])
    kept = []
    for those in together:
        at_stage = not question.stages
        within = question.limits is None
        for each in those:
            at_stage = at_stage or (each.measure == "stage" and each.value in question.stages)
            within = within or (question.limits is not None and holds_by_hand(question.limits, each))
        if at_stage and within:
            kept.append(those)
    return kept


def order_by_hand(those: list[Observation], lowest: bool) -> float | None:
    best = None
    for each in those:
        mark = each.number
        if each.measure == "stage":
            mark = {"KLAR": 4.0, "AFPRØV": 3.0, "HOLD ØJE": 2.0, "AFVENT": 1.0}[each.value]
        if mark is not None and (best is None or (mark < best if lowest else mark > best)):
            best = mark
    return best


@given(radars(), QUESTIONS.filter(lambda question: question.asked != "rank"))
def test_the_same_rows_as_a_plain_loop(radar: Radar, question: RadarQuestion) -> None:
    found = [list(reading.rows) for reading in readings(radar, question)]
    expected = answers_by_loop(radar, question)
    assert sorted(map(id, chain(*found))) == sorted(map(id, chain(*expected)))
    assert sorted(map(len, found)) == sorted(map(len, expected))
    if not question.technologies:
        names = [in_alphabet(each[0].technology or "") for each in found]
        assert names == sorted(names)


@given(radars(), QUESTIONS.map(lambda question: replace(question, asked="rank")))
def test_a_ranking_is_that_of_a_plain_loop(radar: Radar, question: RadarQuestion) -> None:
    found = readings(radar, question)
    every = [those for those in answers_by_loop(radar, question) if order_by_hand(those, question.lowest) is not None]
    units = [those[0].unit for those in every]
    if not every:
        assert not found
        return
    unit = found[0].rows[0].unit
    assert units.count(unit) == max(units.count(each) for each in units)
    marks = [
        mark for those in every if those[0].unit == unit and (mark := order_by_hand(those, question.lowest)) is not None
    ]
    marks.sort(reverse=not question.lowest)
    wanted = question.number or len(marks)
    expected = [mark for at, mark in enumerate(marks) if at < wanted or mark == marks[wanted - 1]]
    assert [order_by_hand(list(each.rows), question.lowest) for each in found] == expected


@given(radars(), QUESTIONS, st.sampled_from(EDITIONS), st.sampled_from(EDITIONS))
def test_a_change_is_that_of_a_plain_loop(radar: Radar, question: RadarQuestion, before: str, after: str) -> None:
    place = question.radars[0] if question.radars else OVERALL
    pairs = {pair.technology: pair for pair in changes(radar, question, before, after)}
    seen = set()
    for technology in TECHNOLOGIES:
        sides = []
        for edition in (before, after):
            values: list[Observation] = []
            for each in radar.observations:
                if (each.technology, each.edition, each.radar) != (technology, edition, place):
                    continue
                if each.measure != question.measures[0] or each.municipality != question.municipality:
                    continue
                if not values or each.unit == values[0].unit:
                    values.append(each)
            sides.append(values)
        asked = technology in question.technologies if question.technologies else bool(sides[0] or sides[1])
        if not asked:
            continue
        seen.add(technology)
        assert pairs[technology].moved == moved_by_hand(radar, technology, before, after, sides), technology
    assert seen == set(pairs)


def moved_by_hand(radar: Radar, technology: str, before: str, after: str, sides: list[list[Observation]]) -> str:
    one, other = sides
    if not one and not other:
        return "unknown"
    for side, edition, word in ((one, before, "new"), (other, after, "gone")):
        if not side:
            told = set()
            for each in radar.observations:
                if each.edition == edition and each.technology and each.municipality is None:
                    told.add(each.technology)
            has = [each.technologies for each in radar.editions if each.id == edition and each.technologies]
            whole = bool(has) and len(told) >= (has[0] or 0)
            return word if whole and technology not in told else "unknown"
    if len({each.value for each in one}) > 1 or len({each.value for each in other}) > 1:
        return "disputed"
    marks = [order_by_hand(side, lowest=False) for side in sides]
    if marks[0] is None or marks[1] is None:
        return "same" if one[0].value == other[0].value else "unknown"
    return "up" if marks[1] > marks[0] else "down" if marks[1] < marks[0] else "same"


@given(radars(), st.sampled_from((None, "A", "B")), st.sampled_from((None, "X", "Y")))
def test_kryds_are_those_of_a_plain_loop(radar: Radar, theme: str | None, area: str | None) -> None:
    expected = [each for each in radar.kryds if theme in (None, each.technology) and area in (None, each.area)]
    assert list(kryds(radar, RadarQuestion("kryds", theme=theme, area=area))) == expected


@given(
    radars(),
    some(TECHNOLOGIES),
    st.none() | st.sampled_from("XY"),
    st.none() | st.sampled_from(TOWNS),
    st.none() | st.sampled_from(("En", "To")),
    st.none() | st.integers(2031, 2033),
)
def test_pilots_and_cases_are_those_of_a_plain_loop(
    radar: Radar,
    named: tuple[str, ...],
    area: str | None,
    place: str | None,
    name: str | None,
    year: int | None,
) -> None:
    question = RadarQuestion("pilots", technologies=named, area=area, place=place, named=name, year=year)
    for told, found in ((radar.pilots, pilots(radar, question)), (radar.cases, cases(radar, question))):
        expected = []
        for each in told:
            towns = each.municipalities if isinstance(each, Pilot) else (each.municipality,)
            if named and each.technology not in named:
                continue
            if (area and each.area != area) or (name and each.name != name) or (year and each.year != year):
                continue
            if place and place not in towns:
                continue
            expected.append(each)
        assert list(found) == expected


@given(radars(), QUESTIONS)
def test_what_two_have_in_common_is_put_beside_each_other(radar: Radar, question: RadarQuestion) -> None:
    one, other = (readings(radar, replace(question, radars=(place,))) for place in PLACES[:2])
    pairs = beside(one, other)
    both = {each.technology for each in one} & {each.technology for each in other} - {None}
    assert {pair.technology for pair in pairs} == both
    assert all(pair.one in one and pair.other in other for pair in pairs)


@given(radars())
def test_an_edition_is_whole_where_as_many_are_told_of_as_it_has(radar: Radar) -> None:
    for edition in radar.editions:
        assert complete(radar, edition.id) == (
            edition.technologies is not None and len(technologies(radar, edition.id)) >= edition.technologies
        )
    assert newest(radar, EDITIONS) == EDITIONS[-1]
    assert newest(radar, ()) is None
