"""The address name proposed for a new meeting."""

from __future__ import annotations

import re
from typing import Any

from django.utils.text import slugify

from common import edtf
from meetings.models import Meeting, MeetingPlace, Participation

LONGEST = 110


def propose_slug(meeting: Meeting, formsets: list[Any]) -> str:
    """Return a free name out of date, two lead parties or the title, and the city.

    `formsets` are the validated rows of the form, not stored yet.
    """
    date = edtf.parse(meeting.date)
    parties = [row["party"] for row in _rows(formsets, Participation) if row["party"]]
    places = [row["place"] for row in _rows(formsets, MeetingPlace) if row["place"]]
    day = str(date.earliest or date.latest)
    if 0 < len(parties) <= 2:
        words = [party.slug for party in parties]
    else:
        words = slugify(meeting.title).split("-")[:6]
    city = [places[0].slug] if places else []
    name = "-".join([day, *words, *city])
    return _free(re.sub(r"-+", "-", name)[:LONGEST].strip("-"))


def _rows(formsets: list[Any], model: type) -> list[dict[str, Any]]:
    return [
        form.cleaned_data
        for formset in formsets
        if formset.model is model
        for form in formset.forms
        if form.has_changed() and not form.cleaned_data.get("DELETE")
    ]


def _free(name: str) -> str:
    taken = set(
        Meeting.objects.filter(slug__startswith=name).values_list("slug", flat=True)
    )
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
