"""The Arabic list of parties stands in the order of the names that it shows."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.browse.pages import results_of
from tests.factories import PartyFactory, PartyNameFactory

# In the order of an Arabic dictionary: forms of alif are one letter, vowels none.
NAMES = [
    ("i", "إبراهيم جضران"),
    ("h", "أحمد معيتيق"),
    ("a", "آدم الفرجاني"),
    ("b", "بلقاسم حفتر"),
    ("t", "تُونس"),
    ("k", "خليفة حفتر"),
    ("y", "يوسف المنقوش"),
]


@pytest.fixture
def named(db: None) -> None:
    """Parties whose English names stand the other way round, and two without Arabic."""
    for place, (slug, name) in enumerate(reversed(NAMES)):
        party = PartyFactory(slug=slug, name=f"Name {place}", published=True)
        PartyNameFactory(party=party, text=name, lang="ar", kind="native")
    for slug in ("none-1", "none-2"):
        PartyFactory(slug=slug, name=f"A {slug}", published=True)


def test_arabic_names_stand_in_their_order_and_parties_without_one_last(
    client: Client, named: None
) -> None:
    slugs = [slug for slug, _name in NAMES]
    assert results_of(client, "/ar/parties/") == [*slugs, "none-1", "none-2"]
    falling = results_of(client, "/ar/parties/?ordering=-name")
    assert falling == [*slugs[::-1], "none-2", "none-1"]
    english = results_of(client, "/en/parties/")
    assert english == ["none-1", "none-2", *slugs[::-1]]
