"""The address names proposed for new meetings, agreements and statements."""

from __future__ import annotations

import re
from typing import Any

from django.utils.text import slugify

from common import edtf
from editorial.models import Reviewable
from meetings.models import (
    Agreement,
    Meeting,
    MeetingPlace,
    Participation,
    Statement,
)

LONGEST, MOST_WORDS = 110, 6


def propose_slug(meeting: Meeting, formsets: list[Any]) -> str:
    """Return a free name out of date, two lead parties or the title, and the city.

    `formsets` are the validated rows of the form, not stored yet.
    """
    parties = [row["party"] for row in _rows(formsets, Participation) if row["party"]]
    places = [row["place"] for row in _rows(formsets, MeetingPlace) if row["place"]]
    if 0 < len(parties) <= 2:
        words = [party.slug for party in parties]
    else:
        words = slugify(meeting.title).split("-")[:MOST_WORDS]
    city = [places[0].slug] if places else []
    return dated_slug(Meeting, meeting.date, [*words, *city])


def slug_of_agreement(agreement: Agreement) -> str:
    """Return a free name out of date and title."""
    words = slugify(agreement.title).split("-")[:MOST_WORDS]
    return dated_slug(Agreement, agreement.date, words or [agreement.kind])


def slug_of_statement(statement: Statement) -> str:
    """Return a free name out of date, speaker and stance."""
    speaker = statement.speaker or statement.on_behalf_of
    words = [*([speaker.slug] if speaker else []), slugify(statement.stance)]
    return dated_slug(Statement, statement.date, words)


def dated_slug(model: type[Reviewable], date: str, words: list[str]) -> str:
    """Return a free address name of a day, if it is known, and words."""
    dates = edtf.parse(date)
    day = dates.earliest or dates.latest
    name = "-".join([*([str(day)] if day else []), *words]).replace("_", "-")
    return _free(model, re.sub(r"-+", "-", name)[:LONGEST].strip("-"))


def _rows(formsets: list[Any], model: type) -> list[dict[str, Any]]:
    return [
        form.cleaned_data
        for formset in formsets
        if formset.model is model
        for form in formset.forms
        if form.has_changed() and not form.cleaned_data.get("DELETE")
    ]


def _free(model: type[Reviewable], name: str) -> str:
    same = model._base_manager.filter(slug__startswith=name)
    taken = set(same.values_list("slug", flat=True))
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
