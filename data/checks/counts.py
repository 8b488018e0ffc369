"""The figures of the dataset that the command prints."""

from __future__ import annotations

from data.checks.dataset import Dataset
from data.checks.dates import first, last


def counts(data: Dataset) -> dict[str, int]:
    """Records by file, then figures on coverage, in the order to print them.

    Only for a dataset without problems: the rows must have their right shape.
    """
    meetings, statements = data.rows["meetings"], data.rows["statements"]
    parties = data.index["parties"]
    entries = [entry for row in meetings for entry in row["participants"]]
    people = [e for e in entries if parties[e["party"]]["kind"] == "person"]
    places = [row["place"]["id"] for row in meetings if row["place"]]
    reviewed = ("meetings", "agreements", "statements")
    return {
        **{stem: len(rows) for stem, rows in data.rows.items()},
        "places used by meetings": len(set(places) - {None}),
        "meetings without a place": len(meetings) - sum(p is not None for p in places),
        "meetings without a process": sum(not row["process"] for row in meetings),
        "meetings known to the day": sum(_to_the_day(row["date"]) for row in meetings),
        "participations": len(entries),
        "of persons": len(people),
        "of persons with an office": sum(bool(e["position"]) for e in people),
        "of persons for nobody": sum(not e["on_behalf_of"] for e in people),
        "statements with a speaker": sum(bool(row["speaker"]) for row in statements),
        "statements with an office": sum(bool(row["position"]) for row in statements),
        "signatures": sum(len(row["signatories"]) for row in data.rows["agreements"]),
        "commitments": sum(len(row["commitments"]) for row in data.rows["agreements"]),
        "related links": sum(len(row["related"]) for row in meetings),
        "corrected participations": sum(
            len(row["set"].get("participants", {})) for row in data.rows["overrides"]
        ),
        "unverified records": sum(
            not row["verified"] for stem in reviewed for row in data.rows[stem]
        ),
    }


def _to_the_day(when: str) -> bool:
    """One day, or the days from one to another; approximate ones too."""
    days = [end.strip("~?%") for end in when.split("/")]
    return first(when) <= last(when) and all(len(day) == 10 for day in days)
