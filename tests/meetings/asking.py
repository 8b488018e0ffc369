"""Asking the filters for statements as a page does."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory

from meetings.selection import browse_statements


def found(query: str, user: Any = None) -> set[str]:
    """The slugs that a query finds for a reader."""
    request = RequestFactory().get("/", QueryDict(query))
    request.user = user or AnonymousUser()
    asked = browse_statements(request)
    assert asked.is_valid(), asked.errors
    return set(asked.qs.values_list("slug", flat=True))
