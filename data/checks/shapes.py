"""Which fields a row has, of which kind, and the closed lists of values.

A shape is written as "name=kind name=kind …". A kind ends with "?" when the value
may be null and with "~" when the field may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from data.checks.findings import Spot

Row = dict[str, Any]


def _is_list_of(kind: type) -> Callable[[object], bool]:
    return lambda value: (
        isinstance(value, list) and all(isinstance(item, kind) for item in value)
    )


KINDS: dict[str, tuple[str, Callable[[object], bool]]] = {
    "text": ("a text", lambda value: isinstance(value, str) and bool(value.strip())),
    "texts": ("a list of texts", _is_list_of(str)),
    "rows": ("a list of rows", _is_list_of(dict)),
    "map": ("a mapping", lambda value: isinstance(value, dict)),
    "flag": ("true or false", lambda value: isinstance(value, bool)),
    "number": (
        "a number",
        lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    ),
}


@dataclass(frozen=True)
class FieldKind:
    """What one field holds."""

    kind: str
    nullable: bool
    optional: bool


Shape = dict[str, FieldKind]


def shape(text: str) -> Shape:
    """Read the compact notation described at the top of this module."""
    fields: Shape = {}
    for item in text.split():
        name, kind = item.split("=")
        base = kind.rstrip("?~")
        fields[name] = FieldKind(base, "?" in kind, "~" in kind)
    return fields


OUTLET = shape(
    "id=text name=text kind=text country=text? language=text url_hosts=texts"
)
PARTY = shape(
    "id=text kind=text name=text names=rows country=text? side=rows summary=text "
    "wikidata=text? born=text?~ died=text?~ founded=text?~ dissolved=text?~ "
    "positions=rows relations=rows other_ids=texts~ sources=rows verified=flag"
)
PLACE = shape(
    "id=text name=text names=rows country=text kind=text lat=number lon=number "
    "geonames_id=number? coordinates_from=text parent=text?"
)
TOPIC = shape("id=text name=text names=rows parent=text? description=text")
PROCESS = shape(
    "id=text name=text names=rows kind=text parent=text? from=text? to=text? "
    "sponsors=texts summary=text sources=rows"
)
MEETING = shape(
    "id=text title=text title_ar=text~ date=text place=map? format=text track=text level=text "
    "process=text? also_processes=texts~ convened_by=texts participants=rows "
    "topics=texts status=text summary=text outcome=text? related=rows sources=rows "
    "verified=flag note=text~"
)
AGREEMENT = shape(
    "id=text title=text title_ar=text~ date=text kind=text stage=text process=text? meeting=text? "
    "signatories=rows commitments=texts summary=text sources=rows verified=flag "
    "note=text~"
)
STATEMENT = shape(
    "id=text date=text speaker=text? on_behalf_of=text position=map? kind=text "
    "stance=text gist=text about=map sources=rows verified=flag note=text~"
)
CONTESTED = shape("record_type=text record=text field=text alternatives=rows note=text")
OVERRIDE = shape(
    "record_type=text record=text set=map reason=text basis=text~ sources=rows"
)

NAME = shape("text=text lang=text type=text~")
SIDE = shape("side=text from=text? to=text?")
OFFICE = shape(
    "title=text title_ar=text~ organisation=text from=text? to=text? sources=rows"
)
RELATION = shape("type=text target=text from=text? to=text?")
SOURCE = shape("outlet=text url=text title=text? published=text? agency=text~")
SHORT_SOURCE = shape("outlet=text url=text title=text?~ published=text?~ agency=text~")
PLACE_OF_MEETING = shape("id=text? venue_text=text?")
PARTICIPANT = shape("party=text as=text? on_behalf_of=text? role=text position=map?")
POSITION = shape("organisation=text title=text")
RELATED = shape("meeting=text type=text")
SIGNATORY = shape("party=text on_behalf_of=text? status=text")
ABOUT = shape("meeting=text? agreement=text?")
ALTERNATIVE = shape("value=text sources=texts")

# What the other records may look up in a row: its own fields and these lists.
ROWS: dict[str, tuple[Shape, dict[str, Shape]]] = {
    "parties": (PARTY, {"positions": OFFICE, "relations": RELATION}),
    "places": (PLACE, {}),
    "processes": (PROCESS, {}),
    "topics": (TOPIC, {}),
    "meetings": (MEETING, {"participants": PARTICIPANT, "sources": SOURCE}),
    "agreements": (AGREEMENT, {"sources": SOURCE}),
    "statements": (STATEMENT, {"sources": SOURCE}),
    "sources": (OUTLET, {}),
}

LISTS: dict[str, frozenset[str]] = {
    name: frozenset(values.split())
    for name, values in {
        "party kind": "person state ministry political_body armed_group committee "
        "international_organization government armed_force company mission "
        "legislature",
        "side": "external neutral gna-aligned lna-aligned un other",
        "party relation": "part_of ministry_of aligned_with successor_of "
        "recognised_by command_of",
        "name type": "native alias transliteration acronym press_variant",
        "place kind": "city town palace airbase headquarters hotel region",
        "process kind": "political military economic constitutional local "
        "humanitarian international",
        "format": "bilateral trilateral multilateral conference summit talks_round "
        "five_plus_five two_plus_two phone_call video_call signing briefing visit "
        "indirect",
        "track": "political military security economic humanitarian multi",
        "level": "head_of_state minister envoy official military mixed",
        "meeting status": "held announced postponed cancelled",
        "role": "host participant mediator observer signatory",
        "related": "follows prepares part_of confirms",
        "agreement kind": "communique resolution political ceasefire mou roadmap "
        "military economic",
        "stage": "pre-negotiation framework ceasefire implementation renewal",
        "signatory status": "signed initialled adopted issued endorsed witnessed "
        "refused",
        "statement kind": "press_statement communique interview announcement speech "
        "briefing",
        "stance": "supports opposes rejects calls_for announces confirms suspends",
        "outlet kind": "state_media government un wire newspaper broadcaster monitor "
        "think_tank encyclopaedia blog other",
        "contested field": "date place participants status signatories commitments "
        "gist",
        "presence": "present remote apart expected invited_absent refused walked_out "
        "represented denied",
        "coordinates source": "geonames approximate",
        "record type": "meeting agreement statement",
    }.items()
}


def choice(spot: Spot, name: str, list_name: str, value: object) -> None:
    """Report a value that is not in its closed list."""
    if not isinstance(value, str) or value not in LISTS[list_name]:
        allowed = ", ".join(sorted(LISTS[list_name]))
        spot.add(name, f"{value!r} is not a {list_name}; allowed: {allowed}")


def fits(spot: Spot, row: Row, expected: Shape) -> bool:
    """Report missing, unknown and ill-typed fields; True when there are none."""
    before = len(spot.findings.problems)
    for name, kind in expected.items():
        if name not in row:
            if not kind.optional:
                spot.add(name, "missing field")
        elif row[name] is None:
            if not kind.nullable:
                spot.add(name, "is null")
        elif not KINDS[kind.kind][1](row[name]):
            spot.add(name, f"{row[name]!r} is not {KINDS[kind.kind][0]}")
    for name in row:
        if name not in expected:
            spot.add(str(name), "unknown field")
    return len(spot.findings.problems) == before


def fitting(
    spot: Spot, row: Row, name: str, shape_: Shape
) -> Iterator[tuple[Spot, Row]]:
    """The rows of the list `name` that have the right shape, each with its spot."""
    for number, item in enumerate(row.get(name) or [], 1):
        inner = spot.row(name, number)
        if fits(inner, item, shape_):
            yield inner, item
