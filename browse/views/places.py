"""Pages of places: the list and the place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from browse.pages.place import place_page
from browse.pages.place_list import place_list_page
from browse.views.access import show_list, show_record
from common.http import only_read
from common.keeping import kept
from meetings.language import localized_name, with_reader_names
from meetings.models import Place


@only_read
@kept
def place_list(request: HttpRequest) -> HttpResponse:
    """All places, found by name in any script, and by the meetings held there."""
    return show_list(request, place_list_page, "places/list.html")


@only_read
@kept
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One place: where it is, who hosts whom there, and its meetings."""
    found = get_object_or_404(with_reader_names(Place.objects.all()), slug=slug)
    return show_record(
        request, found, place_page, "places/place.html", title=localized_name(found)[0]
    )
