"""A row that does not fit is named with file, id, field and reason; the rest goes on."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from common.errors import ActionRefused
from editorial.actions import editing
from editorial.models import User
from meetings.dataset.files import DatasetError
from meetings.dataset.loader import load_folder
from meetings.models import Meeting, Statement
from parties.models import Party

pytestmark = pytest.mark.django_db
SOURCE = {
    "outlet": "paper",
    "url": "https://paper.test/1",
    "title": None,
    "published": "2020-02-20",
}


def party(name: str, kind: str, **more: Any) -> dict[str, Any]:
    row = {
        "id": name,
        "kind": kind,
        "name": name.title(),
        "names": [],
        "country": "LY",
        "side": [{"side": "neutral", "from": None, "to": None}],
        "summary": "A party.",
        "wikidata": None,
        "positions": [],
        "relations": [],
        "sources": [SOURCE],
        "verified": True,
    }
    return row | more


def meeting(name: str, **more: Any) -> dict[str, Any]:
    row = {
        "id": name,
        "title": "Talks",
        "date": "2020-02-19",
        "place": {"id": "town", "venue_text": None},
        "format": "bilateral",
        "track": "political",
        "level": "minister",
        "process": None,
        "convened_by": [],
        "participants": [
            {
                "party": "ann",
                "as": "Chief",
                "on_behalf_of": "body",
                "role": "host",
                "position": {"organisation": "body", "title": "Chief"},
            },
            {
                "party": "bob",
                "as": "Envoy",
                "on_behalf_of": None,
                "role": "participant",
                "position": None,
            },
        ],
        "topics": ["truce"],
        "status": "held",
        "summary": "They talked.",
        "outcome": None,
        "related": [],
        "sources": [SOURCE],
        "verified": True,
    }
    return row | more


def small() -> dict[str, list[dict[str, Any]]]:
    office = {
        "title": "Chief",
        "organisation": "body",
        "from": "2019",
        "to": None,
        "sources": [SOURCE],
    }
    return {
        "sources": [
            {
                "id": "paper",
                "name": "Paper",
                "kind": "newspaper",
                "country": "LY",
                "language": "en",
                "url_hosts": ["paper.test"],
            }
        ],
        "places": [
            {
                "id": "town",
                "name": "Town",
                "names": [],
                "country": "LY",
                "kind": "town",
                "lat": 32.0,
                "lon": 13.0,
                "geonames_id": None,
                "coordinates_from": "approximate",
                "parent": None,
            }
        ],
        "topics": [
            {
                "id": "truce",
                "name": "Truce",
                "names": [],
                "parent": None,
                "description": "",
            }
        ],
        "parties": [
            party("ann", "person", born=None, died=None, positions=[office]),
            party("bob", "person", born=None, died=None),
            party("body", "political_body", founded=None, dissolved=None),
        ],
        "processes": [],
        "meetings": [meeting("2020-02-19-one"), meeting("2020-02-19-two")],
        "agreements": [],
        "statements": [],
        "contested": [],
    }


def write(folder: Path, dataset: dict[str, Any]) -> Path:
    for file, rows in dataset.items():
        key = "outlets" if file == "sources" else file
        (folder / f"{file}.yaml").write_text(yaml.safe_dump({key: rows}), "utf-8")
    return folder


Fault = Callable[[dict[str, Any]], None]


def set_field(name: str, value: Any) -> Fault:
    return lambda row: row.__setitem__(name, value)


def set_participant(name: str, value: Any) -> Fault:
    return lambda row: row["participants"][0].__setitem__(name, value)


@pytest.mark.parametrize(
    ("fault", "field", "reason"),
    [
        (set_field("date", "2020-13"), "date", "13"),
        (set_field("date", "1492-01-01"), "date", "1492"),
        (set_field("format", "picnic"), "format", "picnic"),
        (set_field("process", "nowhere"), "process", "there is no process"),
        (set_field("topics", ["weather"]), "topics", "there is no topic"),
        (set_field("place", {"id": "moon", "venue_text": None}), "place", "no place"),
        (set_participant("party", "zoe"), "participants", "there is no party"),
        (set_participant("role", "guest"), "role", "guest"),
        (
            set_participant("position", {"organisation": "body", "title": "King"}),
            "participants",
            "has no office",
        ),
        (set_field("participants", None), "record", "NoneType"),
        (lambda row: row.pop("title"), "title", "missing"),
        (set_field("sources", []), "publication", "citation"),
        (
            set_field("related", [{"meeting": "2020-02-19-none", "type": "follows"}]),
            "related",
            "there is no meeting",
        ),
    ],
)
def test_a_faulty_row_is_named_and_the_others_are_loaded(
    tmp_path: Path, fault: Fault, field: str, reason: str
) -> None:
    dataset = small()
    fault(dataset["meetings"][1])
    report = load_folder(write(tmp_path, dataset))
    assert {(r.file, r.record) for r in report.rejected} == {
        ("meetings.yaml", "2020-02-19-two")
    }
    assert field in {rejection.field for rejection in report.rejected}
    assert any(reason in rejection.reason for rejection in report.rejected)
    assert [m.slug for m in Meeting.objects.published()] == ["2020-02-19-one"]


def test_a_mended_row_is_loaded_by_the_next_run(tmp_path: Path) -> None:
    dataset = small()
    broken = copy.deepcopy(dataset)
    broken["meetings"][1]["sources"] = []
    assert load_folder(write(tmp_path, broken)).rejected
    report = load_folder(write(tmp_path, dataset))
    assert report.rejected == []
    assert Meeting.objects.published().count() == 2


def test_a_changed_row_changes_the_record_and_its_version(tmp_path: Path) -> None:
    dataset = small()
    load_folder(write(tmp_path, dataset))
    first = Meeting.objects.get(slug="2020-02-19-one")
    dataset["meetings"][0]["title"] = "Talks in Town"
    dataset["meetings"][0]["participants"][1]["role"] = "mediator"
    report = load_folder(write(tmp_path, dataset))
    assert report.changed["meetings"] == 1
    again = Meeting.objects.get(pk=first.pk)
    assert (again.title, again.version) == ("Talks in Town", first.version + 1)
    assert again.participations.get(party__slug="bob").role == "mediator"
    assert again.participations.count() == 2


def test_a_record_edited_by_people_is_left_alone_and_listed(
    tmp_path: Path, editor: User
) -> None:
    dataset = small()
    load_folder(write(tmp_path, dataset))
    record = Meeting.objects.get(slug="2020-02-19-one")
    with editing(
        record, by=editor, reason="better title", expected_version=record.version
    ) as stored:
        stored.title = "Edited by hand"
        stored.save()
    dataset["meetings"][0]["title"] = "From the file"
    report = load_folder(write(tmp_path, dataset))
    assert report.edited_by_people == [("meetings", "2020-02-19-one")]
    assert Meeting.objects.get(pk=record.pk).title == "Edited by hand"


def test_the_command_says_what_did_not_fit_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = small()
    dataset["meetings"][1]["format"] = "picnic"
    with pytest.raises(CommandError, match="1 rows did not fit"):
        call_command("load_dataset", str(write(tmp_path, dataset)))
    assert "meetings.yaml: 2020-02-19-two: format" in capsys.readouterr().out


def test_an_unreadable_folder_is_refused_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, small())
    (tmp_path / "meetings.yaml").write_text("meetings: [unclosed", "utf-8")
    with pytest.raises(DatasetError, match=r"meetings\.yaml"):
        load_folder(tmp_path)
    assert not Party.objects.exists()


def test_a_changed_published_record_must_stay_publishable(tmp_path: Path) -> None:
    load_folder(write(tmp_path, small()))
    record = Meeting.objects.get(slug="2020-02-19-one")
    with (
        pytest.raises(ActionRefused) as refusal,
        editing(
            record, by=None, reason="none", expected_version=record.version
        ) as stored,
    ):
        stored.citations.all().delete()
    assert "citation" in " ".join(refusal.value.problems)
    assert record.citations.count() == 1
    assert not Statement.objects.exists()
