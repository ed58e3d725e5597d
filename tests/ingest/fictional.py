"""A small corpus of fiktive eksempeldata that tests write where they need one."""

from pathlib import Path

TEXTS = {
    "havneby": """# Havneby Kommunes årsrapport (fiktive eksempeldata)

## Skærmbesøg i hjemmeplejen

Havneby Kommune gav 412 borgere skærmbesøg i 2022. Hjemmeplejen sparede 1.300 timers kørsel på et år.

## Robotter i køkkenet

Kommunen prøvede tre robotter på plejehjemmet Fyrtårnet. Robotterne skar grøntsager fra den 3. marts 2022.
""",
    "bakkedal": """# Bakkedal Kommune om sensorer (fiktive eksempeldata)

Bakkedal Kommune satte 88 sensorer op i skolernes klasselokaler. Sensorerne måler luft, lyd og lys.

Borgmester Inger Storm siger, at luften i klasserne er blevet bedre.
""",
}


def write_corpus(folder: Path, texts: dict[str, str] | None = None) -> Path:
    """A catalogue of Markdown sources in ``folder``; the catalogue's path."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for name, text in (texts or TEXTS).items():
        (folder / f"{name}.md").write_text(text, "utf-8")
        title = f"{name.title()} (fiktive eksempeldata)"
        entries.append(f'[[source]]\nid = "{name}"\nfile = "{name}.md"\ntitle = "{title}"\n')
    catalogue = folder / "sources.toml"
    catalogue.write_text("\n".join(entries), "utf-8")
    return catalogue
