"""The page for those who want the data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from browse.pages.data import data_page
from common.http import only_read
from common.keeping import kept


@only_read
@kept
def data(request: HttpRequest) -> HttpResponse:
    """Every list as files, how to follow it, the API, the licence, how to cite."""
    context = {"page": data_page(request), "section": "data"}
    return render(request, "data/data.html", context)
