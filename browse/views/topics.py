"""Pages of topics: the two levels, and one topic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from browse.pages.topic import topic_page
from browse.pages.topic_list import topic_list_page
from browse.views.access import show_list
from common.http import only_read
from common.keeping import kept
from meetings.language import with_reader_names
from meetings.models import Topic


@only_read
@kept
def topic_list(request: HttpRequest) -> HttpResponse:
    """All topics, upper ones with those below them, and how much is on record."""
    return show_list(request, topic_list_page, "topics/list.html")


@only_read
@kept
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: what belongs to it, who meets about it, and when."""
    found = get_object_or_404(with_reader_names(Topic.objects.all()), slug=slug)
    context = {"page": topic_page(found, request.user), "section": "topics"}
    return render(request, "topics/topic.html", context)
