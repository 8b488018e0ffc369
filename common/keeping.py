"""Pages that are kept until anything in the database changes.

The key of a kept page is the database's own snapshot: the text of `pg_current_snapshot`
is another one after every committed change. So a kept page is never older than the
record. See docs/decisions/0012-kept-pages.md.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language

from common.standing import standing_of

Asked = ParamSpec("Asked")

SECONDS = 3_600
# What else than address, language and day a page is made from.
HEADERS = ("Host", "HX-Request", "HX-Target", "HX-History-Restore-Request")


def kept(
    view: Callable[Concatenate[HttpRequest, Asked], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Asked], HttpResponseBase]:
    """Decorator of a public page: what nobody in particular is shown is kept.

    Pages for accounts, answers other than 200, answers that set a cookie, and pages
    read inside a transaction that has written are made each time.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> HttpResponseBase:
        key = _key(request) if settings.KEEP_PAGES else None
        if key is None:
            return view(request, *args, **kwargs)
        store = caches["pages"]
        found = store.get(key)
        if found is not None:
            headers, body = found
            return HttpResponse(zlib.decompress(body), headers=headers)
        made = view(request, *args, **kwargs)
        if isinstance(made, HttpResponse) and _lasts(request, made):
            body = zlib.compress(made.content, 1)
            store.set(key, (dict(made.headers), body), SECONDS)
        return made

    return answer


def _key(request: HttpRequest) -> str | None:
    """Return the name of the page as the database stands; None if it must be made."""
    if request.method != "GET" or request.user.is_authenticated:
        return None
    state = standing_of(request).key
    if state is None:
        return None
    parts = (
        *(*state, str(timezone.localdate()), get_language() or ""),
        *(request.scheme or "", request.get_full_path()),
        *(request.headers.get(name, "") for name in HEADERS),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _lasts(request: HttpRequest, made: Any) -> bool:
    """Say whether an answer is the same for everybody without an account."""
    asks_for_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return made.status_code == 200 and not made.cookies and not asks_for_token
