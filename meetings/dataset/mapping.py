"""From a row of the dataset to the fields and parts of a record."""

from __future__ import annotations

from typing import Any, NamedTuple

from meetings.dataset.files import Row
from meetings.dataset.registry import Registry
from meetings.dataset.report import RowError
from meetings.models import DateBasis, Presence
from parties.models import AlignmentBasis, NameKind, Party, PositionStatus, Side

Parts = dict[str, list[dict[str, Any]]]


class Mapped(NamedTuple):
    """The fields of the record itself and the rows of its part tables."""

    fields: dict[str, Any]
    parts: Parts


# What tells the rows of a part table apart.
PART_KEYS: dict[str, tuple[str, ...]] = {
    "hosts": ("host",),
    "names": ("text", "lang", "kind"),
    "identifiers": ("scheme", "value"),
    "old_slugs": ("slug",),
    "positions": ("organisation", "title", "start"),
    "relations": ("kind", "target", "start"),
    "alignments": ("side", "start"),
    "sponsors": ("party",),
    "places": ("position",),
    "process_links": ("process",),
    "topic_links": ("topic",),
    "conveners": ("party",),
    "participations": ("party", "placeholder"),
    "links": ("kind", "target"),
    "signatures": ("position",),
    "commitments": ("position",),
}
CITATION_KEYS = ("report", "field")

SIDES = {
    "gna-aligned": Side.WEST,
    "lna-aligned": Side.EAST,
    "un": Side.UN,
    "neutral": Side.NEUTRAL,
    "other": Side.OTHER,
}
REGIONAL_COUNTRIES = frozenset(
    [
        "DZ",
        "TN",
        "EG",
        "SD",
        "TD",
        "NE",
        "MA",
        "MR",
        "TR",
        "QA",
        "AE",
        "SA",
        "KW",
        "BH",
        "OM",
        "YE",
        "JO",
        "LB",
        "SY",
        "IQ",
        "IR",
        "ET",
    ]
)
REGIONAL_BODIES = frozenset(
    [
        "arab-league",
        "au",
        "au-high-level-committee",
        "gcc",
        "oic",
        "libya-neighbours",
        "tripartite-mechanism",
    ]
)
SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ur"), "Arab"),
    **dict.fromkeys(("ru", "uk", "bg", "be", "kk"), "Cyrl"),
    "el": "Grek",
    "he": "Hebr",
    "am": "Ethi",
    "hi": "Deva",
    "zh": "Hani",
    "ja": "Jpan",
    "ko": "Kore",
}


def side_of(side: str, country: str | None, party: str) -> Side:
    """Return the product's side for a side of the dataset."""
    if side != "external":
        return SIDES[side]
    is_regional = country in REGIONAL_COUNTRIES or party in REGIONAL_BODIES
    return Side.REGIONAL if is_regional else Side.GLOBAL


