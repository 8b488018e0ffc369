"""Rebuilding what follows from a changed record, in the transaction of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from common.errors import ActionRefused
from meetings.consistency import offices_left_behind
from meetings.derive import meetings_touched_by, rebuild_party_meetings
from meetings.models import Agreement, Statement
from meetings.search import index

if TYPE_CHECKING:
    from editorial.models import Reviewable


def after_meeting(meeting: Reviewable) -> None:
    """Rebuild the meeting's party rows and its search document."""
    rebuild_party_meetings([meeting.pk])
    index("meeting", [meeting.pk])


def after_statement(statement: Reviewable) -> None:
    """Refresh the statement's search document."""
    index("statement", [statement.pk])


def after_agreement(agreement: Reviewable) -> None:
    """Refresh the agreement's search document."""
    index("agreement", [agreement.pk])


def after_party(party: Reviewable) -> None:
    """Rebuild the party rows of meetings it touches; refresh documents that name it.

    Refuses an edit that takes an office from a date on which a meeting shows it.
    """
    left = offices_left_behind(party.pk)
    if left:
        raise ActionRefused(
            _("Meetings show an office on a date outside its new dates."), problems=left
        )
    touched = meetings_touched_by(party.pk)
    rebuild_party_meetings(touched)
    index("meeting", touched)
    said = Statement.objects.filter(Q(speaker=party.pk) | Q(on_behalf_of=party.pk))
    index("statement", said.values_list("pk", flat=True))
    signed = Agreement.objects.filter(signatures__party=party.pk)
    index("agreement", signed.values_list("pk", flat=True))
