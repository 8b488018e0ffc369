"""What the site may cost, and the pages that are held to it."""

from __future__ import annotations

from dataclasses import dataclass

# Milliseconds for 95 of 100 answers at 20,000 meetings, and queries for one of them.
LIST_MS, LIST_QUERIES = 150.0, 12
CACHED_MS = 50.0
# Kilobytes (1,000 bytes) as they travel, compressed.
FIRST_LOAD_KB, FIRST_LOAD_WITH_FONTS_KB = 60.0, 240.0
HTML_KB, SCRIPTS_KB, STYLES_KB = 15.0, 22.0, 9.0
ELEMENTS, FONT_FILES, FOREIGN = 2_500, 4, 0
PAINT_MS, SHIFT, ROUND_TRIP_MS = 1_000.0, 0.02, 400.0


@dataclass(frozen=True)
class Asked:
    """An address that is timed; None where no budget is set for it.

    ms: for a page that is made, not kept; kept_ms: for one that is kept. `{n}` in an
    address is another number, 40 to 99, in each answer that is made: another list.
    """

    name: str
    address: str
    ms: float | None = None
    queries: int | None = None
    kept_ms: float | None = None


SERVED = (
    Asked("home", "/en/"),
    Asked("meetings", "/en/meetings/", LIST_MS, LIST_QUERIES),
    Asked("meetings in Arabic", "/ar/meetings/", LIST_MS, LIST_QUERIES),
    Asked(
        "meetings of one party",
        "/en/meetings/?party=haftar&to=20{n}",
        LIST_MS,
        LIST_QUERIES,
    ),
    Asked(
        "meetings of two parties in a period",
        "/en/meetings/?party=haftar&party=state-ru&from=2019&to=20{n}",
        LIST_MS,
        LIST_QUERIES,
    ),
    Asked(
        "meetings of a side and track",
        "/en/meetings/?side=east&track=military&to=20{n}",
        LIST_MS,
        LIST_QUERIES,
    ),
    Asked(
        "meetings with a word",
        "/en/meetings/?q=ceasefire&to=20{n}",
        LIST_MS,
        LIST_QUERIES,
    ),
    Asked(
        "meetings at a place",
        "/en/meetings/?place=cairo&to=20{n}",
        LIST_MS,
        LIST_QUERIES,
    ),
    Asked(
        "meetings told by an outlet",
        "/en/meetings/?outlet=libya-herald&to=20{n}",
        LIST_MS,
        LIST_QUERIES,
    ),
    Asked(
        "meetings of a process",
        "/en/meetings/?process=berlin-process&to=20{n}",
        LIST_MS,
        LIST_QUERIES,
    ),
    Asked("table", "/en/meetings/?view=table"),
    Asked("timeline", "/en/meetings/?view=timeline&from=2019&to=2021"),
    Asked("calendar", "/en/meetings/?view=calendar&month=2020-02"),
    Asked("map", "/en/meetings/?view=map"),
    Asked("one meeting", "/en/meetings/2020-01-13-moscow-talks/"),
    Asked("one party", "/en/parties/haftar/"),
    Asked("a pair", "/en/parties/haftar/with/sarraj/"),
    Asked("network", "/en/network/", kept_ms=CACHED_MS),
    Asked("matrix", "/en/network/?view=matrix", kept_ms=CACHED_MS),
    Asked("network table", "/en/network/?view=table", kept_ms=CACHED_MS),
    Asked("search", "/en/search/?q=Haftar"),
    Asked("suggestions", "/en/suggest/?q=haf"),
    Asked("CSV of all meetings", "/en/meetings.csv"),
    Asked("CSV of one party", "/en/meetings.csv?party=haftar"),
    Asked("API list", "/api/v1/meetings/?page_size=100"),
    Asked("API record", "/api/v1/meetings/2020-01-13-moscow-talks/"),
)
WEIGHED = (
    ("meetings", "/en/meetings/"),
    ("meetings in Arabic", "/ar/meetings/"),
    ("one meeting", "/en/meetings/2020-01-13-moscow-talks/"),
    ("one party", "/en/parties/haftar/"),
    ("network", "/en/network/"),
    ("matrix", "/en/network/?view=matrix"),
    ("parties", "/en/parties/"),
    ("statements", "/en/statements/"),
    ("home", "/en/"),
)
