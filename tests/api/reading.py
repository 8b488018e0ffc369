"""Names that the API's tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.story import Story

Get = Callable[..., Any]
ROOT = "/api/v1/"
LISTS = (
    *("meetings", "parties", "places", "processes", "topics", "statements"),
    *("agreements", "commitments", "reports", "outlets"),
)


def slugs(answer: Any) -> list[str]:
    """The slugs of a list's records."""
    return [record["slug"] for record in answer["results"]]


def details(story: Story) -> dict[str, str]:
    """One record's address of every list, for the story."""
    commitment = story.agreement.commitments.get()
    return {
        "meetings": f"meetings/{story.talks.slug}/",
        "parties": f"parties/{story.haftar.slug}/",
        "places": f"places/{story.moscow.slug}/",
        "processes": f"processes/{story.process.slug}/",
        "statements": f"statements/{story.statement.slug}/",
        "agreements": f"agreements/{story.agreement.slug}/",
        "commitments": f"commitments/{commitment.pk}/",
        "reports": f"reports/{story.report.slug}/",
        "outlets": f"outlets/{story.report.outlet.slug}/",
    }
