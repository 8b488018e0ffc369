"""Reading pages in tests: by parsed text rather than by markup."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client


def text_of(response: Any) -> str:
    """The words of a page, those of side marks too, tags dropped, spaces evened out."""
    body = response.content.decode()
    body = re.sub(r'<svg class="side-glyph[^>]*aria-label="([^"]*)">', r" \1 ", body)
    body = re.sub(r"<(script|style|select)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def results_of(client: Client, address: str) -> list[str]:
    """The addresses of the rows of a list, in order."""
    body = client.get(address).content.decode()
    return re.findall(r'<a href="/\w\w/\w+/([^"/]+)/" data-row-link', body)


def linked_numbers(client: Client, address: str) -> dict[str, int]:
    """Every number of a page that is a link, by the address it leads to."""
    body = client.get(address).content.decode()
    main = body.split('<main id="main"')[1].split("</main>")[0]
    return {
        html.unescape(where): int(number)
        for where, number in re.findall(r'<a href="([^"]+)">(\d+)</a>', main)
    }
