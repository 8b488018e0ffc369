"""Pages about the record itself: what it is, how complete, how made, under what terms."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from browse.pages.about_data import data_page
from browse.pages.about_method import method_page
from browse.pages.citing import cite_context, cite_page
from common.http import only_read
from common.keeping import kept
from meetings.models import Meeting


@only_read
@kept
def about(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, and how to correct an error."""
    return _show(request, "index", contact=settings.CONTACT_EMAIL)


@only_read
@kept
def data(request: HttpRequest) -> HttpResponse:
    """How complete the record is, each number with the list that proves it."""
    return _show(request, "data", page=data_page(request.user))


@only_read
@kept
def method(request: HttpRequest) -> HttpResponse:
    """What the words mean and how things are counted."""
    return _show(request, "method", page=method_page())


@only_read
@kept
def licences(request: HttpRequest) -> HttpResponse:
    """Under which terms data, code and fonts may be used, and how to cite."""
    example = Meeting.objects.published().newest_first().first()
    context = {"list_citation": cite_page(request, "meeting_list", "party=haftar")}
    if example is not None:
        context |= cite_context(request, example, example.title, example.date)
    return _show(request, "licences", **context)


def _show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    context |= {"section": "about", "about_page": name}
    return render(request, f"about/{name}.html", context)
