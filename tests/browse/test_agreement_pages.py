"""The list of agreements, an agreement's page, and what each party signed."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from editorial.models import User
from meetings.filters import AgreementFilterSet
from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.conftest import ClientOf
from tests.story import Story

LIST, TABLE = "/en/agreements/", "/en/agreements/signatories/"
OPTION = re.compile(
    r'name="(\w+)" value="([^"]+)"(?: checked)?>(?:<svg.*?</svg>)?'
    r'(?:<span[^>]*>)?[^<]*(?:</span>)?<span class="option-count">(\d+)<'
)


def page_of(client: Client, story: Story) -> str:
    """The words of the page of the story's agreement."""
    response = client.get(f"{LIST}{story.agreement.slug}/")
    assert response.status_code == 200
    return text_of(response)


def between(page: str, start: str, end: str) -> str:
    """The words of a page from one heading to another."""
    begin = page.index(start)
    return page[begin : page.index(end, begin)]


# The list ----------------------------------------------------------------------
def test_a_row_says_who_signed_and_sets_apart_who_refused(
    client: Client, story: Story
) -> None:
    response = client.get(LIST)
    page = text_of(response)
    assert (
        "Draft ceasefire agreement (Moscow) Ceasefire Moscow talks 1 commitment" in page
    )
    assert re.search(r"Signed Western Libya Fayez al-Sarraj on behalf of Gov", page)
    assert "Refused Eastern Libya Khalifa Haftar" in page
    apart = response.content.decode().split('class="acts-against"')[1]
    assert "Khalifa Haftar" in apart.split("row-where")[0]
    assert "Fayez al-Sarraj" not in apart.split("row-where")[0]
    assert "Agreed at Ceasefire talks in Moscow" in page


def test_a_row_without_signatures_or_meeting_says_so(client: Client, db: None) -> None:
    f.AgreementFactory(published=True, verified=False)
    page = text_of(client.get(LIST))
    assert "Who signed is not on record." in page
    assert "The meeting where it was agreed is not on record." in page
    assert "0 commitments" in page
    assert "unverified" in page


def test_a_contested_fact_is_marked_in_the_row(client: Client, story: Story) -> None:
    f.ContentionFactory(meeting=None, agreement=story.agreement, field="date")
    body = client.get(LIST).content.decode()
    assert f'href="{LIST}{story.agreement.slug}/#accounts"' in body


def test_the_count_of_each_facet_value_is_what_choosing_it_gives(
    client: Client, story: Story
) -> None:
    wide = f.ProcessFactory(slug="wide", published=True)
    story.process.parent = wide
    story.process.save()
    joint = f.AgreementFactory(kind="military", date="2020-10", published=True)
    f.SignatureFactory(agreement=joint, party=story.lna)
    f.SignatureFactory(agreement=joint, party=story.gna, action="endorsed")
    f.AgreementFactory(kind="mou", process=wide, published=True, date="2021")
    for base in ("?from=2020", "?action=signed", "?party=haftar", "?side=east"):
        options = OPTION.findall(client.get(LIST + base).content.decode())
        names = {name for name, _value, _count in options}
        assert names >= {"party", "side", "action", "kind", "stage", "process"}
        for name, value, count in options:
            kept = "" if f"{name}=" in base and name != "party" else base
            query = f"{kept or '?'}&{name}={value}".replace("?&", "?")
            assert len(results_of(client, LIST + query)) == int(count), (base, query)


def test_every_filter_of_the_set_is_in_the_form(client: Client, story: Story) -> None:
    f.TopicFactory()
    fields = set(re.findall(r'name="(\w+)"', client.get(LIST).content.decode()))
    assert set(AgreementFilterSet.base_filters) - fields == set()


def test_a_wrong_filter_is_named_and_nothing_is_listed(
    client: Client, story: Story
) -> None:
    for query, named in (("action=sang", "action"), ("across_sides=2", "across_sides")):
        response = client.get(f"{LIST}?{query}")
        assert response.status_code == 400
        assert f"<code>{named}</code>" in response.content.decode()
        assert "data-row-link" not in response.content.decode()


def test_an_empty_list_says_which_filter_to_drop(client: Client, story: Story) -> None:
    page = text_of(client.get(f"{LIST}?party=haftar&action=signed"))
    assert "No agreement matches" in page
    assert "Action: signed 1 result without it" in page


