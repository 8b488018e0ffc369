"""The facts by which the starter dataset is judged, read from the files themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from data.checks.dataset import Dataset
from data.checks.dates import covers
from data.checks.files import read_folder
from data.checks.findings import Findings

FOLDER = Path(__file__).resolve().parents[2] / "data"


@cache
def dataset() -> Dataset:
    findings = Findings()
    return Dataset.from_rows(read_folder(FOLDER, findings), findings)


def taking_part(meeting: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["party"]: entry for entry in meeting["participants"]}


def presence(meeting: str) -> dict[str, str]:
    """The presences that the corrections give for a meeting, by party."""
    return {
        party: change["presence"]
        for row in dataset().rows["overrides"]
        if row["record"] == meeting
        for party, change in row["set"]["participants"].items()
        if "presence" in change
    }


def test_shoigu_and_haftar_met_once_in_february_2020_in_moscow() -> None:
    together = [
        row
        for row in dataset().rows["meetings"]
        if {"shoigu", "haftar"} <= set(taking_part(row))
        and covers("2020-02", "2020-02", row["date"])
    ]

    (met,) = together
    assert met["place"]["id"] == "moscow"
    assert taking_part(met)["shoigu"]["position"]["organisation"] == "mod-ru"
    assert taking_part(met)["haftar"]["position"]["organisation"] == "lna"


def test_four_ministers_sat_in_rome_on_18_february_2020() -> None:
    rome = taking_part(dataset().index["meetings"]["2020-02-18-rome-2plus2"])

    offices = {
        party: entry["position"]["organisation"] for party, entry in rome.items()
    }
    assert offices == {
        "di-maio": "mfa-it",
        "guerini": "mod-it",
        "lavrov": "mfa-ru",
        "shoigu": "mod-ru",
    }


def test_sarraj_signed_and_haftar_refused_in_moscow() -> None:
    (draft,) = (
        row
        for row in dataset().rows["agreements"]
        if row["meeting"] == "2020-01-13-moscow-talks"
    )

    action = {entry["party"]: entry["status"] for entry in draft["signatories"]}
    assert action["sarraj"] == "signed"
    assert action["haftar"] == "refused"


def test_the_rivals_were_never_in_one_room_in_moscow_and_berlin() -> None:
    for meeting in ("2020-01-13-moscow-talks", "2020-01-19-berlin-conference"):
        assert presence(meeting) == {"sarraj": "apart", "haftar": "apart"}


def test_the_first_two_military_rounds_were_indirect() -> None:
    for meeting in ("2020-02-03-geneva-jmc-round-1", "2020-02-18-geneva-jmc-round-2"):
        assert presence(meeting) == {"gna": "apart", "lna": "apart"}


def test_the_suspension_of_18_february_is_a_statement_about_the_geneva_talks() -> None:
    said = dataset().index["statements"]["2020-02-18-gna-suspends"]

    assert said["on_behalf_of"] == "gna"
    assert said["stance"] == "suspends"
    assert said["about"]["meeting"] == "2020-02-18-geneva-jmc-round-2"


def test_the_berlin_conference_leads_to_the_military_commission() -> None:
    first_round = dataset().index["meetings"]["2020-02-03-geneva-jmc-round-1"]
    berlin = dataset().index["meetings"]["2020-01-19-berlin-conference"]

    link = {"meeting": "2020-01-19-berlin-conference", "type": "follows"}
    assert link in first_round["related"]
    talks = dataset().index["processes"][first_round["process"]]
    assert talks["parent"] == berlin["process"]


def test_the_russian_ministries_belong_to_the_state_in_february_2020() -> None:
    for ministry in ("mod-ru", "mfa-ru"):
        relations = dataset().index["parties"][ministry]["relations"]
        assert any(
            row["type"] == "ministry_of"
            and row["target"] == "state-ru"
            and covers(row["from"], row["to"], "2020-02")
            for row in relations
        )
