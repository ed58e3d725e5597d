"""A small corpus of fiktive eksempeldata, one source of each kind that the pages show differently."""

from pathlib import Path

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

ROBOTS = """# Havneby Kommunes robotter (fiktive eksempeldata)

## Skærmbesøg i hjemmeplejen

Havneby Kommune gav 412 borgere skærmbesøg i 2022. Hjemmeplejen sparede 1.300 timers kørsel på et år.

## Robotter i køkkenet

Kommunen prøvede tre robotter på plejehjemmet Fyrtårnet. Robotterne skar grøntsager fra den 3. marts 2022.
"""
SENSORS = """# Bakkedal Kommune om sensorer (fiktive eksempeldata)

Bakkedal Kommune satte 88 sensorer op i skolernes klasselokaler. Sensorerne måler luft, lyd og lys.

Borgmester Inger Storm siger, at luften i klasserne er blevet bedre.
"""
HOSTILE = """# Drivhuse & »droner« <script>alert(1)</script>

Lundby Kommune fløj 17 droner over drivhusene & fandt `<img src=x onerror=alert(2)>` ukrudt i "rækkerne".
"""
HOSTILE_TITLE = "Droner <b>& »drivhuse«</b> (fiktive eksempeldata)"
REPORT = (
    ("Affald i Engby (fiktive eksempeldata)", "Engby Kommune henter affald med selvkørende biler i 14 gader."),
    ("Kloakker", "Sensorer i kloakken gav Engby Kommune 23 advarsler om skybrud i 2024. Ingen kældre blev våde."),
)
QUESTIONS = {
    "Hvor mange borgere fik skærmbesøg i Havneby?": "412 borgere",
    "Hvad gjorde robotterne på plejehjemmet Fyrtårnet?": "robotter",
    "Hvor mange sensorer satte Bakkedal Kommune op i skolerne?": "88 sensorer",
    "Hvor mange droner fløj Lundby Kommune over drivhusene?": "17 droner",
    "Hvor mange advarsler om skybrud gav sensorer i kloakken?": "23 advarsler",
}
UNANSWERABLE = "Hvem vandt fodboldkampen mellem Brasilien og Argentina?"


def write_corpus(folder: Path, robots: str = ROBOTS) -> Path:
    """The catalogue; ``robots`` stands in for the first source."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "robotter.md").write_text(robots, "utf-8")
    (folder / "sensorer.md").write_text(SENSORS, "utf-8")
    (folder / "droner.md").write_text(HOSTILE, "utf-8")
    style = getSampleStyleSheet()
    pages = [
        [Paragraph(head, style["Heading1"]), Paragraph(text, style["BodyText"]), PageBreak()] for head, text in REPORT
    ]
    SimpleDocTemplate(str(folder / "engby.pdf")).build([part for page in pages for part in page])
    catalogue = folder / "sources.toml"
    catalogue.write_text(
        f"""
[[source]]
id = "robotter"
file = "robotter.md"
title = "Havneby Kommunes robotter (fiktive eksempeldata)"
publisher = "Havneby Kommune"
kind = "nyhed"
published = 2023-02-10
url = "https://havneby.example/nyheder/robotter"

[[source]]
id = "sensorer"
file = "sensorer.md"
title = "Bakkedal Kommune om sensorer (fiktive eksempeldata)"
published = 2024-01-01
precision = "year"
digest = true
note = "Kun de to første afsnit."
url = "https://bakkedal.example/sensorer"

[[source]]
id = "droner"
file = "droner.md"
title = '''{HOSTILE_TITLE}'''

[[source]]
id = "engby"
file = "engby.pdf"
title = "Engby Kommunes årsrapport (fiktive eksempeldata)"
publisher = "Engby Kommune"
kind = "rapport"
published = 2025-01-01
precision = "month"
url = "https://engby.example/rapport.pdf"
""",
        "utf-8",
    )
    return catalogue
