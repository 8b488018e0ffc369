"""The public doors: every address through which a record may reach somebody.

A new page, resource or export joins `DOORS`; tests/browse/test_visibility_doors.py
fails while an address of the site is neither here nor among `HARMLESS`.
"""

from __future__ import annotations

from browse.exports.registry import LISTS
from tests.door import Door
from tests.door_records import KINDS, SOUGHT
from tests.doors_to_keep import dossiers, references


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
        Door(f"/en/suggest/?q={SOUGHT}", ("suggest",), KINDS),
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
    table = "/en/agreements/signatories/"
    keys = {"party": "party", "process": "process", "meeting": "meeting"}
    return [
        Door("/en/agreements/", ("agreement_list",), ("agreement",)),
        Door("/ar/agreements/", ("agreement_list",), ("agreement",)),
        Door(f"/en/agreements/?q={SOUGHT}", ("agreement_list",), ("agreement",)),
        Door("/en/agreements/?party=host-party", ("agreement_list",), ("agreement",)),
        Door("/en/agreements/?topic=host-topic", ("agreement_list",), ("agreement",)),
        Door(table, ("signatory_list",)),
        Door(
            "/en/agreements/host-agreement/",
            ("agreement",),
            ("meeting", "statement", "agreement"),
        ),
        Door("/en/agreements/the-record/", ("agreement",), ("agreement",), own=True),
        Door("/ar/agreements/the-record/", ("agreement",), ("agreement",), own=True),
        *(
            Door(f"{address}?{key}=the-record", (), (kind,), filters=True)
            for key, kind in keys.items()
            for address in ("/en/agreements/", "/api/v1/agreements/")
        ),
        Door(
            "/api/v1/agreements/host-agreement/?include=meeting,statements,process",
            (),
            ("statement",),
        ),
    ]


def _processes_and_topics() -> list[Door]:
    api = "/api/v1/processes/host-process/"
    return [
        Door("/en/processes/", ("process_list",), ("process",)),
        Door(f"/en/processes/?q={SOUGHT}", ("process_list",), ("process",)),
        Door("/en/processes/the-record/", ("process",), ("process",), own=True),
        Door("/en/timeline/", ("timeline",), ("agreement",)),
        Door("/en/timeline/?party=the-record", (), ("party",), filters=True),
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
        Door(
            f"{api}?include=chain,meetings,agreements,children",
            ("api-process-detail",),
            ("meeting", "agreement"),
        ),
    ]


def _places_and_sources() -> list[Door]:
    cited = ("meeting", "statement", "agreement", "process")
    return [
        Door("/en/places/", ("place_list",), ("party", "process")),
        Door("/en/places/?used=true", ("place_list",), ("party", "process")),
        Door("/en/places/host-place/", ("place",), ("meeting", "party")),
        Door("/en/sources/", ("source_list",)),
        Door("/en/sources/host-outlet/", ("outlet",), cited),
        Door("/en/reports/", ("report_list",)),
        Door("/en/reports/host-report/", ("report",), cited),
        Door(
            "/api/v1/places/host-place/?include=meetings",
            ("api-place-detail",),
            ("meeting",),
        ),
        Door("/api/v1/reports/host-report/?include=facts", ("api-report-detail",)),
        Door("/api/v1/outlets/host-outlet/", ("api-outlet-detail",)),
        *(
            Door(f"{root}places/?{key}=the-record", (), (key,), filters=True)
            for root in ("/en/", "/api/v1/")
            for key in ("party", "process")
        ),
    ]


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


def _compare() -> list[Door]:
    """The host met the record; a record that is asked for is unknown to a filter."""
    asked = "/en/compare/?a=host-body&b=host-party"
    return [
        Door(asked, ("compare",), ("party",)),
        Door(asked.replace("/en/", "/api/v1/"), ("api-compare",), ("party",)),
        *(
            Door(f"{address}=the-record", (), ("party",), filters=True)
            for address in (
                "/en/compare/?a",
                "/en/compare/?a=host-party&b",
                "/api/v1/compare/?a=host-party&b",
            )
        ),
    ]


def _charts() -> list[Door]:
    """Files of charts: they count meetings and name none."""
    names = dict.fromkeys(("months.svg", "months.csv"), "chart_months")
    names |= dict.fromkeys(("map-libya.svg", "map-abroad.svg"), "chart_map")
    names["places.csv"] = "chart_places"
    end = "?party=the-record"
    return [
        *(Door(f"/en/meetings/{file}", (name,)) for file, name in names.items()),
        *(
            Door(f"/en/meetings/{file}{end}", (), ("party",), filters=True)
            for file in names
        ),
    ]


def _network() -> list[Door]:
    return [
        Door("/en/network/?unit=parties", ("network",), ("party",)),
        Door("/en/network/?view=matrix&unit=parties", ("network",), ("party",)),
        Door("/en/network/?view=table&unit=parties", ("network",), ("party",)),
        Door("/en/network.svg?unit=parties", ("network_drawing",), ("party",)),
        Door("/api/v1/network/?unit=parties", ("api-network",), ("party",)),
        Door("/en/network.csv?unit=parties", ("network_file",), ("party",)),
        Door("/en/network.graphml?unit=parties", ("network_file",), ("party",)),
        Door("/en/network.gexf?unit=parties", ("network_file",), ("party",)),
    ]


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
    *_network(),
    *_compare(),
    *references(),
    *dossiers(),
    *_charts(),
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
    # Short links: an address of a list, never what the list shows.
    "view_list",
    "saved_view",
    "api/v1/schema",
    "api/docs",
    "api/^",
}
