"""A page as plain blocks of text, in the order of reading: what a PDF is set from."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

BLOCKS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "li",
        "dt",
        "dd",
        "div",
        "section",
        "article",
        "header",
        "blockquote",
    ]
)
NAMED = frozenset(["h1", "h2", "h3", "h4", "li", "dt", "dd"])
VOID = frozenset(["br", "hr", "img", "input", "meta", "link", "wbr"])
LEFT_TO_RIGHT, RIGHT_TO_LEFT, ISOLATE_END = "\u2066", "\u2067", "\u2069"


@dataclass
class Block:
    """One block: its element ("p" for all without a name), words, and a link."""

    kind: str
    text: str
    url: str = ""


@dataclass
class _Open:
    tag: str
    skipped: bool
    before: str
    after: str


class _Reader(HTMLParser):
    """Collects the blocks of `<main>`; what is not for paper is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.open: list[_Open] = []
        self.words: list[str] = []
        self.kind, self.url = "p", ""
        self.within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element: end the block before it, or mark what it says of its words."""
        if tag == "main":
            self.within = True
        if not self.within or tag in VOID:
            return
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        above = bool(self.open) and self.open[-1].skipped
        skipped = above or tag in ("svg", "script") or "no-print" in classes
        before, after = self._marks(tag, given, classes)
        if tag in BLOCKS and not self._after_number():
            self._end_block()
            self.kind = tag if tag in NAMED else self.kind
        if "written-address" in classes and given.get("href"):
            self.url = given["href"]
        if not skipped:
            self.words.append(before)
        self.open.append(_Open(tag, skipped, before, after))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag == "main":
            self._end_block()
            self.within = False
        if not self.within or not self.open or tag in VOID:
            return
        ended = self.open.pop()
        if not ended.skipped:
            self.words.append(ended.after)
        if tag in BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        """Take words, except of what is not for paper."""
        if self.within and self.open and not self.open[-1].skipped:
            self.words.append(data)

    def _marks(
        self, tag: str, given: dict[str, str], classes: list[str]
    ) -> tuple[str, str]:
        """What stands around the words of an element in place of its looks."""
        if tag == "a" and given.get("href", "").startswith("#source-"):
            return f"{LEFT_TO_RIGHT}[", f"]{ISOLATE_END} "
        if "visually-hidden" in classes and self.open and self.open[-1].tag == "a":
            return (" ", " ") if "contested" in given else (" (", ") ")
        if "source-number" in classes:
            return f"{LEFT_TO_RIGHT}[", f"]{ISOLATE_END} "
        if "act" in classes:
            return "", ": "
        if tag == "q":
            return "“", "”"
        if given.get("dir"):
            start = RIGHT_TO_LEFT if given["dir"] == "rtl" else LEFT_TO_RIGHT
            return start, ISOLATE_END
        return "", ""

    def _after_number(self) -> bool:
        """Say whether only the number of a source stands in the block so far."""
        return "".join(self.words).strip(" \n[]\u2066\u2069").isdigit()

    def _end_block(self) -> None:
        text = " ".join("".join(self.words).split())
        text = text.replace("( ) ", "").replace("((", "(").replace("))", ")")
        if text and text.strip("\u2066\u2067\u2069"):
            self.blocks.append(Block(self.kind, text, self.url))
        self.words, self.kind, self.url = [], "p", ""


def blocks_of(page: str) -> list[Block]:
    """Return the blocks of the main part of a page, in its order.

    Text in a direction of its own is held in Unicode isolates; marks of sources read
    "[3]"; drawings, hidden shapes and what is not for paper are left out.
    """
    reader = _Reader()
    reader.feed(page)
    return reader.blocks
