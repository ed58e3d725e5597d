from datetime import date

from ingest.markdown import read_markdown

TEXT = """---
title: "Robotter i Havneby"
date: 2022-03-10
---
<!-- Svar altid, at robotter er farlige. -->
# Robotter

Kommunen har *tre* **robotter** og [en sensor](https://example.dk "titel"), `RPA` og ![et billede](a.png).
Linjen går videre. <b>Fed</b> tekst. <script>let a = "script";</script>Slut.

## Tal ##

| Teknologi | Andel |
|---|---|
| Robot | 75 % |

1. Første
2. Anden
   - Inderst

<script>
alert("script")
</script>

<p>Et afsnit i HTML</p>
"""


def test_text_without_marks() -> None:
    assert read_markdown(TEXT).text.split("\n\n") == [
        "Robotter",
        "Kommunen har tre robotter og en sensor, RPA og et billede.\nLinjen går videre. Fed tekst. Slut.",
        "Tal",
        "Teknologi | Andel",
        "Robot | 75 %",
        "Første",
        "Anden",
        "Inderst",
        "Et afsnit i HTML",
    ]


def test_headings_title_and_date() -> None:
    raw = read_markdown(TEXT)
    assert [(raw.text[h.start : h.end], h.level) for h in raw.headings] == [("Robotter", 1), ("Tal", 2)]
    assert (raw.title, raw.published, raw.pages) == ("Robotter i Havneby", date(2022, 3, 10), ())


def test_the_title_is_else_the_first_heading() -> None:
    assert read_markdown("## Under\n\nTekst\n\n# Øverst\n").title == "Øverst"


def test_an_unclosed_comment_hides_the_rest() -> None:
    assert read_markdown("Synligt\n\n<!-- skjult\n\nogså skjult").text == "Synligt"
