"""Names of the registry are found in running text of any script."""

from __future__ import annotations

import pytest

from intake.extract.known import Known, KnownParty
from intake.extract.names import NameReader
from intake.extract.words import tokens


def reader() -> NameReader:
    rows = [
        KnownParty("sarraj", "person", "Fayez al-Sarraj", "LY",
                   ("Fayez al-Sarraj", "فائز السراج", "Файез Саррадж")),
        KnownParty("gna", "government", "Government of National Accord", "LY",
                   ("Government of National Accord", "GNA")),
        KnownParty("one", "person", "Ali Omar", "LY", ("Ali Omar",)),
        KnownParty("other", "person", "Ali Omar", "LY", ("Ali Omar",)),
    ]  # fmt: skip
    return NameReader(Known(parties={row.slug: row for row in rows}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fayez Al-Sarraj leads the GNA.", ["sarraj", "gna"]),
        ("السيد فائز السراج وصل", ["sarraj"]),
        ("вместе с Файезом Сарраджем", ["sarraj"]),
        ("Fayez arrived, and Sarraj left.", []),
        ("gna", []),
        ("", []),
    ],
)
def test_a_full_name_is_linked(text: str, expected: list[str]) -> None:
    assert [mention.party for mention in reader().find(tokens(text))] == expected


def test_a_name_that_two_share_is_left_open() -> None:
    (mention,) = reader().find(tokens("Ali Omar spoke"))
    assert (mention.party, mention.candidates) == ("", ("one", "other"))