def names_of(row: Row, with_script: bool = False) -> list[dict[str, Any]]:
    """Return the rows of a name table, each name once."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for name in row["names"]:
        values = {
            "text": name["text"],
            "lang": name["lang"],
            "kind": name.get("type") or NameKind.OFFICIAL,
        }
        if with_script:
            values["script"] = SCRIPTS.get(name["lang"], "Latn")
        rows[values["text"], values["lang"], values["kind"]] = values
    return list(rows.values())


def outlet(row: Row, registry: Registry) -> Mapped:
    """Map an outlet."""
    fields = {
        "name": row["name"],
        "kind": row["kind"],
        "country": row["country"] or "",
        "language": row["language"] or "",
    }
    return Mapped(fields, {"hosts": [{"host": host} for host in row["url_hosts"]]})


def place(row: Row, registry: Registry) -> Mapped:
    """Map a place; its parent is loaded before it."""
    fields = {
        "name": row["name"],
        "kind": row["kind"],
        "country": row["country"],
        "parent": registry.find("place", row["parent"], "parent"),
        "lat": row["lat"],
        "lon": row["lon"],
        "geonames_id": row["geonames_id"],
        "coordinates_basis": row["coordinates_from"] or "",
    }
    return Mapped(fields, {"names": names_of(row)})


def topic(row: Row, registry: Registry) -> Mapped:
    """Map a topic; its parent is loaded before it."""
    fields = {
        "name": row["name"],
        "parent": registry.find("topic", row["parent"], "parent"),
        "description": row["description"] or "",
    }
    return Mapped(fields, {"names": names_of(row)})


def party(row: Row, registry: Registry) -> Mapped:
    """Map a party without its offices and relations."""
    person = row["kind"] == "person"
    fields = {
        "kind": row["kind"],
        "name": row["name"],
        "summary": row["summary"] or "",
        "country": row["country"] or "",
        "began": row.get("born" if person else "founded") or "",
        "ended": row.get("died" if person else "dissolved") or "",
        **_certainty(row),
    }
    alignments = [
        {
            "side": side_of(entry["side"], row["country"], row["id"]),
            "start": entry["from"] or "",
            "end": entry["to"] or "",
            "basis": AlignmentBasis.EDITORIAL,
        }
        for entry in row["side"]
    ]
    wikidata = row.get("wikidata")
    parts: Parts = {
        "names": names_of(row, with_script=True),
        "identifiers": [{"scheme": "wikidata", "value": wikidata}] if wikidata else [],
        "alignments": alignments,
        "old_slugs": [{"slug": slug} for slug in row.get("other_ids") or []],
    }
    return Mapped(fields, parts)


def _certainty(row: Row) -> dict[str, Any]:
    """Map `verified` and `note`: readers of an unverified record see the note."""
    note = row.get("note") or ""
    reasons = [entry["reason"] for entry in row.get("corrections", [])]
    return {
        "verified": row["verified"],
        "verification_note": "" if row["verified"] else note,
        "editor_note": "\n".join(
            [*([note] if row["verified"] and note else []), *reasons]
        ),
    }


def _date_basis(row: Row) -> DateBasis:
    """A date of an unverified record was counted or taken from general knowledge."""
    return DateBasis.EXPLICIT if row["verified"] else DateBasis.INFERRED


def party_links(row: Row, registry: Registry) -> Parts:
    """Map the offices and relations of a party: all parties are loaded by now."""
    positions = [
        {
            "organisation": registry.find("party", entry["organisation"], "positions"),
            "title": entry["title"],
            "title_ar": entry.get("title_ar") or "",
            "start": entry["from"] or "",
            "end": entry["to"] or "",
            "status": _status_of(entry["title"]),
        }
        for entry in row["positions"]
    ]
    relations = [
        {
            "kind": entry["type"],
            "target": registry.find("party", entry["target"], "relations"),
            "start": entry["from"] or "",
            "end": entry["to"] or "",
        }
        for entry in row["relations"]
    ]
    return {"positions": positions, "relations": relations}


def _status_of(title: str) -> PositionStatus:
    """An office is acting when its title says so; the files have no other sign."""
    words = title.lower().replace("-", " ").split()
    acting = {"acting", "interim", "caretaker"} & set(words)
    return PositionStatus.ACTING if acting else PositionStatus.REGULAR


def process(row: Row, registry: Registry) -> Mapped:
    """Map a process; its parent is loaded before it."""
    fields = {
        "name": row["name"],
        "kind": row["kind"],
        "parent": registry.find("process", row["parent"], "parent"),
        "start": row["from"] or "",
        "end": row["to"] or "",
        "summary": row["summary"] or "",
    }
    sponsors = _ordered(registry, "party", "party", row["sponsors"], "sponsors")
    return Mapped(fields, {"names": names_of(row), "sponsors": sponsors})


def _ordered(
    registry: Registry, column: str, kind: str, ids: list[str], field: str
) -> list[dict[str, Any]]:
    return [
        {column: registry.find(kind, name, field), "position": order}
        for order, name in enumerate(ids)
    ]


def meeting(row: Row, registry: Registry) -> Mapped:
    """Map a meeting without its links to other meetings."""
    fields = {
        "title": row["title"],
        "title_ar": row.get("title_ar") or "",
        "date": row["date"],
        "format": row["format"],
        "status": row["status"],
        "track": row["track"],
        "level": row["level"] or "",
        "summary": row["summary"] or "",
        "outcome": row["outcome"] or "",
        "date_basis": _date_basis(row),
        **_certainty(row),
    }
    processes = [
        name for name in (row["process"], *row.get("also_processes", [])) if name
    ]
    parts: Parts = {
        "places": _places(row, registry),
        "process_links": _ordered(registry, "process", "process", processes, "process"),
        "topic_links": [
            {"topic": registry.find("topic", name, "topics")} for name in row["topics"]
        ],
        "conveners": _ordered(
            registry, "party", "party", row["convened_by"], "convened_by"
        ),
        "participations": [
            _participation(order, entry, row, registry)
            for order, entry in enumerate(row["participants"])
        ],
    }
    return Mapped(fields, parts)


def _places(row: Row, registry: Registry) -> list[dict[str, Any]]:
    where = row["place"]
    if where is None:
        return []
    return [
        {
            "place": registry.find("place", where.get("id"), "place"),
            "venue_text": where.get("venue_text") or "",
            "position": 0,
        }
    ]


def _participation(
    order: int, entry: Row, row: Row, registry: Registry
) -> dict[str, Any]:
    who: Party = registry.find("party", entry["party"], "participants")
    return {
        "party": who,
        "placeholder": "",
        "role": entry["role"],
        "presence": entry.get("presence") or presence_in(row),
        "capacity": registry.office(
            who, entry["position"], row["date"], "participants"
        ),
        "capacity_as_reported": entry["as"] or "",
        "on_behalf_of": registry.find("party", entry["on_behalf_of"], "participants"),
        "listed_order": order,
    }


def presence_in(row: Row) -> Presence:
    """Return the presence of those for whom the files say nothing else."""
    if row["status"] != "held":
        return Presence.EXPECTED
    remote = row["format"] in ("phone_call", "video_call")
    return Presence.REMOTE if remote else Presence.PRESENT


def meeting_links(row: Row, registry: Registry) -> Parts:
    """Map the links of a meeting: all meetings are loaded by now."""
    links = [
        {
            "kind": link["type"],
            "target": registry.find("meeting", link["meeting"], "related"),
        }
        for link in row["related"]
    ]
    return {"links": links}


def agreement(row: Row, registry: Registry) -> Mapped:
    """Map an agreement."""
    fields = {
        "title": row["title"],
        "title_ar": row.get("title_ar") or "",
        "date": row["date"],
        "kind": row["kind"],
        "stage": row["stage"] or "",
        "process": registry.find("process", row["process"], "process"),
        "meeting": registry.find("meeting", row["meeting"], "meeting"),
        "summary": row["summary"] or "",
        "date_basis": _date_basis(row),
        **_certainty(row),
    }
    signatures = [
        {
            "party": registry.find("party", entry["party"], "signatories"),
            "on_behalf_of": registry.find(
                "party", entry["on_behalf_of"], "signatories"
            ),
            "action": entry["status"],
            "position": order,
        }
        for order, entry in enumerate(row["signatories"])
    ]
    commitments = [
        {"text": text, "position": order}
        for order, text in enumerate(row["commitments"])
    ]
    return Mapped(fields, {"signatures": signatures, "commitments": commitments})


def statement(row: Row, registry: Registry) -> Mapped:
    """Map a statement."""
    speaker = registry.find("party", row["speaker"], "speaker")
    if speaker is None and row["position"]:
        raise RowError("position", "an office without a speaker")
    fields = {
        "date": row["date"],
        "speaker": speaker,
        "capacity": registry.office(speaker, row["position"], row["date"], "position"),
        "on_behalf_of": registry.find("party", row["on_behalf_of"], "on_behalf_of"),
        "kind": row["kind"],
        "stance": row["stance"],
        "gist": row["gist"],
        "meeting": registry.find("meeting", row["about"]["meeting"], "about"),
        "agreement": registry.find("agreement", row["about"]["agreement"], "about"),
        **_certainty(row),
    }
    return Mapped(fields, {})
