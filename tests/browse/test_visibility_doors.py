"""Nobody finds at any door what he may not see, and finds everywhere what he may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver

from editorial.models import ReviewState, User
from tests.conftest import ClientOf
from tests.door_records import KINDS, make_hosts, place_draft_party, place_record
from tests.doors import DOORS, HARMLESS

CAST = (
    "anonymous",
    "reader",
    "contributor",
    "other_contributor",
    "editor",
    "publisher",
    "administrator",
)
SEE_ALL = {"editor", "publisher", "administrator"}
# A draft is sought by everybody. What each role sees of the other states is tried on the
# rule itself (tests/editorial); here each door is tried by those between whom it decides.
BETWEEN = ("anonymous", "contributor", "editor")
SEEKERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ReviewState.values, BETWEEN),
    "draft": CAST,
}


@pytest.fixture
def cast(
    anonymous: AnonymousUser,
    reader: User,
    contributor: User,
    other_contributor: User,
    editor: User,
    publisher: User,
    administrator: User,
) -> dict[str, Any]:
    """Everybody, by name; the records belong to `contributor`."""
    people = (
        *(anonymous, reader, contributor, other_contributor),
        *(editor, publisher, administrator),
    )
    return dict(zip(CAST, people, strict=True))


def may_see(name: str, state: str) -> bool:
    """Say what the design says about a record of `contributor` in a state."""
    return state == "published" or name in SEE_ALL or name == "contributor"


@pytest.mark.parametrize("state", ReviewState.values)
@pytest.mark.parametrize("kind", KINDS)
def test_each_door_shows_a_record_to_those_who_may_see_it(
    cast: dict[str, Any], client_of: ClientOf, kind: str, state: str
) -> None:
    place_record(kind, make_hosts(), state, cast["contributor"])
    wrong = []
    for name in SEEKERS[state]:
        client = client_of(cast[name])
        for door in DOORS:
            cache.clear()
            if kind in door.shows and door.finds(client) is not may_see(name, state):
                wrong.append((name, door.address))
    assert not wrong


def test_what_is_not_public_leaves_no_trace_at_any_door(
    cast: dict[str, Any], client_of: ClientOf
) -> None:
    """Counts, facets and neighbours are the same with and without the records."""
    hosts = make_hosts()
    client = client_of(cast["anonymous"])
    doors = [door for door in DOORS if not door.own]
    cache.clear()
    before = {door.address: door.ask(client) for door in doors}
    for kind in KINDS:
        place = place_draft_party if kind == "party" else place_record
        place(kind, hosts, "draft", cast["contributor"])
    cache.clear()
    after = {door.address: door.ask(client) for door in doors}
    assert [address for address in before if before[address] != after[address]] == []


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (route, name) of every public address of the site."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.name or route


def test_every_address_of_the_site_is_a_door_or_known_to_be_harmless() -> None:
    covered = {name for door in DOORS for name in door.covers}
    names = {name for _, name in routes(get_resolver())}
    assert names - covered - HARMLESS == set()
    assert covered | HARMLESS <= names


def test_every_kind_has_a_door_of_its_own_or_stands_on_others() -> None:
    for kind in KINDS:
        assert any(kind in door.shows and door.own for door in DOORS)
