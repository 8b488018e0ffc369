"""Checks of meetings, agreements and statements."""

from __future__ import annotations

import re
from collections import defaultdict

from data.checks.dataset import Dataset
from data.checks.dates import edtf, first, last
from data.checks.findings import Findings, Spot
from data.checks.shapes import (
    ABOUT,
    AGREEMENT,
    MEETING,
    PARTICIPANT,
    PLACE_OF_MEETING,
    RELATED,
    SIGNATORY,
    STATEMENT,
    Row,
    choice,
    fits,
    fitting,
)
from data.checks.shared import position, process, records, sources

_DATE_IN_ID = re.compile(r"\d{4}(-\d\d(?!\d))?(-\d\d(?!\d))?")


def check_meetings(data: Dataset, findings: Findings) -> None:
    """Each meeting by itself, then their order, links and repetitions."""
    previous = ""
    links: set[frozenset[str]] = set()
    same: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for spot, meeting in records(data, "meetings", MEETING, findings):
        check_meeting(spot, meeting, data)
        previous = _in_order(spot, meeting, previous)
        _links(spot, meeting, links, data)
        who = frozenset(str(row.get("party")) for row in meeting["participants"])
        where = str((meeting["place"] or {}).get("id"))
        same[(meeting["date"], who, where)].append(meeting["id"])
    for slugs in same.values():
        if len(slugs) > 1:
            others = ", ".join(slugs[:-1])
            spot = findings.on("meetings.yaml", slugs[-1])
            spot.add("participants", f"same date, place and parties as {others}")


def check_meeting(spot: Spot, meeting: Row, data: Dataset) -> None:
    """What a meeting must be by itself."""
    edtf(spot, "date", meeting["date"])
    lead = _DATE_IN_ID.match(meeting["id"])
    if not lead or not first(meeting["date"]).isoformat().startswith(lead.group()):
        spot.add("id", f"does not begin with the date, {meeting['date']}")
    for name in ("format", "track", "level"):
        choice(spot, name, name, meeting[name])
    choice(spot, "status", "meeting status", meeting["status"])
    _place(spot, meeting["place"], data)
    process(spot, "process", meeting["process"], meeting["date"], data)
    for slug in meeting.get("also_processes") or []:
        process(spot, "also_processes", slug, meeting["date"], data)
    for convener in meeting["convened_by"]:
        data.known(spot, "convened_by", "parties", convener)
    _participants(spot, meeting, data)
    if not meeting["topics"]:
        spot.add("topics", "no topic")
    for topic in meeting["topics"]:
        data.known(spot, "topics", "topics", topic)
        if data.index["topics"].get(topic, {}).get("parent", "") is None:
            spot.add("topics", f"{topic} is an upper topic")
    sources(spot, meeting, data)


def _place(spot: Spot, place: Row | None, data: Dataset) -> None:
    if place is None or not fits(spot.row("place"), place, PLACE_OF_MEETING):
        return
    data.known(spot, "place.id", "places", place["id"])
    if place["id"] is None and place["venue_text"] is None:
        spot.add("place", "has neither an id nor a venue")


def _participants(spot: Spot, meeting: Row, data: Dataset) -> None:
    if not meeting["participants"]:
        spot.add("participants", "no participant")
    seen: set[str] = set()
    for inner, row in fitting(spot, meeting, "participants", PARTICIPANT):
        data.known(inner, "party", "parties", row["party"])
        data.known(inner, "on_behalf_of", "parties", row["on_behalf_of"])
        choice(inner, "role", "role", row["role"])
        if meeting["format"] == "phone_call" and row["role"] == "host":
            inner.add("role", "a telephone call has no host")
        if row["party"] in seen:
            inner.add("party", f"{row['party']} is listed twice")
        seen.add(row["party"])
        if row["on_behalf_of"] == row["party"]:
            inner.add("on_behalf_of", "is the party itself")
        _capacity(inner, row, meeting["date"], data)


def _capacity(spot: Spot, row: Row, when: str, data: Dataset) -> None:
    party = data.index["parties"].get(row["party"])
    if not party:
        return
    if party["kind"] == "person":
        if row["as"] is None:
            spot.add("as", f"{row['party']} has no capacity")
        position(spot, "position", row["party"], row["position"], when, data)
    elif row["position"] is not None:
        spot.add("position", f"{row['party']} is not a person")
    died = party.get("died")
    if died and last(died) < first(when):
        spot.add("party", f"{row['party']} had died ({died})")


