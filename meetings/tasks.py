"""Background work of the meetings room."""

from __future__ import annotations

from celery import shared_task

from meetings.derive import rebuild_party_meetings
from meetings.network_places import refresh_network_places
from meetings.search import reindex


@shared_task
def refresh_derived() -> dict[str, int]:
    """Rebuild party-meeting rows and search documents of all records.

    Edits refresh their own rows at once; this mends what bulk work left behind.
    Answers with the rows changed and the documents written.
    """
    return {"party_meetings": rebuild_party_meetings(), "documents": reindex()}


@shared_task
def lay_out_network() -> int:
    """Give newly met parties their place in the picture of the network.

    Answers with the places that changed; who has a place keeps it.
    """
    return refresh_network_places()
