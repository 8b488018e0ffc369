"""Taking the pictures of the public pages that README.md and docs/editing.md show.

Run it against a site with the starter data: python -m devtools.pictures [ADDRESS]
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools import chromium, paths
from devtools.console import Problem, say

FOLDER = paths.ROOT / "docs" / "img"
ADDRESS = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Picture:
    """A page and the window (CSS pixels) in which it is seen."""

    name: str
    path: str
    width: int = 1360
    height: int = 900
    dark: bool = False


PICTURES = (
    Picture("meetings", "/en/meetings/?party=haftar"),
    Picture("network", "/en/network/"),
    Picture("arabic", "/ar/meetings/?party=haftar", dark=True),
    Picture("meeting", "/en/meetings/2020-01-13-moscow-talks/", 1080, 1100),
)


def take(address: str, folder: Path) -> list[Path]:
    """Write every picture as PNG into a folder; raise Problem where a page fails."""
    from playwright.sync_api import sync_playwright

    program = chromium.find()
    if program is None:
        raise Problem(f"There is no Chromium: {chromium.HOW}.")
    written = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(program), args=chromium.launch_args()
        )
        for picture in PICTURES:
            page = browser.new_page(
                viewport={"width": picture.width, "height": picture.height},
                color_scheme="dark" if picture.dark else "light",
            )
            answer = page.goto(address + picture.path)
            if answer is None or not answer.ok:
                raise Problem(f"{address}{picture.path} does not answer with a page.")
            page.evaluate("document.fonts.ready")
            target = folder / f"{picture.name}.png"
            page.screenshot(path=target)
            page.close()
            written.append(target)
        browser.close()
    return written


def main(arguments: Sequence[str]) -> int:
    """Take the pictures of the site at the first argument, or at the usual address."""
    address = arguments[0].rstrip("/") if arguments else ADDRESS
    for target in take(address, FOLDER):
        say(f"wrote {target.relative_to(paths.ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
