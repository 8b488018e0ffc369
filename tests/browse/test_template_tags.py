"""Sides, dates and languages as the templates write them."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from browse.templatetags import tracker
from parties.models import Party, Side


def test_every_side_has_a_shape_of_its_own() -> None:
    shapes = [tracker.side_glyph(side) for side in Side.values]
    assert all("<svg" in shape and 'aria-hidden="true"' in shape for shape in shapes)
    assert len({shape.split(">", 1)[1] for shape in shapes}) == len(Side.values)


def test_no_side_draws_nothing() -> None:
    assert tracker.side_glyph("") == ""


def test_english_text_is_marked_on_an_arabic_page_only() -> None:
    with override("en"):
        assert tracker.foreign("Berlin") == "Berlin"
    with override("ar"):
        assert tracker.foreign("Berlin") == '<bdi lang="en" dir="ltr">Berlin</bdi>'


def test_foreign_text_is_escaped() -> None:
    with override("ar"):
        assert "<script" not in tracker.foreign("<script>")


def test_a_party_without_an_arabic_name_falls_back_marked_as_english() -> None:
    party = Party(name="Luigi Di Maio")
    with override("ar"):
        assert tracker.reader_name(party) == (
            '<bdi lang="en" dir="ltr">Luigi Di Maio</bdi>'
        )


@pytest.mark.parametrize(
    ("path", "arabic"),
    [
        ("/en/meetings/?party=haftar", "/ar/meetings/?party=haftar"),
        ("/en/", "/ar/"),
        ("/api/docs/", "/ar/"),
    ],
)
def test_the_language_switch_keeps_path_and_query(path: str, arabic: str) -> None:
    request = RequestFactory().get(path)
    with override("en"):
        versions = tracker.language_versions(Context({"request": request}))
    assert [version.path for version in versions if version.code == "ar"] == [arabic]


def test_dates_are_said_in_the_language_of_the_page() -> None:
    template = Template("{% load tracker %}{{ date|edtf }} | {{ date|edtf_short }}")
    with override("en"):
        english = template.render(Context({"date": "2020-02-19"}))
    assert english == "19 February 2020 | 19 Feb 2020"
