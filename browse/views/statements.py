"""Pages of statements: the list and the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from browse.pages.citing import statement_reference
from browse.pages.statement import statement_page, who_said
from browse.pages.statement_list import statement_list_page
from browse.views.access import record_or_redirect, show_list, show_record
from common.http import only_read
from common.keeping import kept
from meetings.models import Statement
from meetings.titles import statement_title


@only_read
@kept
def statement_list(request: HttpRequest) -> HttpResponse:
    """All statements, filtered; of one party, what it said over time."""
    return show_list(request, statement_list_page, "statements/list.html")


@only_read
@kept
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """One statement: who said it for whom, about what, and what others said."""
    records = Statement.objects.select_related("capacity")
    found = record_or_redirect(records, slug, request.user, "statement")
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    who = who_said(found, request.user)
    return show_record(
        request,
        found,
        statement_page,
        "statements/statement.html",
        title=statement_title(found, who),
        cited=statement_reference(found, who),
    )
