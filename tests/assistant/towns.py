"""A corpus of fiktive eksempeldata that is wide enough for a word to be rare in it."""

from tests.ingest.fictional import TEXTS

_TOWNS = (
    *("Lundby", "Engby", "Skovlund", "Åmosen", "Sønderå"),
    *("Vesterlev", "Nørrehus", "Østerbjerg", "Kirkeby", "Strandholm"),
)
_TOLD = (
    ("Exoskeletter", "{town} Kommune lånte {n} exoskeletter til portørerne. De skåner ryggen ved tunge løft."),
    ("Droner over markerne", "I {town} fløj {n} droner over markerne. De fandt ukrudt mellem rækkerne."),
    ("Selvkørende busser", "Busserne i {town} kørte {n} ture uden chauffør. Passagererne var trygge ved turen."),
    ("Høreapparater", "Biblioteket i {town} udlånte {n} høreapparater. Ældre læsere hørte bedre bagefter."),
    ("Digitale piller", "Apoteket i {town} gav {n} patienter en digital pilleæske. Den minder dem om medicinen."),
    ("Fugle i parken", "Parken i {town} fik {n} kasser til mejser. Gartneren tæller ungerne hvert forår."),
)


def texts() -> dict[str, str]:
    """Havneby and Bakkedal of the small corpus, and ten towns that tell of other things."""
    written = dict(TEXTS)
    for place, town in enumerate(_TOWNS):
        sections = [
            f"## {heading}\n\n{text.format(town=town, n=20 + 7 * place + 3 * at)}\n"
            for at, (heading, text) in enumerate(_TOLD)
        ]
        written[f"kilde-{place}"] = f"# {town} Kommune (fiktive eksempeldata)\n\n" + "\n".join(sections)
    return written
