"""Pages of meetings: the list and the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from browse.pages.meeting_list import meeting_list_page
from browse.pages.record import meeting_page
from browse.views.access import record_or_redirect, show_list, show_record
from common.http import only_read
from common.keeping import kept
from meetings.language import localized_title
from meetings.models import Meeting


@only_read
@kept
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings, filtered; an invalid filter is named and nothing is listed."""
    return show_list(request, meeting_list_page, "meetings/list.html")


@only_read
@kept
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting: who took part, what was said and agreed, and every source."""
    found = record_or_redirect(Meeting.objects.all(), slug, request.user, "meeting")
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    return show_record(
        request,
        found,
        meeting_page,
        "meetings/meeting.html",
        title=localized_title(found)[0],
        cited=(found.title, found.date),
        date=found.date,
    )
