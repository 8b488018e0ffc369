"""The network of who meets whom, and the same as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from browse.pages.network import network_page
from browse.pages.network_files import network_as
from browse.views.access import show_list
from common.http import only_read
from common.keeping import kept


@only_read
@kept
def network(request: HttpRequest) -> HttpResponse:
    """Who met whom at the meetings that a filter finds."""
    return show_list(request, network_page, "network/network.html")


@only_read
def network_file(request: HttpRequest, format_name: str) -> HttpResponse:
    """The same network as a file for network programs or spreadsheets."""
    return network_as(request, format_name)
