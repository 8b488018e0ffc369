"""The start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from browse.pages.front import front_page
from common.http import only_read
from common.keeping import kept
from common.standing import standing_of


@only_read
@kept
def home(request: HttpRequest) -> HttpResponse:
    """What is new, how to begin, and where the data is thin."""
    return render(
        request, "home.html", {"page": front_page(request.user, standing_of(request))}
    )
