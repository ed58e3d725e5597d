"""What is looked at of a source, and how: as the address of the page says it, and as its links lead on."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote as percent
from urllib.parse import urlencode

from corpus.wording import LANGUAGES

ZOOMS = (100, 150, 200)
"""How large a page of the original is shown, in per cent of what fits."""
_MARKED = ("passage", "from", "to")
_FRAMED = ("beside", "lang")


@dataclass(frozen=True, slots=True)
class Look:
    """The address of a viewer page: the source and what is asked for of it, as it came, so perhaps nonsense.

    ``passage``, ``from`` and ``to`` mark words; ``side`` is a page of the original, ``del`` a part of a long text,
    ``zoom`` how large the page is shown; ``visning=tekst`` asks for the text alone, and ``beside=1`` for the form that
    stands beside a conversation, in the language ``lang``.
    """

    document_id: str
    asked: Mapping[str, str]

    def given(self, name: str) -> str:
        """What is asked for under ``name``, empty where nothing is."""
        return self.asked.get(name, "")

    @property
    def zoom(self) -> int:
        """How large, one of ``ZOOMS``; beside a conversation there is room for a part of the page only."""
        usual = ZOOMS[-1] if self.beside else ZOOMS[0]
        return next((zoom for zoom in ZOOMS if str(zoom) == self.given("zoom")), usual)

    @property
    def beside(self) -> bool:
        """Whether it stands beside a conversation, in a frame."""
        return self.given("beside") == "1"

    @property
    def language(self) -> str:
        """The language of ours that it is shown in: that of the conversation beside it, else Danish."""
        return self.given("lang") if self.beside and self.given("lang") in LANGUAGES else "da"

    @property
    def text_alone(self) -> bool:
        """Whether the text is wanted without the pages of the original."""
        return self.given("visning") == "tekst"

    def page(self, number: int | None, at: str = "") -> str:
        """Where a page of the original is shown, ``at`` an anchor on it."""
        return self._address(at, "zoom", *_FRAMED, side=number)

    def part(self, number: int | None, at: str = "") -> str:
        """Where a part of the text is shown."""
        return self._address(at, "visning", *_FRAMED, **{"del": number})

    def zoomed(self, zoom: int) -> str:
        """The same page, as large as ``zoom`` says."""
        at = "citat" if self.given("passage") else "sider"
        return self._address(at, *_MARKED, "side", *_FRAMED, zoom=zoom)

    def as_text(self) -> str:
        """The same place in the text alone."""
        return self._address(self._place, *_MARKED, *_FRAMED, visning="tekst")

    def as_pages(self) -> str:
        """The same place on the pages of the original."""
        return self._address(self._place, *_MARKED, *_FRAMED)

    def alone(self) -> str:
        """The same in a window of its own."""
        return self._address(self._place, *_MARKED, "side", "del", "visning")

    def picture(self, number: int) -> str:
        """The picture of a page, in a size that fits how large it is shown."""
        zoomed = "?zoom=1" if self.zoom > ZOOMS[0] else ""
        return f"/sources/{percent(self.document_id)}/pages/{number}.webp{zoomed}"

    @property
    def _place(self) -> str:
        return "citat" if self.given("passage") else ""

    def _address(self, at: str, *kept: str, **new: str | int | None) -> str:
        chosen = {name: self.given(name)[:100] for name in kept} | new
        asked = urlencode({name: value for name, value in chosen.items() if value})
        return f"/sources/{percent(self.document_id)}{f'?{asked}' * bool(asked)}{f'#{at}' * bool(at)}"
