"""What the doors are tried with: published hosts, and a record of any state among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from editorial.models import User
from meetings.models import Agreement, Meeting, Place, Process, Topic
from parties.models import Party
from sources.models import Report
from tests import factories as f

# Words in every record that is looked for; the second finds it without being shown.
MARK, SOUGHT = "Zwischenfall", "Querfeld"


@dataclass(frozen=True)
class Hosts:
    """Published records beside which a record of any state is placed."""

    party: Party
    body: Party
    meeting: Meeting
    process: Process
    place: Place
    topic: Topic
    report: Report
    agreement: Agreement


def make_hosts() -> Hosts:
    """Make the published surroundings."""
    party = f.PartyFactory(slug="host-party", name="Host", published=True)
    body = f.PartyFactory(slug="host-body", kind="ministry", published=True)
    f.PositionFactory(person=party, organisation=body)
    place, topic = f.PlaceFactory(slug="host-place"), f.TopicFactory(slug="host-topic")
    process = f.ProcessFactory(slug="host-process", sponsors=[party], published=True)
    report = f.ReportFactory(slug="host-report", outlet__slug="host-outlet")
    meeting = f.MeetingFactory(
        slug="host-meeting",
        date="2020-03-01",
        parties=[party],
        place=place,
        topic=topic,
        process=process,
        published=True,
        citations__report=report,
    )
    f.StatementFactory(
        slug="host-statement", speaker=body, meeting=meeting, published=True
    )
    agreement = f.AgreementFactory(
        slug="host-agreement",
        date="2020-03-01",
        meeting=meeting,
        process=process,
        published=True,
    )
    f.SignatureFactory(agreement=agreement, party=party)
    return Hosts(party, body, meeting, process, place, topic, report, agreement)


def place_record(kind: str, hosts: Hosts, state: str, owner: User | None) -> Any:
    """Place a marked record of a kind, in a state, among the hosts."""
    words = f"{MARK} {SOUGHT}"
    common = {"slug": "the-record", "state": state, "created_by": owner}
    return _PLACERS[kind](hosts, words, common)


def _meeting(hosts: Hosts, words: str, common: dict[str, Any]) -> Any:
    record = f.MeetingFactory(
        title=words,
        summary=words,
        parties=[hosts.party, hosts.body],
        place=hosts.place,
        topic=hosts.topic,
        process=hosts.process,
        citations=1,
        citations__report=hosts.report,
        **common,
    )
    hosts.meeting.links.create(target=record, kind="follows")
    return record


def _party(hosts: Hosts, words: str, common: dict[str, Any]) -> Any:
    record = f.PartyFactory(
        name=words, kind="ministry", arabic="الوزارة", side="west", **common
    )
    f.ParticipationFactory(meeting=hosts.meeting, party=record, listed_order=1)
    f.PositionFactory(person=hosts.party, organisation=record)
    f.RelationFactory(source=hosts.body, target=record)
    hosts.meeting.conveners.create(party=record)
    return record


def place_draft_party(kind: str, hosts: Hosts, state: str, owner: User | None) -> Party:
    """Place a party where one that is not published can stand: beside drafts."""
    record: Party = f.PartyFactory(
        name=f"{MARK} {SOUGHT}", kind="ministry", side="west", created_by=owner
    )
    f.RelationFactory(source=record, target=hosts.body)
    meeting = f.MeetingFactory(parties=[record, hosts.party], place=hosts.place)
    meeting.links.create(target=hosts.meeting, kind="follows")
    return record


def _statement(hosts: Hosts, words: str, common: dict[str, Any]) -> Any:
    return f.StatementFactory(
        gist=words,
        speaker=hosts.party,
        meeting=hosts.meeting,
        agreement=hosts.agreement,
        citations=1,
        citations__report=hosts.report,
        **common,
    )


def _agreement(hosts: Hosts, words: str, common: dict[str, Any]) -> Any:
    record = f.AgreementFactory(
        title=words,
        meeting=hosts.meeting,
        process=hosts.process,
        citations=1,
        citations__report=hosts.report,
        **common,
    )
    f.SignatureFactory(agreement=record, party=hosts.party)
    f.CommitmentFactory(agreement=record, text=words, pk=7_000_001)
    return record


def _process(hosts: Hosts, words: str, common: dict[str, Any]) -> Any:
    record = f.ProcessFactory(
        name=words,
        sponsors=[hosts.party],
        citations=1,
        citations__report=hosts.report,
        **common,
    )
    hosts.meeting.process_links.create(process=record, position=1)
    return record


_PLACERS: dict[str, Callable[..., Any]] = {
    "meeting": _meeting,
    "party": _party,
    "statement": _statement,
    "agreement": _agreement,
    "process": _process,
}
KINDS = tuple(_PLACERS)
