"""The processes over time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from browse.pages.timeline import timeline_page
from browse.views.access import show_list
from common.http import only_read
from common.keeping import kept


@only_read
@kept
def timeline(request: HttpRequest) -> HttpResponse:
    """The meetings that a filter finds, by process and month, with agreements."""
    return show_list(request, timeline_page, "processes/timeline.html")
