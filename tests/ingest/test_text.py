from datetime import date

from ingest.text import read_text

NEWS = """Gå til hovedindhold
Digitalisering
Velfærd

19. juni 2018

Robotter i Havneby

Robotter i Havneby

Foto: Havneby Kommune

Havneby Kommune har købt tre robotter, som hjælper i hjemmeplejen på alle hverdage mellem syv og tre.

Hvad kan robotterne?

  De kan hente posten, og de kan køre ud med frokosten til alle, der bor på kommunens to plejehjem.

Skridt på vejen

  • Medarbejderne lærer robotterne at kende
  • Borgerne siger deres mening

Læs den fulde case her:

  Robotterne flytter ind (havneby.dk)

  • PDF

    Robotter i hele landet

  • LINK

  I nabokommunen går det anderledes. Dér har man valgt sensorer i stedet for, og de måler luften i alle skoler.
"""


def blocks(text: str) -> list[str]:
    return read_text(text).text.split("\n\n")


def headings(text: str) -> list[tuple[str, int]]:
    raw = read_text(text)
    return [(raw.text[heading.start : heading.end], heading.level) for heading in raw.headings]


def test_headings_of_a_news_page() -> None:
    assert headings(NEWS) == [
        ("Robotter i Havneby", 1),
        ("Robotter i Havneby", 2),
        ("Hvad kan robotterne?", 2),
        ("Skridt på vejen", 2),
    ]


def test_what_the_text_says_of_itself() -> None:
    raw = read_text(NEWS)
    assert (raw.title, raw.published) == ("Robotter i Havneby", date(2018, 6, 19))


def test_lines_wrapped_by_hand_stay_together_and_short_ones_part() -> None:
    text = (
        "Havneby Kommune har købt tre robotter, som hjælper\n"
        "i hjemmeplejen. Robotterne kører ud med frokosten\n"
        "til alle.\n"
        "Bakkedal Kommune har valgt sensorer, og de måler\n"
        "luften i alle skoler."
    )
    assert [len(block.split("\n")) for block in blocks(text)] == [3, 2]


def test_every_long_line_is_a_paragraph() -> None:
    long = "Robotten kører ud med frokosten til alle, der bor på plejehjemmet, og den siger altid pænt goddag. " * 2
    assert blocks(f"{long.strip()}\n{long.strip()}") == [long.strip()] * 2


def test_list_items_part() -> None:
    assert blocks("Det gælder:\n- robotter\n- sensorer, som\n  måler luft") == [
        "Det gælder:",
        "- robotter",
        "- sensorer, som\n  måler luft",
    ]


def test_form_feeds_are_pages() -> None:
    raw = read_text("Side et.\fSide to.\f\nSide tre.")
    assert [raw.text[page.start :].strip()[:8] for page in raw.pages] == ["Side et.", "Side to.", "Side tre"]
    assert read_text("Ingen sider her.\n").pages == ()


def test_the_pages_of_a_transcript() -> None:
    raw = read_text(
        "BOGEN\n\nRelaterede dokumenter\nEn anden bog\n\nTransskription\n\nTranskript:\n\n"
        "Om bogen 1 VORES BOG\n\n2 Om bogen Robotter.\n\nNye veje 3 Sensorer.\n"
    )
    assert [raw.text[page.start :].split()[0] for page in raw.pages] == ["Om", "2", "Nye"]


def test_numbered_sections_are_no_pages() -> None:
    assert read_text("1 Indledning\n\n2 Robotter\n\n3 Sensorer\n").pages == ()
