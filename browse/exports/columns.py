"""What the files say about meetings and what belongs to them, column by column.

Names of columns do not depend on the language, and stay what they are.
"""

from __future__ import annotations

from browse.exports.cells import (
    contested,
    names,
    part_of,
    places,
    reported_values,
    reports,
    same,
    slugs_of,
)
from common.export import Column, Columns

_DATE = ("date", "date_earliest", "date_latest")
_SOURCES = [
    *same("verified"),
    Column("reports", reports),
    *same("version", "state"),
]
_DISPUTED = [
    Column("contested", contested),
    Column("reported_values", reported_values),
]

MEETING_COLUMNS: Columns = [
    *same("slug", "title", *_DATE, "date_basis"),
    *same("format", "status", "track", "level"),
    Column("places", lambda row: places(row, "name")),
    Column("countries", lambda row: list(dict.fromkeys(places(row, "country")))),
    Column("lat", lambda row: next(iter(places(row, "lat")), None)),
    Column("lon", lambda row: next(iter(places(row, "lon")), None)),
    Column("participants", lambda row: [str(one) for one in row.participations.all()]),
    Column(
        "parties",
        lambda row: [one.party.slug for one in row.participations.all() if one.party],
    ),
    Column(
        "attended",
        lambda row: [
            one.party.slug
            for one in row.participations.all()
            if one.party and one.attended
        ],
    ),
    Column("conveners", slugs_of("convened_by")),
    Column("processes", slugs_of("of_processes")),
    Column("topics", slugs_of("about")),
    *same("summary", "outcome"),
    *_DISPUTED,
    *_SOURCES,
]
PARTY_COLUMNS: Columns = [
    *same("slug", "kind", "name"),
    Column("names", names),
    *same("summary", "country", "began", "ended"),
    Column("sides", lambda row: [one.side for one in row.alignments.all()]),
    Column(
        "identifiers",
        lambda row: [f"{one['scheme']}:{one['value']}" for one in row.known_as],
    ),
    *same("verified"),
    Column("meetings_attended", lambda row: row.meeting_count),
    Column("reports", reports),
    *same("version", "state"),
]
STATEMENT_COLUMNS: Columns = [
    *same("slug", *_DATE),
    Column("speaker", part_of("speaker")),
    Column("speaker_name", part_of("speaker", "name")),
    Column("capacity", part_of("capacity", "title")),
    Column("on_behalf_of", part_of("on_behalf_of")),
    *same("kind", "stance", "gist", "original_text", "original_lang"),
    Column("meeting", part_of("about_meeting")),
    Column("agreement", part_of("about_agreement")),
    *_DISPUTED,
    *_SOURCES,
]
AGREEMENT_COLUMNS: Columns = [
    *same("slug", "title", "kind", "stage", *_DATE),
    Column("process", part_of("of_process")),
    Column("meeting", part_of("agreed_at")),
    Column(
        "signatures",
        lambda row: [f"{one.party.slug}: {one.action}" for one in row.signatures.all()],
    ),
    Column("commitments", lambda row: [one["text"] for one in row.promises]),
    *same("summary"),
    *_DISPUTED,
    *_SOURCES,
]
COMMITMENT_COLUMNS: Columns = [
    Column("slug", lambda row: str(row.pk)),
    Column("agreement", part_of("agreement")),
    Column("agreement_title", part_of("agreement", "title")),
    *same("position", "text"),
    Column("obligor", part_of("obliged")),
    *same("due", "due_earliest", "due_latest"),
    Column(
        "statuses", lambda row: [f"{one['as_of']}: {one['status']}" for one in row.kept]
    ),
    Column("version", part_of("agreement", "version")),
    Column("state", part_of("agreement", "state")),
]
PROCESS_COLUMNS: Columns = [
    *same("slug", "name"),
    Column("names", names),
    *same("kind"),
    Column("parent", part_of("wider")),
    *same("start", "start_earliest", "start_latest"),
    *same("end", "end_earliest", "end_latest"),
    Column("sponsors", slugs_of("sponsored_by")),
    *same("summary"),
    *_SOURCES,
]
TOPIC_COLUMNS: Columns = [
    *same("slug", "name"),
    Column("names", names),
    Column("parent", part_of("parent")),
    *same("description", "version"),
]
PLACE_COLUMNS: Columns = [
    *same("slug", "name"),
    Column("names", names),
    *same("kind", "country"),
    Column("parent", part_of("parent")),
    *same("lat", "lon", "coordinates_basis", "geonames_id", "version"),
]
OUTLET_COLUMNS: Columns = [
    *same("slug", "name", "kind", "country", "language", "reliability"),
    Column("hosts", lambda row: [one.host for one in row.hosts.all()]),
    *same("version"),
]
REPORT_COLUMNS: Columns = [
    *same("slug"),
    Column("outlet", part_of("outlet")),
    Column("outlet_name", part_of("outlet", "name")),
    Column("agency", part_of("agency")),
    *same("title", "byline"),
    Column("source_url", lambda row: row.url),
    *same("published", "published_earliest", "published_latest"),
    *same("retrieved", "lang", "sha256", "version"),
]
