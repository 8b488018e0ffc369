"""No list of the admin needs more than 15 queries, however many rows it shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import User
from meetings.models import ContendedValue
from tests import factories as f
from tests.admin.posting import list_address
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
BUDGET = 15
ROWS = 60


def _fill() -> None:
    parties: list[Any] = f.PartyFactory.create_batch(3, published=True)
    place: Any = f.PlaceFactory()
    for index in range(ROWS):
        report: Any = f.ReportFactory(title=f"Report {index}")
        meeting: Any = f.MeetingFactory(parties=parties[:2], place=place)
        f.MeetingCitationFactory(meeting=meeting, report=report)
        f.PositionFactory(person=parties[index % 3])
        f.CommitmentFactory(agreement=f.AgreementFactory(), obligor=parties[0])
        f.StatementFactory(speaker=parties[0], on_behalf_of=parties[1])
        contention: Any = f.ContentionFactory(meeting=meeting)
        ContendedValue.objects.create(contention=contention, text="x")
        f.PartyFactory()
        f.ProcessFactory()
        f.PlaceFactory(parent=place)
        f.TopicFactory()
        f.UserFactory(role="editor")


def test_a_list_of_sixty_rows_stays_within_its_queries(
    client_of: ClientOf, editor: User, administrator: User
) -> None:
    _fill()
    used = {}
    for model in admin.site._registry:
        app = model._meta.app_label
        accounts = app in ("auth", "editorial")
        client = client_of(administrator if accounts else editor)
        for query in ({}, {"q": "a"}):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(list_address(model), query).status_code == 200
            used[model._meta.label, str(query)] = len(queries)
    assert {name: count for name, count in used.items() if count > BUDGET} == {}
