"""The page that compares two parties, or two periods of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from browse.pages.compare import compare_page
from browse.views.access import show_list
from common.http import only_read
from common.keeping import kept


@only_read
@kept
def compare(request: HttpRequest) -> HttpResponse:
    """Twin months, numbers side by side, and whom both met or only one."""
    return show_list(request, compare_page, "parties/compare.html")
