"""The database tells the extraction what the dataset's files tell."""

from __future__ import annotations

import pytest
from django.conf import settings

from intake.extract.known import Known, from_dataset
from intake.registry import load_known

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]


def _facts(known: Known) -> dict[str, object]:
    return {
        "parties": known.parties,
        "offices": {
            (o.person, o.organisation, o.title, o.start, o.end) for o in known.offices
        },
        "places": {place.slug: place for place in known.places},
        "meetings": {meeting.slug for meeting in known.meetings},
    }


def test_the_loaded_dataset_is_known_as_its_files_are() -> None:
    files, database = (
        _facts(known)
        for known in (from_dataset(settings.BASE_DIR / "data"), load_known())
    )
    for what, facts in files.items():
        assert database[what] == facts, what
