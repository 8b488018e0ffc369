"""Pages of meetings: the list and the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from common.filters import clean_querydict
from common.http import only_read
from meetings.models import Meeting
from meetings.pages.citing import cite_context
from meetings.pages.meeting_list import meeting_list_page
from meetings.pages.record import meeting_page
from meetings.views.access import record_or_redirect, redirect_to_query


@only_read
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings, filtered; an invalid filter is named and nothing is listed."""
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    page = meeting_list_page(request)
    context = {"page": page, "section": "meetings"}
    return render(request, "meetings/list.html", context, status=page.listing.status)


@only_read
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting: who took part, what was said and agreed, and every source."""
    found = record_or_redirect(Meeting.objects.all(), slug, request.user, "meeting")
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    context = {
        "page": meeting_page(found, request.user),
        "section": "meetings",
        **cite_context(request, found, found.title, found.date),
    }
    return render(request, "meetings/meeting.html", context)