def _links(spot: Spot, meeting: Row, links: set[frozenset[str]], data: Dataset) -> None:
    for inner, row in fitting(spot, meeting, "related", RELATED):
        choice(inner, "type", "related", row["type"])
        if row["meeting"] == meeting["id"]:
            inner.add("meeting", "is the meeting itself")
            continue
        if not data.known(inner, "meeting", "meetings", row["meeting"]):
            continue
        pair = frozenset((meeting["id"], row["meeting"]))
        if pair in links:
            inner.add("meeting", f"the link with {row['meeting']} is stored twice")
        links.add(pair)
        other = data.index["meetings"][row["meeting"]].get("date")
        if row["type"] == "follows" and first(other) > last(meeting["date"]):
            inner.add("type", f"follows the later meeting {row['meeting']}")
        if row["type"] == "prepares" and last(other) < first(meeting["date"]):
            inner.add("type", f"prepares the earlier meeting {row['meeting']}")


def _in_order(spot: Spot, row: Row, previous: str) -> str:
    """Report a row before its predecessor; its own first day comes back."""
    day = first(row["date"]).isoformat()
    if day < previous:
        spot.add("date", f"{row['date']} is not in the order of dates")
    return day


def check_agreements(data: Dataset, findings: Findings) -> None:
    """Each agreement by itself, then their order."""
    previous = ""
    for spot, agreement in records(data, "agreements", AGREEMENT, findings):
        check_agreement(spot, agreement, data)
        previous = _in_order(spot, agreement, previous)


def check_agreement(spot: Spot, agreement: Row, data: Dataset) -> None:
    """What an agreement must be by itself."""
    when = agreement["date"]
    edtf(spot, "date", when)
    choice(spot, "kind", "agreement kind", agreement["kind"])
    choice(spot, "stage", "stage", agreement["stage"])
    process(spot, "process", agreement["process"], when, data)
    slug = agreement["meeting"]
    data.known(spot, "meeting", "meetings", slug)
    held = data.index["meetings"].get(slug or "", {}).get("date")
    if held and (first(when) > last(held) or last(when) < first(held)):
        spot.add("date", f"{when} is outside its meeting ({held})")
    _signatories(spot, agreement, data)
    if not agreement["commitments"]:
        spot.add("commitments", "no commitment")
    sources(spot, agreement, data)


def _signatories(spot: Spot, agreement: Row, data: Dataset) -> None:
    if not agreement["signatories"]:
        spot.add("signatories", "no signatory")
    seen: set[tuple[str, str]] = set()
    for inner, row in fitting(spot, agreement, "signatories", SIGNATORY):
        data.known(inner, "party", "parties", row["party"])
        data.known(inner, "on_behalf_of", "parties", row["on_behalf_of"])
        choice(inner, "status", "signatory status", row["status"])
        if (row["party"], row["status"]) in seen:
            inner.add("party", f"{row['party']} is listed twice as {row['status']}")
        seen.add((row["party"], row["status"]))


def check_statements(data: Dataset, findings: Findings) -> None:
    """Each statement by itself, then their order."""
    previous = ""
    for spot, statement in records(data, "statements", STATEMENT, findings):
        check_statement(spot, statement, data)
        previous = _in_order(spot, statement, previous)


def check_statement(spot: Spot, statement: Row, data: Dataset) -> None:
    """What a statement must be by itself."""
    edtf(spot, "date", statement["date"])
    speaker, office = statement["speaker"], statement["position"]
    data.known(spot, "on_behalf_of", "parties", statement["on_behalf_of"])
    if speaker is None:
        if office is not None:
            spot.add("position", "is given without a speaker")
    elif data.known(spot, "speaker", "parties", speaker):
        if data.index["parties"][speaker].get("kind", "person") != "person":
            spot.add("speaker", f"{speaker} is not a person")
        position(spot, "position", speaker, office, statement["date"], data)
    choice(spot, "kind", "statement kind", statement["kind"])
    choice(spot, "stance", "stance", statement["stance"])
    about = statement["about"]
    if fits(spot.row("about"), about, ABOUT):
        data.known(spot, "about.meeting", "meetings", about["meeting"])
        data.known(spot, "about.agreement", "agreements", about["agreement"])
    sources(spot, statement, data)
