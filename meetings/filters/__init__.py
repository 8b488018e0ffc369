"""The filters of meetings, statements and agreements.

Each set serves pages, API, feeds and exports alike. What a parameter means is said
in its help text, and nowhere else.
"""

from meetings.filters.meetings import MeetingFilterSet
from meetings.filters.outcomes import AgreementFilterSet
from meetings.filters.statements import StatementFilterSet

__all__ = ["AgreementFilterSet", "MeetingFilterSet", "StatementFilterSet"]
