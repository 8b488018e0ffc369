"""Text as a PDF: shaped Arabic, right to left, an outline, numbered pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from fpdf import FPDF
from fpdf.enums import Align, TextDirection, XPos, YPos

from browse.exports.blocks import Block
from meetings.language import direction_of

ARABIC_FONT, LATIN_FONT = "PlexArabic", "Plex"
MARGIN = 18.0
LINE = 1.45
POINT = 25.4 / 72
# Size in points, bold, space above in millimetres and level in the outline, by kind.
STYLES: dict[str, tuple[float, bool, float, int | None]] = {
    "h1": (20, True, 0, None),
    "h2": (14, True, 6, 0),
    "h3": (11, True, 4.5, 1),
    "h4": (9.5, True, 1.8, None),
    "p": (9.5, False, 0.8, None),
    "li": (9.5, False, 0.3, None),
    "dt": (8.5, True, 1.2, None),
    "dd": (9.5, False, 0.2, None),
}
INDENTS = {"li": 4.0, "dd": 4.0}


@cache
def _folder() -> TemporaryDirectory[str]:
    """Where the cuts of fonts lie while the process lives."""
    return TemporaryDirectory(prefix="tracker-fonts-")


@cache
def _latin(weight: int) -> Path:
    """Return the Latin font cut to one weight, made once a process.

    Without its kerning, whose cutting takes seconds.
    """
    source = files("fontpkg_ibm_plex_sans") / "files" / "IBMPlexSans[wdth,wght].ttf"
    font = TTFont(str(source))
    del font["GPOS"]
    cut = instancer.instantiateVariableFont(font, {"wght": weight, "wdth": 100})
    made = Path(_folder().name) / f"plex-{weight}.ttf"
    cut.save(made)
    return made


class Document(FPDF):
    """A4 pages in one language, each numbered at its foot."""

    def __init__(self, title: str, language: str, foot: str) -> None:
        super().__init__(format="A4")
        self.rtl = direction_of(language) == "rtl"
        self.foot = foot
        self.set_title(title)
        self.set_lang(language)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN + 4)
        self._add_fonts()
        self.add_page()

    def _add_fonts(self) -> None:
        arabic = files("fontpkg_ibm_plex_sans_arabic") / "files"
        for style, cut, weight in (("", "Regular", 400), ("B", "SemiBold", 600)):
            drawn = str(arabic / f"IBMPlexSansArabic-{cut}.ttf")
            self.add_font(ARABIC_FONT, style, drawn)
            self.add_font(LATIN_FONT, style, str(_latin(weight)))
        first, second = (
            (ARABIC_FONT, LATIN_FONT) if self.rtl else (LATIN_FONT, ARABIC_FONT)
        )
        self.set_font(first, size=9.5)
        self.family = first
        self.set_fallback_fonts([second], exact_match=False)
        direction = TextDirection.RTL if self.rtl else TextDirection.LTR
        self.set_text_shaping(True, direction=direction)

    def footer(self) -> None:
        """Write the foot and the number of the page."""
        self.set_y(-14)
        self.set_font(self.family, size=7.5)
        self.set_text_color(90)
        start, end = (Align.R, Align.L) if self.rtl else (Align.L, Align.R)
        self.cell(0, 5, self.foot, align=start, new_x=XPos.LMARGIN, new_y=YPos.TOP)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align=end)
        self.set_text_color(0)

    def put(self, block: Block) -> None:
        """Set one block, its heading kept on the page of what follows."""
        size, bold, above, level = STYLES[block.kind]
        height = size * POINT * LINE
        if block.kind.startswith("h") and self.will_page_break(above + 4 * height):
            self.add_page()
        else:
            self.ln(above)
        self.set_font(self.family, "B" if bold else "", size)
        if level is not None:
            self.start_section(_bare(block.text), level=level)
        indent = INDENTS.get(block.kind, 0)
        if indent and not self.rtl:
            self.set_x(MARGIN + indent)
        self.multi_cell(
            self.epw - indent,
            height,
            block.text,
            align=Align.R if self.rtl else Align.L,
            link=block.url or None,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )


def _bare(text: str) -> str:
    """Drop the marks of direction: outlines have none."""
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


def pdf_of(blocks: Iterable[Block], title: str, language: str, foot: str) -> bytes:
    """Set blocks of text as a PDF in one language; `foot` stands on every page."""
    document = Document(title, language, foot)
    last_level = -1
    for block in blocks:
        level = STYLES[block.kind][3]
        if level is not None and level > last_level + 1:
            block = Block("h4", block.text, block.url)
        elif level is not None:
            last_level = level
        document.put(block)
    return bytes(document.output())
