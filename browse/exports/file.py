"""A file that was asked for: which list, filtered how, by whom, from which host."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from browse.exports.registry import ExportedList
from common.export import Columns
from common.filters import StrictFilterSet

CHUNK = 200
# The namespace of the lasting identifiers in feeds and calendars.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "libya-tracker")


@dataclass(frozen=True)
class File:
    """What a writer needs to know of a file that was asked for."""

    request: HttpRequest
    name: str
    wanted: ExportedList
    asked: StrictFilterSet

    @property
    def root(self) -> str:
        """Scheme and host."""
        return self.request.build_absolute_uri("/")[:-1]

    @property
    def address(self) -> str:
        """The address of the file itself."""
        return self.request.build_absolute_uri()

    @property
    def list_address(self) -> str:
        """The address of the list of which this is the file."""
        path = self.request.path.rpartition(".")[0] + "/"
        query = self.request.GET.copy()
        query.pop("cursor", None)
        end = f"?{query.urlencode()}" if query else ""
        return self.request.build_absolute_uri(path + end)

    @property
    def columns(self) -> Columns:
        """The columns of the file."""
        return self.wanted.columns(self.root)

    def records(self) -> Any:
        """The records of the file with all that it shows, in no order."""
        found = self.asked.qs.order_by().values("pk")
        return self.wanted.load(self.request.user).filter(pk__in=found)

    def rows(self) -> Iterator[Any]:
        """The records in the order asked for, read piece by piece."""
        order = next(iter(self.wanted.orders.values()))
        chosen = self.asked.form.cleaned_data["ordering"]
        keys = self.wanted.orders.get(chosen, order)
        ordered = self.records().order_by(*(key.order_by(False) for key in keys))
        found: Iterator[Any] = ordered.iterator(chunk_size=CHUNK)
        return found

    def page_of(self, row: Any) -> str:
        """The address of a record's page in the reader's language, else in the API."""
        try:
            path = reverse(self.wanted.record_type, args=[self.wanted.slug_of(row)])
        except NoReverseMatch:
            return self.wanted.api_url_of(row, self.root)
        return self.root + path

    def lasting_id(self, row: Any) -> uuid.UUID:
        """A record's identifier, whatever the language and the host of the site."""
        return lasting_id(self.wanted.record_type, self.wanted.slug_of(row))


def lasting_id(*words: str) -> uuid.UUID:
    """The identifier of a thing that is known by these words."""
    return uuid.uuid5(_NAMESPACE, ":".join(words))


def download(
    file: File, pieces: Iterator[bytes], media_type: str, extension: str
) -> HttpResponseBase:
    """The answer that saves these pieces under the list's name and today's date."""
    filename = f"{file.name}-{timezone.localdate():%Y-%m-%d}.{extension}"
    return StreamingHttpResponse(
        pieces,
        headers={
            "Content-Type": media_type,
            "Content-Disposition": f'attachment; filename="{filename}"',
        },
    )
