"""The start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.pages.front import front_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is new, how to begin, and where the data is thin."""
    return render(request, "home.html", {"page": front_page(request.user)})
