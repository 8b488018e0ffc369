"""The filters of agreements and commitments: sides, actions, meetings, words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory

from meetings.selection import browse_agreements, browse_commitments
from tests import factories as f
from tests.story import Story


def found(query: str, browse: Any = browse_agreements) -> Any:
    """The filter set of an anonymous reader's query."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return browse(request, QueryDict(query))


def slugs(query: str) -> set[str]:
    """The agreements that a query finds; the query is a valid one."""
    filterset = found(query)
    assert not filterset.errors
    return {row.slug for row in filterset.qs}


def promises(query: str) -> list[str]:
    """The commitments that a query finds, in order of their number."""
    filterset = found(query, browse_commitments)
    assert not filterset.errors
    return [row.text for row in filterset.qs.order_by("pk")]


def test_a_side_is_that_of_the_agreements_date(db: None) -> None:
    turncoat = f.PartyFactory(published=True)
    f.AlignmentFactory(party=turncoat, side="west", end="2020-06-30")
    f.AlignmentFactory(party=turncoat, side="east", start="2020-07-01")
    for slug, date in (("early", "2020-01-13"), ("late", "2020-10-23")):
        agreement = f.AgreementFactory(slug=slug, date=date, published=True)
        f.SignatureFactory(agreement=agreement, party=turncoat)
    assert slugs("side=west") == {"early"}
    assert slugs("side=east") == {"late"}


def test_whom_somebody_acted_for_gives_the_side(story: Story) -> None:
    envoy = f.PartyFactory(published=True)
    agreement = f.AgreementFactory(slug="by-envoy", published=True)
    f.SignatureFactory(agreement=agreement, party=envoy, on_behalf_of=story.lna)
    assert slugs("side=east&action=signed") == {"by-envoy"}


def test_one_party_that_changed_sides_is_not_both_sides(db: None) -> None:
    turncoat = f.PartyFactory(published=True)
    f.AlignmentFactory(party=turncoat, side="west")
    f.AlignmentFactory(party=turncoat, side="east")
    agreement = f.AgreementFactory(slug="alone", published=True)
    f.SignatureFactory(agreement=agreement, party=turncoat)
    assert slugs("across_sides=true") == set()
    f.SignatureFactory(
        agreement=agreement, party=f.PartyFactory(side="east", published=True)
    )
    assert slugs("across_sides=true") == {"alone"}


def test_a_signature_and_a_refusal_are_not_an_agreement_across_sides(
    story: Story,
) -> None:
    assert slugs("across_sides=true") == set()
    assert slugs("across_sides=false") == {story.agreement.slug}
    f.SignatureFactory(agreement=story.agreement, party=story.haftar, position=2)
    assert slugs("across_sides=true") == {story.agreement.slug}
    assert slugs("across_sides=true&action=refused") == set()


def test_action_with_a_party_and_a_side_is_asked_of_each(story: Story) -> None:
    assert slugs("party=sarraj&action=signed") == {story.agreement.slug}
    assert slugs("party=haftar&action=signed") == set()
    assert slugs("side=east&action=signed") == set()
    assert slugs("side=east&side=west&action=signed") == {story.agreement.slug}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("side=north", "side"),
        ("across_sides=yes", "across_sides"),
        ("across_sides=true&across_sides=true", "across_sides"),
        ("format=party", "format"),
        ("topic=nothing", "topic"),
        ("meeting=nothing", "meeting"),
        ("sides=east", "sides"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    story: Story, query: str, named: str
) -> None:
    assert list(found(query).errors) == [named]


def test_commitments_are_found_by_words_date_and_latest_status(story: Story) -> None:
    (first,) = story.agreement.commitments.all()
    other = f.CommitmentFactory(
        agreement=f.AgreementFactory(title="Oil deal", date="2021", published=True),
        text="Ports reopen.",
    )
    first.statuses.create(as_of="2020-02-01", status="1")
    first.statuses.create(as_of="2020-03-01", status="breached")
    assert promises("q=stop firing") == [first.text]
    assert promises("q=oil reopen") == [other.text]
    assert promises("from=2020&to=2020") == [first.text]
    assert promises("status=breached") == [first.text]
    assert promises("status=1") == []
    assert promises("status=1&status=breached") == [first.text]