def test_the_list_takes_at_most_fifteen_queries_however_many_rows(
    client: Client,
    story: Story,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(5):
        agreement = f.AgreementFactory(
            meeting=story.talks, process=story.process, published=True
        )
        f.SignatureFactory(agreement=agreement, on_behalf_of=story.lna)
        f.CommitmentFactory(agreement=agreement)
    for query in ("", "?party=haftar&action=refused", "?side=east&topic="):
        with django_assert_max_num_queries(15):
            client.get(f"/ar/agreements/{query}")


# The page ----------------------------------------------------------------------
def test_the_page_lists_every_action_with_side_and_whom_it_was_for(
    client: Client, story: Story
) -> None:
    signed = between(
        page_of(client, story), "Who signed, and who did not", "What was promised"
    )
    assert (
        "Fayez al-Sarraj Signed Western Libya Government of National Accord" in signed
    )
    assert "Khalifa Haftar Refused Eastern Libya itself" in signed
    assert "1 refusal, withdrawal or suspension is on record." in signed
    assert "13 Jan 2020" not in signed, "the date of the agreement stands beside it"


def test_a_later_action_stands_beside_the_earlier_one(
    client: Client, story: Story
) -> None:
    f.SignatureFactory(
        agreement=story.agreement,
        party=story.sarraj,
        action="suspended",
        date="2020-02-18",
    )
    page = page_of(client, story)
    assert page.index("Khalifa Haftar Refused") < page.index(
        "Fayez al-Sarraj Suspended"
    )
    assert "Fayez al-Sarraj Signed" in page
    assert "Suspended Western Libya itself 18 Feb 2020" in page
    assert "Refused Eastern Libya itself 13 Jan 2020" in page
    body = client.get(f"{LIST}{story.agreement.slug}/").content.decode()
    assert body.count('<tr class="against">') == 2


def test_commitments_say_who_must_keep_them_and_how_far_they_were_kept(
    client: Client, story: Story
) -> None:
    assert "Whether these commitments were kept is not recorded yet." in page_of(
        client, story
    )
    promise = story.agreement.commitments.get()
    promise.obligor, promise.due = story.lna, "2020-02"
    promise.save()
    promise.statuses.create(as_of="2020-03-01", status="breached", note="Shelling.")
    page = between(page_of(client, story), "What was promised", "Meetings that led")
    assert "Both sides stop firing." in page
    assert "To be kept by Eastern Libya Libyan National Army Due February 2020" in page
    assert "breached · as of 1 March 2020 · Shelling." in page


def test_meetings_that_led_here_and_followed_say_which_rule_put_them_there(
    client: Client, story: Story
) -> None:
    def meeting(title: str, date: str, **more: object) -> object:
        return f.MeetingFactory(title=title, date=date, published=True, **more)

    phone = meeting("A call", "2020-01-08")
    earlier = meeting("An earlier call", "2020-01-02")
    after = meeting("A conference", "2020-01-19")
    later = meeting("A commission", "2020-02-03")
    meeting("A visit before", "2019-12-01", process=story.process)
    meeting("A visit after", "2020-06-01", process=story.process)
    meeting("Elsewhere", "2020-01-12")
    phone.links.create(target=story.talks, kind="prepares")  # type: ignore[attr-defined]
    phone.links.create(target=earlier, kind="follows")  # type: ignore[attr-defined]
    after.links.create(target=story.talks, kind="follows")  # type: ignore[attr-defined]
    after.links.create(target=later, kind="prepares")  # type: ignore[attr-defined]
    page = page_of(client, story)
    led = between(page, "Meetings that led here", "Meetings that followed")
    assert "A visit before same process, nearest in time" in led
    assert "An earlier call linked over 2 steps" in led
    assert "A call linked: it prepares the meeting" in led
    followed = between(page, "Meetings that followed", "Sources")
    assert "A conference linked: it follows the meeting" in followed
    assert "A commission linked over 2 steps" in followed
    assert "A visit after same process, nearest in time" in followed
    assert "Elsewhere" not in led + followed
    assert "Ceasefire talks in Moscow" not in led + followed


def test_links_in_a_circle_come_to_an_end(client: Client, story: Story) -> None:
    one = f.MeetingFactory(title="One", date="2020-01-01", published=True)
    two = f.MeetingFactory(title="Two", date="2020-01-02", published=True)
    for source, target in ((story.talks, one), (one, two), (two, story.talks)):
        source.links.create(target=target, kind="follows")
    page = page_of(client, story)
    assert page.count("One linked") == page.count("Two linked") == 1


def test_a_meeting_the_reader_may_not_see_is_on_no_path(
    client: Client, client_of: ClientOf, editor: User, story: Story
) -> None:
    hidden = f.MeetingFactory(title="Hidden talks", draft=True)
    hidden.links.create(target=story.talks, kind="prepares")
    assert "Hidden talks" not in page_of(client, story)
    assert "Hidden talks" in page_of(client_of(editor), story)


def test_what_was_said_about_it_and_where_accounts_differ(
    client: Client, story: Story
) -> None:
    f.StatementFactory(
        gist="The draft ignores us.", agreement=story.agreement, published=True
    )
    f.ContentionFactory(meeting=None, agreement=story.agreement, field="date")
    page = page_of(client, story)
    assert "The draft ignores us." in between(page, "What was said about it", "Sources")
    assert "Where accounts differ" in page


def test_other_agreements_of_the_process_stand_before_and_after(
    client: Client, story: Story
) -> None:
    for title, date in (("First text", "2019"), ("Last text", "2021")):
        f.AgreementFactory(
            title=title, date=date, process=story.process, published=True
        )
    page = page_of(client, story)
    assert re.search(r"Before · 2019 First text After · 2021 Last text", page)


def test_the_page_is_cited_and_links_to_the_api(client: Client, story: Story) -> None:
    body = client.get(f"{LIST}{story.agreement.slug}/").content.decode()
    assert f'href="/api/v1/agreements/{story.agreement.slug}' in body
    record = client.get(f"/api/v1/agreements/{story.agreement.slug}/").json()
    assert record["html_url"].endswith(f"{LIST}{story.agreement.slug}/")


def test_a_draft_agreement_is_not_found(
    client_of: ClientOf, anonymous: AnonymousUser, editor: User
) -> None:
    draft = f.AgreementFactory(draft=True)
    assert client_of(anonymous).get(f"{LIST}{draft.slug}/").status_code == 404
    assert client_of(editor).get(f"{LIST}{draft.slug}/").status_code == 200


def test_an_old_address_redirects(client: Client, story: Story) -> None:
    story.agreement.old_slugs.create(slug="the-draft")
    response = client.get("/ar/agreements/the-draft/")
    assert response.status_code == 301
    assert response["Location"] == f"/ar/agreements/{story.agreement.slug}/"


def test_a_page_takes_at_most_twenty_eight_queries(
    client: Client,
    story: Story,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        f.CommitmentFactory(agreement=story.agreement)
        f.SignatureFactory(agreement=story.agreement)
        f.StatementFactory(agreement=story.agreement, published=True)
        story.talks.links.create(
            target=f.MeetingFactory(date="2019-05", published=True), kind="follows"
        )
    with django_assert_max_num_queries(28):
        client.get(f"/ar/agreements/{story.agreement.slug}/")


# What each party signed --------------------------------------------------------
def test_each_number_of_the_table_is_what_its_list_holds(
    client: Client, story: Story
) -> None:
    other = f.AgreementFactory(kind="mou", published=True)
    f.SignatureFactory(agreement=other, party=story.sarraj, action="endorsed")
    f.SignatureFactory(agreement=other, party=story.gna, action="endorsed")
    for query in ("", "?kind=mou", "?from=2020&to=2020", "?side=east"):
        body = client.get(TABLE + query).content.decode()
        cells = re.findall(r'<a href="(/en/agreements/\?[^"]+)">(\d+)</a>', body)
        assert cells
        for address, count in cells:
            found = results_of(client, address.replace("&amp;", "&"))
            assert len(found) == int(count), address


def test_the_table_names_each_party_once_and_counts_what_was_done_for_it(
    client: Client, story: Story
) -> None:
    page = text_of(client.get(TABLE))
    assert "3 parties" in page
    assert re.search(r"Government of National Accord 1 0 1", page)
    assert re.search(r"Khalifa Haftar 0 1 1", page)
    assert "Not on record in this selection: initialled, adopted" in page


def test_a_side_leaves_the_other_parties_out_of_the_table(
    client: Client, story: Story
) -> None:
    page = text_of(client.get(f"{TABLE}?side=east"))
    assert "Khalifa Haftar" in page
    assert "Fayez al-Sarraj" not in page
    assert client.get(f"{TABLE}?party=haftar").status_code == 400


@pytest.mark.parametrize("address", [LIST, TABLE])
def test_nothing_is_on_record_yet(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 200


# Where else agreements are shown -----------------------------------------------
def test_the_meeting_and_the_search_lead_to_the_agreement(
    client: Client, story: Story
) -> None:
    address = f'href="{LIST}{story.agreement.slug}/"'
    meeting = client.get(f"/en/meetings/{story.talks.slug}/")
    assert address in meeting.content.decode()
    assert "What was promised" in text_of(meeting)
    assert address in client.get("/en/search/?q=ceasefire").content.decode()
