"""When two web addresses are the same page."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from common.filters import is_tracking_key

ORDINARY_PORTS = frozenset({80, 443})


@lru_cache(maxsize=4096)
def address_key(url: str) -> str:
    """Return what addresses of one page have in common; "" when `url` is none.

    Host in lower case without www., then path and query. Not told apart: http and
    https, ordinary ports, fragments, tracking keys, the order of the query, a last
    slash, and letters that are percent-encoded or not. Case in paths is kept.
    """
    host = address_host(url)
    if not host:
        return ""
    parts = urlsplit(url.strip())
    port = "" if parts.port in (None, *ORDINARY_PORTS) else f":{parts.port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(pair for pair in pairs if not is_tracking_key(pair[0]))
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{host}{port}{unquote(parts.path).rstrip('/')}{query}"


def address_host(url: str) -> str:
    """Return an address's host in lower case without www.; "" when there is none."""
    try:
        parts = urlsplit(url.strip())
        if parts.port is None or parts.port >= 0:  # reading it refuses a crooked one
            return (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:  # for instance brackets that are no IPv6 address
        pass
    return ""
