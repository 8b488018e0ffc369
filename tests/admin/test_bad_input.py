"""What nobody types on purpose: an error or a 4xx, never a 500, nothing stored."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from editorial.models import User
from meetings.models import Meeting
from parties.models import Party
from sources.models import Report
from tests.admin.posting import (
    add_address,
    address,
    errors_of,
    form_values,
    list_address,
)
from tests.conftest import ClientOf
from tests.factories import MeetingFactory, PartyFactory
from tests.story import Story

pytestmark = pytest.mark.django_db
MODELS = [
    model
    for model in sorted(admin.site._registry, key=lambda model: model._meta.label)
    if model._meta.app_label in ("meetings", "parties", "sources")
]
HUGE = "9" * 400
NASTY = ["\x00", "a\x00b", HUGE, "' OR 1=1 --", "\ufffd", "x" * 7000, "%", "_", "\\"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_query_of_a_list_is_a_server_error(
    model: Any, client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    filters = admin.site.get_model_admin(model).list_filter
    names = [f if isinstance(f, str) else f[0] for f in filters]  # type: ignore[index]
    keys = ["q", "p", "o", "all", "e", "nonsense", "id__exact", "slug__regex"]
    keys += [f"{name}__exact" for name in names] + [f"{name}__isnull" for name in names]
    for number, key in enumerate(keys):
        # Every key meets some of the values, every value some of the keys.
        for value in NASTY if key == "q" else NASTY[number % 3 :: 3]:
            status = client.get(list_address(model), {key: value}).status_code
            assert status in (200, 302, 400, 414), (key, value[:20], status)


def test_a_filter_that_is_not_understood_is_refused_not_ignored(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    for query in ({"nonsense": "1"}, {"title__regex": "["}, {"verified__exact": "x"}):
        assert client.get(list_address(Meeting), query).status_code == 400


@pytest.mark.parametrize("raw", ["q=%00", "q=%ff%fe", "q=%ED%A0%80", "p=%00"])
def test_bytes_that_are_no_text_are_refused(
    client_of: ClientOf, editor: User, raw: str
) -> None:
    answer = client_of(editor).get(f"{list_address(Party)}?{raw}")
    assert answer.status_code == 400


@pytest.mark.parametrize("key", ["0", "-1", "abc", HUGE, "9" * 5000, "1/2"])
def test_impossible_numbers_of_records_are_not_found(
    client_of: ClientOf, editor: User, key: str
) -> None:
    url = f"/admin/meetings/meeting/{key}/change/"
    assert client_of(editor).get(url).status_code in (404, 414)


@pytest.mark.parametrize("value", [*NASTY, "\ud800"])
def test_no_text_in_a_form_is_a_server_error(
    client_of: ClientOf, editor: User, value: str
) -> None:
    meeting: Any = MeetingFactory(parties=[PartyFactory(published=True)])
    client = client_of(editor)
    values = form_values(client, address(meeting))
    skipped = ("FORMS", "-id", "-meeting", "-source", "-record")
    names = [*values, "reason", "summary"]
    names = [n for n in names if not n.endswith(skipped) and n != "version"]
    for chosen in (names, ["reason"], ["date"], ["title", "summary"]):
        # As a browser would send it: bytes, a lone surrogate as three of them.
        typed = values | dict.fromkeys(chosen, value)
        body = urlencode(typed, errors="surrogatepass")
        kind = "application/x-www-form-urlencoded"
        status = client.post(address(meeting), body, content_type=kind).status_code
        assert status in (200, 302, 400), (chosen, value[:20], status)
        values["version"] = str(Meeting.objects.get().version)


@pytest.mark.parametrize("typed", [b"a\xed\xa0\x80b", b"a\xffb"])
@pytest.mark.parametrize("multipart", [False, True])
def test_text_that_is_not_utf8_is_refused_and_the_record_stays(
    client_of: ClientOf, editor: User, multipart: bool, typed: bytes
) -> None:
    meeting: Any = MeetingFactory(published=True, title="Talks")
    client = client_of(editor)
    values = form_values(client, address(meeting))
    values |= {"title": "SWAPPED", "reason": "Try."}
    if multipart:
        kind = MULTIPART_CONTENT
        body = encode_multipart(BOUNDARY, values).replace(b"SWAPPED", typed)
    else:
        kind = "application/x-www-form-urlencoded"
        body = urlencode(values).encode().replace(b"SWAPPED", quote(typed).encode())
    answer = client.generic("POST", address(meeting), body, kind)
    assert answer.status_code == 400
    assert "not UTF-8" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.title == "Talks"


def test_a_row_of_another_record_is_an_error_of_the_form(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    foreign: Any = story.visit.participations.first()
    values = form_values(client, address(story.talks)) | {
        "participations-0-id": str(foreign.pk),
        "participations-0-name_as_reported": "Taken over",
        "reason": "Try.",
    }
    answer = client.post(address(story.talks), values)
    assert 200 <= answer.status_code < 500
    assert answer.status_code != 302
    foreign.refresh_from_db()
    assert foreign.meeting == story.visit
    assert foreign.name_as_reported == ""


@pytest.mark.parametrize("key", ["abc", HUGE, "-1", "0", "999999999"])
def test_references_that_cannot_be_are_errors_of_the_form(
    client_of: ClientOf, editor: User, key: str
) -> None:
    meeting: Any = MeetingFactory(parties=[PartyFactory(published=True)])
    client = client_of(editor)
    values = form_values(client, address(meeting))
    answer = client.post(address(meeting), values | {"participations-0-party": key})
    assert answer.status_code == 200
    assert "Select a valid choice" in errors_of(answer)
    assert client.get(add_address(Meeting), {"date": key}).status_code == 200
    contention = reverse("admin:meetings_contention_add")
    assert client.get(contention, {"meeting": key}).status_code == 200


@pytest.mark.parametrize("forms", ["", "abc", HUGE, "-1"])
def test_broken_row_counts_are_errors_of_the_form(
    client_of: ClientOf, editor: User, forms: str
) -> None:
    meeting: Any = MeetingFactory()
    client = client_of(editor)
    values = form_values(client, address(meeting))
    answer = client.post(
        address(meeting), values | {"participations-TOTAL_FORMS": forms, "title": "New"}
    )
    assert answer.status_code in (200, 400)
    meeting.refresh_from_db()
    assert meeting.title != "New"


@pytest.mark.parametrize("key", ["abc", HUGE, "", "-1"])
def test_chosen_rows_that_cannot_exist_are_refused(
    client_of: ClientOf, editor: User, key: str
) -> None:
    sent = {"_selected_action": [key], "action": "submit_records", "index": "0"}
    answer = client_of(editor).post(list_address(Party), sent)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "query",
    [{}, {"app_label": "x"}, {"field_name": "title"}, {"term": HUGE}, {"page": "x"}],
)
def test_a_crooked_autocomplete_question_is_refused(
    client_of: ClientOf, editor: User, query: dict[str, str]
) -> None:
    asked = {
        "app_label": "meetings",
        "model_name": "participation",
        "field_name": "party",
        "term": "x",
    }
    answer = client_of(editor).get(
        reverse("admin:autocomplete"), asked | query if query else {}
    )
    assert answer.status_code in (200, 403, 404)


def test_a_crooked_report_is_an_error_of_the_form(
    client_of: ClientOf, editor: User
) -> None:
    client = client_of(editor)
    values = form_values(client, add_address(Report))
    for url in ("nonsense", "http://[::1", "javascript:alert(1)", "x" * 2000):
        answer = client.post(add_address(Report), values | {"url": url, "text": "x"})
        assert answer.status_code == 200
        assert "url" in answer.context["adminform"].form.errors
        known = reverse("admin:sources_report_known")
        assert client.get(known, {"url": url}).status_code in (200, 400)
    assert not Report.objects.exists()
