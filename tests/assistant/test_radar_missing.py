import pytest

from assistant.radar_missing import missing
from assistant.radar_names import Names
from assistant.radar_reading import reading
from assistant.radar_said import said
from assistant.radar_saying import Saying
from corpus.radar import Radar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hvor relevant var cloud i 2031?",
            "Relevansen af cloud på Teknologiradaren 2031 (samlet) har KL ikke offentliggjort her. "
            "Det står her for Teknologiradaren 2033 (samlet).",
        ),
        ("Hvor relevant er billedgenkendelse?", "Relevansen af billedgenkendelse har KL ikke offentliggjort her."),
        (
            "Hvor moden er chatbots i 2039?",
            "Der er ingen rækker fra Teknologiradaren 2039 her. Den nyeste udgave her er Teknologiradaren 2033.",
        ),
        ("Er hjernechips med på radaren?", "»hjernechips« er ikke blandt de teknologier, som der er rækker om her."),
        ("Hvor moden er hjernechips?", "»hjernechips« er ikke blandt de teknologier, som der er rækker om her."),
        (
            "Hvor mange svarede på radaren i 2032?",
            "Hvor mange der svarede til Teknologiradaren 2032, har KL ikke offentliggjort her. "
            "Det står her for Teknologiradaren 2031 og Teknologiradaren 2033.",
        ),
        (
            "Hvor moden er droner i Nørrestrand Kommune?",
            "Der er ingen kommunerapport for Nørrestrand blandt de kilder, der svares fra.",
        ),
        (
            "Hvad er rykket siden 2033?",
            "Her er ingen nyere udgave end Teknologiradaren 2033 at sammenligne med.",
        ),
    ],
)
def test_what_is_lacking_is_said_with_who_has_it(radar: Radar, text: str, expected: str) -> None:
    chosen = radar.of()
    question = reading(chosen, said(Names(radar), text))
    assert question is not None
    found = missing(chosen, question, Saying(chosen, "da"))
    assert found is not None
    assert found.text == expected
