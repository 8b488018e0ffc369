"""Addresses of one page have one key, those of different pages have not."""

from __future__ import annotations

import pytest

from sources.addresses import address_key

PAGE = "https://tass.com/politics/1121877"


@pytest.mark.parametrize(
    "url",
    [
        "http://tass.com/politics/1121877",
        "https://www.tass.com/politics/1121877/",
        "http://www.TASS.com/politics/1121877/?utm_source=x#f",
        "https://tass.com:443/politics/1121877?fbclid=1&gclid=2",
        " https://tass.com./politics/112187%37? ",
    ],
)
def test_other_spellings_of_an_address_have_the_same_key(url: str) -> None:
    assert address_key(url) == address_key(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://tass.ru/politics/1121877",
        "https://m.tass.com/politics/1121877",
        "https://tass.com:8443/politics/1121877",
        "https://tass.com/Politics/1121877",
        "https://tass.com/politics/1121877/2",
        "https://tass.com/politics/1121877?page=2",
        "https://tass.com/politics/1121877?page=",
    ],
)
def test_addresses_of_other_pages_have_other_keys(url: str) -> None:
    assert address_key(url) != address_key(PAGE)


def test_the_order_of_a_query_and_percent_encoding_do_not_matter() -> None:
    one = address_key("https://a.example/خبر?id=1&lang=ar&utm_medium=x")
    assert one == address_key("https://a.example/%D8%AE%D8%A8%D8%B1?lang=ar&id=1")
    assert one != address_key("https://a.example/خبر?id=2&lang=ar")
    assert address_key("https://a.example/?a=1&a=2") != address_key(
        "https://a.example/?a=1"
    )


@pytest.mark.parametrize(
    "url", ["", "  ", "no address", "http://[::1", "http://a.example:x/", "https:///a"]
)
def test_what_is_no_address_has_no_key(url: str) -> None:
    assert address_key(url) == ""
