"""A country is one of the known codes, at every form that asks for it."""

from __future__ import annotations

from typing import Any

import pytest

from editorial.models import User
from meetings.models import Place
from parties.models import Party
from sources.models import Outlet
from tests.admin.posting import address, errors_of, form_values
from tests.conftest import ClientOf
from tests.factories import OutletFactory, PartyFactory, PlaceFactory

pytestmark = pytest.mark.django_db
MAKERS: dict[Any, Any] = {
    Place: PlaceFactory,
    Party: PartyFactory,
    Outlet: OutletFactory,
}


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("code", ["ZZ", "ly", "L", "XX", "EU", "؟؟"])
def test_a_code_that_names_no_country_is_refused_at_its_field(
    client_of: ClientOf, editor: User, model: Any, code: str
) -> None:
    record = MAKERS[model](country="LY")
    client = client_of(editor)
    values = form_values(client, address(record)) | {"country": code}
    answer = client.post(address(record), values)
    assert answer.status_code == 200
    assert f"“{code}” is no country code; write two capital" in errors_of(answer)
    record.refresh_from_db()
    assert record.country == "LY"


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_a_known_code_is_stored(client_of: ClientOf, editor: User, model: Any) -> None:
    record = MAKERS[model](country="LY")
    client = client_of(editor)
    values = form_values(client, address(record)) | {"country": "RU"}
    assert client.post(address(record), values).status_code == 302
    record.refresh_from_db()
    assert record.country == "RU"
