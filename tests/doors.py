"""The public doors: every address through which a record may reach somebody.

A new page, resource or export joins `DOORS`; tests/browse/test_visibility_doors.py
fails while an address of the site is neither here nor among `HARMLESS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from browse.exports.registry import LISTS
from editorial.models import User
from meetings.models import Meeting, Place, Process, Topic
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


def make_hosts() -> Hosts:
    """Make the published surroundings."""
    party = f.PartyFactory(slug="host-party", name="Host", published=True)
    body = f.PartyFactory(slug="host-body", kind="ministry", published=True)
    f.PositionFactory(person=party, organisation=body)
    place, topic = f.PlaceFactory(slug="host-place"), f.TopicFactory(slug="host-topic")
    process = f.ProcessFactory(slug="host-process", sponsors=[party], published=True)
    report = f.ReportFactory(slug="host-report")
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
    return Hosts(party, body, meeting, process, place, topic, report)


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


@dataclass(frozen=True)
class Door:
    """An address that shows records of some kinds.

    `covers` are the URL names. A record's own address (`own`) answers 404 to those
    who may not see it; a filter that names the record (`filters`) answers 400.
    """

    address: str
    covers: tuple[str, ...]
    shows: tuple[str, ...] = ()
    own: bool = False
    filters: bool = False

    def ask(self, client: Client) -> tuple[int, str]:
        """Return status and whole body."""
        answer: Any = client.get(self.address)
        streamed = getattr(answer, "streaming", False)
        body = b"".join(answer.streaming_content) if streamed else answer.content
        return answer.status_code, body.decode()

    def finds(self, client: Client) -> bool:
        """Say whether the record is found here; anything unexpected is an error."""
        status, body = self.ask(client)
        seen = MARK in body
        if self.filters:
            assert status in {200, 400}, f"{self.address}: {status}"
            return status == 200
        if self.own:
            assert status in {200, 404}, f"{self.address}: {status}"
            assert seen is (status == 200), f"{self.address}: {status}, marked {seen}"
            return seen
        assert status == 200, f"{self.address}: {status}"
        return seen


def _pages() -> list[Door]:
    host_pages = [
        Door("/en/meetings/host-meeting/", ("meeting",), KINDS),
        Door(
            "/en/parties/host-party/",
            ("party",),
            ("meeting", "party", "statement", "agreement"),
        ),
        Door("/en/parties/host-body/", ("party",), ("party",)),
    ]
    return [
        Door("/en/", ("home",), ("meeting",)),
        Door("/ar/", ("home",), ("meeting",)),
        Door("/en/meetings/", ("meeting_list",), ("meeting",)),
        Door("/en/meetings/?party=host-party", ("meeting_list",), ("meeting",)),
        Door("/en/meetings/?topic=host-topic", ("meeting_list",), ("meeting",)),
        Door(f"/en/meetings/?q={SOUGHT}", ("meeting_list",), ("meeting",)),
        Door("/en/parties/", ("party_list",), ("party",)),
        Door(f"/en/parties/?q={SOUGHT}", ("party_list",), ("party",)),
        Door(f"/en/search/?q={SOUGHT}", ("search",), KINDS),
        Door("/en/meetings/the-record/", ("meeting",), ("meeting",), own=True),
        Door("/ar/meetings/the-record/", ("meeting",), ("meeting",), own=True),
        Door("/en/parties/the-record/", ("party",), ("party",), own=True),
        *host_pages,
    ]


def _filters() -> list[Door]:
    """Filters that name a record: a hidden one is as unknown as none."""
    keys = {
        **dict.fromkeys(
            ("party", "party_any", "party_none", "convener", "on_behalf_of"), "party"
        ),
        "process": "process",
    }
    return [
        Door(
            f"/en/meetings/?{key}=the-record", ("meeting_list",), (kind,), filters=True
        )
        for key, kind in keys.items()
    ]


def _api() -> list[Door]:
    collections = {
        "meeting": "meetings",
        "party": "parties",
        "statement": "statements",
        "agreement": "agreements",
        "process": "processes",
    }
    doors = [
        Door(f"/api/v1/search/?q={SOUGHT}", ("api-search",), KINDS),
        Door("/api/v1/commitments/", ("api-commitment-list",), ("agreement",)),
        Door(
            "/api/v1/commitments/7000001/",
            ("api-commitment-detail",),
            ("agreement",),
            own=True,
        ),
        Door(
            "/api/v1/meetings/host-meeting/",
            ("api-meeting-detail",),
            ("party", "process"),
        ),
    ]
    for kind, name in collections.items():
        doors += [
            Door(f"/api/v1/{name}/", (f"api-{kind}-list",), (kind,)),
            Door(
                f"/api/v1/{name}/the-record/",
                (f"api-{kind}-detail",),
                (kind,),
                own=True,
            ),
        ]
    for name, key, kind in (
        ("meetings", "party", "party"),
        ("meetings", "process", "process"),
        ("statements", "speaker", "party"),
        ("statements", "party", "party"),
        ("statements", "meeting", "meeting"),
        ("statements", "agreement", "agreement"),
        ("agreements", "party", "party"),
        ("agreements", "process", "process"),
    ):
        doors.append(
            Door(f"/api/v1/{name}/?{key}=the-record", (), (kind,), filters=True)
        )
    return doors


def _reference() -> list[Door]:
    """Public lists of places, topics, reports and outlets: they tell of no record."""
    return [
        door
        for name, host in (
            ("place", "places/host-place"),
            ("topic", "topics/host-topic"),
            ("report", "reports/host-report"),
            ("outlet", "outlets"),
        )
        for door in (
            Door(f"/api/v1/{host.split('/')[0]}/", (f"api-{name}-list",)),
            Door(f"/api/v1/{host}/", (f"api-{name}-detail",)),
        )
    ]


def _statements() -> list[Door]:
    listed, own = ("statement_list",), ("statement",)
    keys = {
        **dict.fromkeys(("party", "speaker", "on_behalf_of"), "party"),
        **{kind: kind for kind in ("meeting", "agreement", "process")},
    }
    return [
        *(
            Door(f"/en/statements/{query}", listed, ("statement",))
            for query in ("", "?topic=host-topic", f"?q={SOUGHT}", "?ordering=date")
        ),
        Door("/en/statements/?speaker=host-party", listed, ("statement",)),
        Door(
            "/en/statements/?party=host-party&process=host-process",
            listed,
            ("statement",),
        ),
        *(
            Door(f"/{code}/statements/the-record/", own, ("statement",), own=True)
            for code in ("en", "ar")
        ),
        Door("/en/statements/host-statement/", own, ("statement", "process")),
        *(
            Door(f"/en/statements/?{key}=the-record", listed, (kind,), filters=True)
            for key, kind in keys.items()
        ),
    ]


def _agreements() -> list[Door]:
    return []


def _processes_and_topics() -> list[Door]:
    api = "/api/v1/processes/host-process/"
    return [
        Door("/en/processes/", ("process_list",), ("process",)),
        Door(f"/en/processes/?q={SOUGHT}", ("process_list",), ("process",)),
        Door("/en/processes/the-record/", ("process",), ("process",), own=True),
        Door("/ar/processes/host-process/", ("process",), ("meeting", "agreement")),
        Door(
            "/en/processes/host-process/?steps=agreements", ("process",), ("agreement",)
        ),
        Door("/en/topics/", ("topic_list",)),
        Door("/en/topics/host-topic/", ("topic",), ("meeting", "party")),
        *(
            Door(f"/en/processes/?{key}=the-record", (), (kind,), filters=True)
            for key, kind in (
                ("party", "party"),
                ("sponsor", "party"),
                ("parent", "process"),
            )
        ),
        Door(api, ("api-process-detail",)),
    ]


def _places_and_sources() -> list[Door]:
    return []


def _files() -> list[Door]:
    """Every list in every format that it has, and in the other language."""
    shows = {
        "meetings": ("meeting",),
        "parties": ("party",),
        "statements": ("statement",),
        "agreements": ("agreement",),
        "commitments": ("agreement",),
        "processes": ("process",),
    }
    return [
        Door("/en/data/", ("data",)),
        *(
            Door(f"/{language}/{name}.{form}", ("export",), shows.get(name, ()))
            for name, held in LISTS.items()
            for form in held.formats
            for language in ("en", "ar")
        ),
    ]


def _pairs() -> list[Door]:
    """The host met the record (a party); a record (a meeting) is one of theirs."""
    pair = "host-party/with/host-body"
    return [
        Door(f"/en/parties/{pair}/", ("pair",), ("meeting",)),
        Door(f"/api/v1/parties/{pair}/", ("api-pair",), ("meeting",)),
        Door(
            "/en/parties/host-party/with/the-record/", ("pair",), ("party",), own=True
        ),
        Door(
            "/ar/parties/the-record/with/host-party/", ("pair",), ("party",), own=True
        ),
        Door(
            "/api/v1/parties/host-party/with/the-record/",
            ("api-pair",),
            ("party",),
            own=True,
        ),
        Door(
            "/en/meetings/?party=host-party&party=host-body",
            ("meeting_list",),
            ("meeting",),
        ),
    ]


def _about() -> list[Door]:
    """Pages about the record: they count records and name none of those looked for."""
    pages = {
        "about": "",
        "about_data": "data/",
        "about_method": "method/",
        "about_licences": "licences/",
    }
    return [Door(f"/en/about/{page}", (name,)) for name, page in pages.items()]


DOORS = [
    *_pages(),
    *_filters(),
    *_api(),
    *_reference(),
    *_statements(),
    *_agreements(),
    *_processes_and_topics(),
    *_places_and_sources(),
    *_files(),
    *_pairs(),
    *_about(),
]
# Addresses that show no record: URL names and, where there is no name, routes.
HARMLESS = {
    "healthz",
    "readyz",
    "schema",
    "docs",
    "api-index",
    "api-v1",
    "set_language",
    "favicon.ico",
    "api/v1/schema",
    "api/docs",
    "api/^",
}
