"""A door: one address through which a record may reach somebody."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.test import Client
from pypdf import PdfReader

from tests.door_records import MARK


def words_of_pdf(body: bytes) -> str:
    """Return the words of all pages of a PDF, as a reader would copy them."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


@dataclass(frozen=True)
class Door:
    """An address that shows records of some kinds.

    `covers` are the URL names. A record's own address (`own`) answers 404 to those
    who may not see it; a filter that names the record (`filters`) answers 400.
    """

    address: str
    covers: tuple[str, ...]
    shows: tuple[str, ...] = ()
    own: bool = False
    filters: bool = False

    def ask(self, client: Client) -> tuple[int, str]:
        """Return status and whole body."""
        answer: Any = client.get(self.address)
        streamed = getattr(answer, "streaming", False)
        body = b"".join(answer.streaming_content) if streamed else answer.content
        if answer.get("Content-Type") == "application/pdf":
            return answer.status_code, words_of_pdf(body)
        return answer.status_code, body.decode()

    def finds(self, client: Client) -> bool:
        """Say whether the record is found here; anything unexpected is an error."""
        status, body = self.ask(client)
        seen = MARK in body
        if self.filters:
            assert status in {200, 400}, f"{self.address}: {status}"
            return status == 200
        if self.own:
            assert status in {200, 404}, f"{self.address}: {status}"
            assert seen is (status == 200), f"{self.address}: {status}, marked {seen}"
            return seen
        assert status == 200, f"{self.address}: {status}"
        return seen
