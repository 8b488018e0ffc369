"""The real dataset arrives whole, and a second load changes nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pghistory.models
import pytest
import yaml
from django.apps import apps
from django.conf import settings

from meetings.dataset.loader import load_folder
from meetings.dataset.report import LoadReport
from meetings.derive import rebuild_party_meetings
from meetings.models import (
    Agreement,
    AgreementCitation,
    Commitment,
    ContendedValue,
    Contention,
    Meeting,
    MeetingCitation,
    MeetingConvener,
    MeetingLink,
    MeetingPlace,
    MeetingProcess,
    MeetingTopic,
    Participation,
    Place,
    PlaceName,
    Presence,
    Process,
    ProcessSponsor,
    Signature,
    Statement,
    StatementCitation,
    Topic,
)
from parties.models import (
    Alignment,
    Party,
    PartyCitation,
    PartyName,
    Position,
    Relation,
)
from sources.models import Outlet, OutletHost, Report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]
DATA = Path(settings.BASE_DIR) / "data"


def rows(file: str, key: str | None = None) -> list[dict[str, Any]]:
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load((DATA / f"{file}.yaml").read_text("utf-8"), Loader=loader)  # noqa: S506 - safe loader
    found: list[dict[str, Any]] = content[key or file]
    return found


def parts(file: str, field: str) -> int:
    return sum(len(row.get(field) or []) for row in rows(file))


def distinct_sources(file: str) -> int:
    """Citations of records as a whole: one per record and address."""
    cited = {
        (row["id"], source["url"]) for row in rows(file) for source in row["sources"]
    }
    return len(cited)


def corrected_facts() -> int:
    """Citations of corrected participations: one per participant and address."""
    return sum(
        len(override["set"].get("participants", {})) * len(override["sources"])
        for override in rows("overrides")
    )


def test_every_table_counts_what_the_files_count() -> None:
    meetings, parties = rows("meetings"), rows("parties")
    expected = {
        Outlet: len(rows("sources", "outlets")),
        OutletHost: sum(len(row["url_hosts"]) for row in rows("sources", "outlets")),
        Place: len(rows("places")),
        PlaceName: parts("places", "names"),
        Topic: len(rows("topics")),
        Party: len(parties),
        PartyName: parts("parties", "names"),
        Position: parts("parties", "positions"),
        Relation: parts("parties", "relations"),
        Alignment: parts("parties", "side"),
        Process: len(rows("processes")),
        ProcessSponsor: parts("processes", "sponsors"),
        Meeting: len(meetings),
        MeetingPlace: sum(row["place"] is not None for row in meetings),
        MeetingProcess: sum(row["process"] is not None for row in meetings)
        + parts("meetings", "also_processes"),
        MeetingTopic: parts("meetings", "topics"),
        MeetingConvener: parts("meetings", "convened_by"),
        MeetingLink: parts("meetings", "related"),
        Participation: parts("meetings", "participants"),
        Agreement: len(rows("agreements")),
        Signature: parts("agreements", "signatories"),
        Commitment: parts("agreements", "commitments"),
        Statement: len(rows("statements")),
        Contention: len(rows("contested")),
        ContendedValue: parts("contested", "alternatives"),
        MeetingCitation: distinct_sources("meetings") + corrected_facts(),
        AgreementCitation: distinct_sources("agreements"),
        StatementCitation: distinct_sources("statements"),
    }
    counted = {model: model._base_manager.count() for model in expected}
    assert {model.__name__: n for model, n in counted.items()} == {
        model.__name__: n for model, n in expected.items()
    }
    whole = PartyCitation.objects.filter(position=None).count()
    assert whole == distinct_sources("parties")


def test_nothing_is_rejected_and_every_root_is_published(real_data: LoadReport) -> None:
    assert real_data.rejected == []
    for model in (Party, Process, Meeting, Agreement, Statement):
        assert model.objects.published().count() == model.objects.count(), model


def test_two_dates_of_one_address_are_reported_and_the_earlier_kept(
    real_data: LoadReport,
) -> None:
    url = "https://libyasecuritymonitor.com/international-actors/page/83"
    assert any(conflict.field == url for conflict in real_data.conflicts)
    assert Report.objects.get(url=url).published == "2019-05"


def test_every_office_of_the_files_is_found_by_its_date() -> None:
    named = sum(
        bool(entry["position"])
        for row in rows("meetings")
        for entry in row["participants"]
    )
    assert Participation.objects.filter(capacity__isnull=False).count() == named
    spoken = sum(bool(row["position"]) for row in rows("statements"))
    assert Statement.objects.filter(capacity__isnull=False).count() == spoken


def test_presence_follows_status_format_and_overrides() -> None:
    changed = {
        (override["record"], party)
        for override in rows("overrides")
        for party, values in override["set"].get("participants", {}).items()
        if "presence" in values
    }
    expected: Counter[str] = Counter()
    for row in rows("meetings"):
        calls = row["format"] in ("phone_call", "video_call")
        usual = (
            "expected" if row["status"] != "held" else "remote" if calls else "present"
        )
        expected[usual] += sum(
            (row["id"], entry["party"]) not in changed for entry in row["participants"]
        )
    for override in rows("overrides"):
        for values in override["set"].get("participants", {}).values():
            expected[values["presence"]] += 1
    assert Counter(Participation.objects.values_list("presence", flat=True)) == expected


def test_sarraj_and_haftar_sat_apart_in_moscow_and_berlin() -> None:
    for meeting in ("2020-01-13-moscow-talks", "2020-01-19-berlin-conference"):
        apart = Participation.objects.filter(
            meeting__slug=meeting, presence=Presence.APART
        )
        assert {"sarraj", "haftar"} <= set(apart.values_list("party__slug", flat=True))


def test_outside_states_are_regional_or_global() -> None:
    sides = dict(Alignment.objects.values_list("party__slug", "side"))
    assert sides["state-eg"] == sides["arab-league"] == sides["state-tr"] == "regional"
    assert sides["state-ru"] == sides["state-it"] == "global"
    assert sides["haftar"] == "east"
    assert sides["unsmil"] == "un"


def events() -> int:
    tables = [
        model
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and model._meta.managed
    ]
    return sum(model._base_manager.count() for model in tables)


def test_a_second_load_writes_no_event_and_no_version() -> None:
    before, versions = events(), sum(Meeting.objects.values_list("version", flat=True))
    report = load_folder(DATA)
    assert not report.created.total()
    assert not report.changed.total()
    assert report.unchanged["meetings"] == len(rows("meetings"))
    assert events() == before
    assert sum(Meeting.objects.values_list("version", flat=True)) == versions


def test_party_rows_are_complete_after_loading() -> None:
    assert rebuild_party_meetings() == 0


def test_the_date_of_an_unverified_meeting_is_inferred_and_says_why() -> None:
    unverified = [row for row in rows("meetings") if not row["verified"]]
    inferred = Meeting.objects.filter(date_basis="inferred")
    notes = dict(inferred.values_list("slug", "verification_note"))
    assert notes == {row["id"]: row.get("note") or "" for row in unverified}


def test_acting_offices_are_marked_by_their_title() -> None:
    acting = Position.objects.filter(status="acting")
    assert acting.exists()
    assert all(
        any(word in office.title.lower() for word in ("acting", "interim", "caretaker"))
        for office in acting
    )
