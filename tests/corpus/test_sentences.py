from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences

# One row a text; "|" stands where one sentence ends and the next begins, and nowhere else.
TEXTS = [
    # abbreviations
    "Det gælder bl.a. Aarhus og f.eks. Odense, jf. Danmarks Statistik.|Resten følger ca. 5. juni.",
    "Se stk. 2, pkt. 3 og kap. 4, s. 12.|Ring på tlf. 33 70 33 70 kl. 14.30.|Kl. 15 lukker vi.",
    "Vi taler om skoler, plejehjem m.v.|Derefter kommer jobcentrene m.m.|Budgettet er 6,8 mio. kr.|Det er lidt.",
    "Lys, vand, varme osv.|Sensorer måler det.|Foreninger, skoler m.fl. kan søge, og fonde m.fl., der støtter.",
    "Prisen er 6,8 mio. kr. over to år.|Halvdelen, 50 pct., er brugt.|Resten er 100 pct.|Staten betaler.",
    "Det koster 3 mio. USD om året.|Mødet tog 10 min.|Pause var der ikke.",
    "Skriv til dr. Hansen, afd. Nord, inkl. Bilag, vedr. Ældreloven iht. Serviceloven.|Slut.",
    "Der er 5 stk.|De er nye.|Se art. 5, stk. 2.|Slut.",
    "Send sagsnr. 12 og j.nr. 45.|Færdig.",
    "Det er p.g.a. Covid.|Se dog o.l.|Alt andet er nyt.",
    "Det siger KL.|Det siger DTU.|Også IT.|Kommunerne er enige.",
    # numbers, dates, times, versions
    "Den 10. marts 2021 og d. 17.01.18 kl. 09.47.|Andelen er 6,8.|Version 2.1.3 er ude.",
    "Det er 1. fase og 7. møde.|Vi mødes den 3. Dialogforum står for det.",
    "Den 14. Kommunaldag blev holdt.|Vi mødes den 14.|Derefter holder vi ferie.",
    "KL's 7. Dialogforum var i november.|Strategien er 2018+.|Der er åbent 24/7.|Ring bare.",
    "Der er 27.|Alle er nævnt.|Det skete i 2021.|98 kommuner svarede.|3 ud af 4 har det.",
    "Mødet er 10. Marts 2021.|Datoen er 17. 01. 18.|Slut.",
    "1. Formål.|2. Økonomi.|§ 5. Kommunen skal handle, jf. § 6.|Stk. 2. Ministeren kan fravige.",
    # addresses
    "Læs mere på www.kl.dk/teknologispring.|Skriv til kl@kl.dk.|Se også kl.dk.|Vi svarer.",
    # names
    "P. Jensen og H.C. Andersen.|J.P. Hansen er uenig.|Det er plan B.|Den holder.|Vi bor i Aarhus C. Tlf. haves.",
    # ellipsis
    "Nye ideer...|Nye møder…|Og så ... kom de.|Kommunen skal (...) KL bekendt handle.",
    # quotes and parentheses
    "”Skal vi det?” spørger hun.|”Ja!” svarer han.|”Det går godt.”|Sådan sluttede det.",
    '"Vi skal i gang.|Det haster," siger formanden.|(Det er sagt før.)|Nu sker det.',
    "Han sagde: »Vi gør det.«|Hun nikkede.|Hvad nu?|Hvem?!|Det ved vi ikke.",
    "Det står i rapporten.[1]|Resten er nyt.[2] [3]",
    # lists stay whole, lines with a bullet do not
    "Målene er: viden; debat; Prøver i drift; samarbejde med fonde m.fl.; og ro.|Slut.",
    "Vi skal:|• begynde nu|• blive færdige.|Slut.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_end_where_a_reader_would_end_them(marked: str) -> None:
    wanted = marked.split("|")
    text = "".join(part + ("\n" if nxt.startswith("•") else " ") for part, nxt in pairwise([*wanted, ""]))
    assert [text[start:end] for start, end in sentences(text)] == wanted


def test_an_empty_line_ends_a_sentence_and_a_line_break_does_not() -> None:
    text = "  En overskrift\n \nEn sætning, der\nfortsætter.\r\nEn til. \n\n\n"
    assert [text[a:b] for a, b in sentences(text)] == ["En overskrift", "En sætning, der\nfortsætter.", "En til."]


def test_text_without_an_end_is_one_sentence() -> None:
    text = "Skabe viden om ny teknologi Understøtte kommunernes arbejde " * 30
    assert sentences(text) == [(0, len(text) - 1)]


def test_nothing_has_no_sentences() -> None:
    assert sentences("") == sentences(" \n\t\n ") == []


@given(st.text(st.sampled_from('aBæ1 .\n!?…”"(-•§\u00a0kmv'), max_size=80) | st.text(max_size=80))
def test_spans_ascend_apart_and_leave_only_space_outside(text: str) -> None:
    spans = sentences(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
    assert all(not text[end:start].strip() for end, start in zip(edges[::2], edges[1::2], strict=True))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


# Where it does not, this takes minutes and runs into the time limit of all tests.
def test_time_grows_with_the_text_whatever_it_is_made_of() -> None:
    for piece in ("a. ", " ", ". ", "x", "\n \n", "bl.a. ", ".", '" ', "[1]", ".[1]", "…)"):
        sentences(piece * 100_000)


def test_the_originals_come_apart_into_sentences_of_readable_length() -> None:
    folder = Path(__file__).parents[2].parent / "shared" / "corpus" / "kl"
    if not folder.is_dir():
        pytest.skip("KL's own texts are not here")
    text = (folder / "teknologiradar-2021.txt").read_text("utf-8")
    lengths = [end - start for start, end in sentences(text)]
    assert 38 < len(lengths) < 50
    assert max(lengths) < 450
