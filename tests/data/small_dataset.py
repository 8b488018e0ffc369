"""A dataset with one or two valid records of each kind, to plant faults in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from data.checks import Problem, check_folder
from data.checks.files import TOP_KEYS

Rows = dict[str, list[dict[str, Any]]]


def source(url: str, **fields: Any) -> dict[str, Any]:
    return {"outlet": "tass", "url": url, "title": None, "published": None, **fields}


def party(slug: str, kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "kind": kind,
        "name": slug.title(),
        "names": [{"text": slug.upper(), "lang": "en", "type": "alias"}],
        "country": "RU",
        "side": [{"side": "external", "from": None, "to": None}],
        "summary": f"What {slug} is.",
        "wikidata": None,
        "positions": [],
        "relations": [],
        "sources": [source("https://tass.com/parties")],
        "verified": True,
        **fields,
    }


def office(organisation: str, title: str, start: str | None) -> dict[str, Any]:
    return {
        "title": title,
        "organisation": organisation,
        "from": start,
        "to": None,
        "sources": [],
    }


def relation(kind: str, target: str) -> dict[str, Any]:
    return {"type": kind, "target": target, "from": None, "to": None}


def names(*languages: str) -> list[dict[str, Any]]:
    return [{"text": f"name in {code}", "lang": code} for code in languages]


def place(slug: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "name": slug.title(),
        "names": names("en", "ar", "ru"),
        "country": "RU",
        "kind": "city",
        "lat": 55.75,
        "lon": 37.62,
        "geonames_id": 524901,
        "coordinates_from": "geonames",
        "parent": None,
        **fields,
    }


def participant(slug: str, role: str, organisation: str, title: str) -> dict[str, Any]:
    return {
        "party": slug,
        "as": title,
        "on_behalf_of": organisation,
        "role": role,
        "position": {"organisation": organisation, "title": title},
    }


def meeting(slug: str, day: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "title": "Talks in Moscow",
        "date": day,
        "place": {"id": "moscow", "venue_text": None},
        "format": "talks_round",
        "track": "military",
        "level": "minister",
        "process": "moscow-track",
        "convened_by": ["mod-ru"],
        "participants": [
            participant("shoigu", "host", "mod-ru", "Minister"),
            participant("haftar", "participant", "lna", "Commander"),
        ],
        "topics": ["ceasefire"],
        "status": "held",
        "summary": "They spoke of a truce.",
        "outcome": None,
        "related": [],
        "sources": [source("https://tass.com/world/1", published="2020-01-13")],
        "verified": True,
        **fields,
    }


def small_dataset() -> Rows:
    """One valid record of each kind, so that every fault below stands alone."""
    return {
        "parties": [
            party("state-ru", "state"),
            party(
                "mod-ru", "ministry", relations=[relation("ministry_of", "state-ru")]
            ),
            party("lna", "armed_force", other_ids=["anl"]),
            party("shoigu", "person", positions=[office("mod-ru", "Minister", "2012")]),
            party("haftar", "person", positions=[office("lna", "Commander", "2015")]),
        ],
        "places": [place("moscow"), place("hotel", parent="moscow", kind="hotel")],
        "topics": [
            {
                "id": slug,
                "name": slug,
                "names": names("ar", "ru"),
                "parent": parent,
                "description": "What belongs here.",
            }
            for slug, parent in (("security", None), ("ceasefire", "security"))
        ],
        "processes": [
            {
                "id": "moscow-track",
                "name": "Moscow track",
                "names": names("ar", "ru"),
                "kind": "military",
                "parent": None,
                "from": "2019-12",
                "to": "2020-09",
                "sponsors": ["state-ru"],
                "summary": "Russian mediation.",
                "sources": [source("https://tass.com/world/1")],
            }
        ],
        "meetings": [
            meeting("2020-01-13-talks", "2020-01-13"),
            meeting(
                "2020-02-19-talks",
                "2020-02-19",
                related=[{"meeting": "2020-01-13-talks", "type": "follows"}],
            ),
        ],
        "agreements": [
            {
                "id": "2020-01-13-draft",
                "title": "Draft ceasefire",
                "date": "2020-01-13",
                "kind": "ceasefire",
                "stage": "ceasefire",
                "process": "moscow-track",
                "meeting": "2020-01-13-talks",
                "signatories": [
                    {"party": "haftar", "on_behalf_of": "lna", "status": "refused"}
                ],
                "commitments": ["A truce."],
                "summary": "A text that one side did not sign.",
                "sources": [source("https://tass.com/world/1")],
                "verified": True,
            }
        ],
        "statements": [
            {
                "id": "2020-01-14-haftar",
                "date": "2020-01-14",
                "speaker": "haftar",
                "on_behalf_of": "lna",
                "position": {"organisation": "lna", "title": "Commander"},
                "kind": "announcement",
                "stance": "suspends",
                "gist": "He asked for time.",
                "about": {"meeting": "2020-01-13-talks", "agreement": None},
                "sources": [source("https://tass.com/world/2")],
                "verified": True,
            }
        ],
        "contested": [
            {
                "record_type": "meeting",
                "record": "2020-01-13-talks",
                "field": "date",
                "alternatives": [
                    {"value": "2020-01-13", "sources": ["https://tass.com/world/1"]},
                    {"value": "2020-01-14", "sources": []},
                ],
                "note": "Two days are given.",
            }
        ],
        "sources": [
            {
                "id": slug,
                "name": slug.upper(),
                "kind": "wire",
                "country": "RU",
                "language": "en",
                "url_hosts": [host],
            }
            for slug, host in (("tass", "tass.com"), ("ria", "ria.ru"))
        ],
        "overrides": [
            {
                "record_type": "meeting",
                "record": "2020-01-13-talks",
                "set": {"participants": {"haftar": {"presence": "apart"}}},
                "reason": "The sides were never in one room.",
                "sources": [{"outlet": "tass", "url": "https://tass.com/world/1"}],
            }
        ],
    }


def write(folder: Path, rows: Rows) -> Path:
    for stem, key in TOP_KEYS.items():
        text = yaml.safe_dump({key: rows[stem]}, allow_unicode=True, sort_keys=False)
        (folder / f"{stem}.yaml").write_text(f"# {stem}\n{text}", encoding="utf-8")
    return folder


def problems_of(folder: Path, rows: Rows) -> list[Problem]:
    return check_folder(write(folder, rows))[1]
