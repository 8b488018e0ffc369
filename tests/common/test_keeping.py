"""A kept page is as fresh as the database, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from common.keeping import kept
from editorial.models import User
from sources.models import Outlet
from tests.factories import OutletFactory

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/en/sources/"
Page = Callable[[HttpRequest], HttpResponseBase]


@pytest.fixture(autouse=True)
def keeping(settings: Settings) -> Iterator[None]:
    """Keep pages, as in production, and forget them afterwards."""
    settings.KEEP_PAGES = True
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def asked(view: Page, user: User | AnonymousUser, **headers: str) -> str:
    request = RequestFactory().get("/en/counted/", headers=headers)
    request.user = user
    answer = view(request)
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def counter() -> Page:
    """A page that says how often it was made."""
    made = []

    @kept
    def view(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return HttpResponse(str(len(made)))

    return view


def test_a_page_is_made_once_while_nothing_changes() -> None:
    view = counter()
    assert [asked(view, AnonymousUser()) for _ in range(3)] == ["1", "1", "1"]


def test_any_change_makes_the_page_anew() -> None:
    view = counter()
    assert asked(view, AnonymousUser()) == "1"
    OutletFactory()
    assert asked(view, AnonymousUser()) == "2"


def test_a_part_asked_for_by_script_is_another_page() -> None:
    view = counter()
    assert asked(view, AnonymousUser()) == "1"
    assert asked(view, AnonymousUser(), **{"HX-Request": "true"}) == "2"


def test_an_account_never_gets_a_kept_page(reader: User) -> None:
    view = counter()
    assert [asked(view, reader) for _ in range(2)] == ["1", "2"]
    assert asked(view, AnonymousUser()) == "3"


def test_inside_a_transaction_that_wrote_nothing_is_kept() -> None:
    view = counter()
    with transaction.atomic():
        OutletFactory()
        assert [asked(view, AnonymousUser()) for _ in range(2)] == ["1", "2"]


def test_the_site_shows_a_change_at_once(client: Client) -> None:
    outlet = OutletFactory(name="The Morning Post")
    first = client.get(ADDRESS).content.decode()
    assert client.get(ADDRESS).content.decode() == first
    assert "The Morning Post" in first
    Outlet.objects.filter(pk=outlet.pk).update(name="The Evening Post")
    after = client.get(ADDRESS).content.decode()
    assert "The Evening Post" in after
    assert "The Morning Post" not in after


def test_a_kept_page_asks_the_database_for_its_snapshot_only(
    client: Client,
    standing_still: None,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    OutletFactory()
    client.get(ADDRESS)
    with django_assert_num_queries(1):
        client.get(ADDRESS)
