"""The pages of the Arabic list of parties, one after another."""

from __future__ import annotations

import re

from django.test import Client
from django.utils import translation

from browse.pages.listing import ROWS_ON_A_PAGE
from meetings.dataset.report import LoadReport
from meetings.language import with_arabic_key, with_reader_names
from parties.models import Party
from tests.browse.pages import results_of


def test_the_pages_of_the_list_follow_one_another(
    real_data: LoadReport, db: None, client: Client
) -> None:
    with translation.override("ar"):
        keyed = with_arabic_key(with_reader_names(Party.objects.visible_to(None)))
        wanted = [
            party.slug
            for party in sorted(
                keyed, key=lambda one: (not one.arabic_key, one.arabic_key or one.name)
            )
        ]
    assert len(wanted) > 5 * ROWS_ON_A_PAGE
    found: list[str] = []
    address = "/ar/parties/"
    while address:
        found += results_of(client, address)
        body = client.get(address).content.decode()
        link = re.search(
            r'rel="next" href="(\?[^"]+)"|href="(\?[^"]+)"[^>]*rel="next"', body
        )
        address = (
            "/ar/parties/" + (link[1] or link[2]).replace("&amp;", "&") if link else ""
        )
    assert found == wanted
