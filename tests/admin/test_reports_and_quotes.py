"""Storing reports and citing their words."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.urls import reverse

from editorial.models import User
from sources.models import Report
from tests.admin.posting import add_address, address, errors_of, form_values
from tests.conftest import ClientOf
from tests.factories import (
    MeetingCitationFactory,
    MeetingFactory,
    OutletFactory,
    OutletHostFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db
WORDS = "👍 غادر حفتر موسكو. Haftar left.\nHaftar left."


def _citation(report: Report, **values: str) -> dict[str, str]:
    row = {"report": str(report.pk), "relation": "supports"} | values
    named = {f"citations-0-{name}": value for name, value in row.items()}
    return {"citations-TOTAL_FORMS": "1"} | named


def test_a_report_is_stored_with_hash_name_author_and_proposed_outlet(
    client_of: ClientOf, contributor: User
) -> None:
    host: Any = OutletHostFactory(host="observer.example")
    client = client_of(contributor)
    values = form_values(client, add_address(Report)) | {
        "url": "https://www.observer.example/news/1",
        "title": "Haftar leaves",
        "text": WORDS.replace("\n", "\r\n"),
    }
    answer = client.post(add_address(Report), values)
    assert answer.status_code == 302
    report = Report.objects.get()
    assert report.text == WORDS
    assert report.sha256 == hashlib.sha256(WORDS.encode()).hexdigest()
    assert report.outlet == host.outlet
    assert report.slug.startswith(host.outlet.slug)
    assert report.created_by == contributor


def test_an_unknown_host_asks_for_the_outlet(client_of: ClientOf, editor: User) -> None:
    client = client_of(editor)
    values = form_values(client, add_address(Report))
    answer = client.post(add_address(Report), values | {"url": "https://a.example/"})
    assert "choose the outlet" in errors_of(answer)


def test_a_stored_address_is_refused_with_a_link_to_the_report(
    client_of: ClientOf, editor: User
) -> None:
    known: Any = ReportFactory(title="Haftar leaves")
    client = client_of(editor)
    values = form_values(client, add_address(Report)) | {
        "url": known.url,
        "outlet": str(known.outlet.pk),
        "title": "Typed title",
    }
    answer = client.post(add_address(Report), values)
    html = answer.content.decode()
    assert "This address is already stored" in html
    assert address(known) in html
    assert "Typed title" in html
    asked = client.get(reverse("admin:sources_report_known"), {"url": known.url}).json()
    assert asked["known"]["url"] == address(known)


def test_another_address_of_a_stored_page_is_refused_and_nothing_else_asked(
    client_of: ClientOf, editor: User
) -> None:
    known: Any = ReportFactory(url="https://tass.com/politics/1121877")
    again = "http://www.tass.com/politics/1121877/?utm_source=x#f"
    client = client_of(editor)
    values = form_values(client, add_address(Report)) | {"url": again}
    answer = client.post(add_address(Report), values)
    errors = answer.context["adminform"].form.errors
    assert list(errors) == ["url"]
    assert len(errors["url"]) == 1
    assert address(known) in answer.content.decode()
    asked = client.get(reverse("admin:sources_report_known"), {"url": again}).json()
    assert asked["known"]["url"] == address(known)
    assert Report.objects.count() == 1


def test_a_wrong_address_is_one_error(client_of: ClientOf, editor: User) -> None:
    client = client_of(editor)
    values = form_values(client, add_address(Report)) | {"url": "nonsense"}
    errors = client.post(add_address(Report), values).context["adminform"].form.errors
    assert list(errors) == ["url"]
    assert len(errors["url"]) == 1


def test_a_report_stored_twice_in_the_past_can_still_be_corrected(
    client_of: ClientOf, editor: User
) -> None:
    ReportFactory(url="https://a.example/1/")
    second: Any = ReportFactory(url="https://a.example/1", title="Old")
    client = client_of(editor)
    values = form_values(client, address(second)) | {"title": "New"}
    assert client.post(address(second), values).status_code == 302
    second.refresh_from_db()
    assert second.title == "New"


def test_the_known_question_proposes_the_outlet(
    client_of: ClientOf, editor: User
) -> None:
    host: Any = OutletHostFactory(host="observer.example")
    url = reverse("admin:sources_report_known")
    asked = {"url": "https://news.observer.example/1"}
    answer = client_of(editor).get(url, asked).json()
    assert answer == {
        "known": None,
        "outlet": {"id": host.outlet.pk, "name": host.outlet.name},
    }


def test_a_stored_text_never_changes(client_of: ClientOf, editor: User) -> None:
    report: Any = ReportFactory(text=WORDS)
    client = client_of(editor)
    values = form_values(client, address(report))
    assert "text" not in values
    client.post(address(report), values | {"text": "Other words", "title": "New"})
    report.refresh_from_db()
    assert (report.text, report.title) == (WORDS, "New")


def test_a_text_may_be_added_later_once(client_of: ClientOf, editor: User) -> None:
    report: Any = ReportFactory(text=None)
    client = client_of(editor)
    values = form_values(client, address(report)) | {"text": WORDS}
    assert client.post(address(report), values).status_code == 302
    report.refresh_from_db()
    assert report.sha256 == hashlib.sha256(WORDS.encode()).hexdigest()


def test_a_contributor_changes_own_reports_until_public_records_cite_them(
    client_of: ClientOf, contributor: User, editor: User
) -> None:
    own: Any = ReportFactory(created_by=contributor, title="Own", text=None)
    others: Any = ReportFactory(created_by=editor, title="Others", text=None)
    client = client_of(contributor)
    forms = {
        report: form_values(client_of(editor), address(report))
        for report in (own, others)
    }

    def changed(report: Any, title: str) -> bool:
        values = forms[report] | {"title": title, "text": ""}
        client.post(address(report), values)
        report.refresh_from_db()
        return bool(report.title == title)

    assert not changed(others, "Defaced")
    MeetingCitationFactory(meeting=MeetingFactory(), report=own)
    assert changed(own, "Corrected")
    forms[own] = form_values(client_of(editor), address(own))
    MeetingCitationFactory(meeting=MeetingFactory(published=True), report=own)
    assert not changed(own, "Defaced")
    assert client.get(address(own)).status_code == 200


def test_the_stored_text_is_given_to_contributors_and_to_nobody_below(
    client_of: ClientOf, contributor: User, reader: User
) -> None:
    report: Any = ReportFactory(text=WORDS)
    url = reverse("admin:sources_report_text", args=[report.pk])
    assert client_of(contributor).get(url).json()["text"] == WORDS
    for user in (reader, None):
        answer = client_of(user).get(url)
        assert answer.status_code == 302
        assert "login" in answer["Location"]
    missing = reverse("admin:sources_report_text", args=[10**18])
    assert client_of(contributor).get(missing).status_code == 404


def test_pasted_words_get_their_place_in_code_points(
    client_of: ClientOf, editor: User
) -> None:
    report: Any = ReportFactory(text=WORDS)
    meeting: Any = MeetingFactory()
    client = client_of(editor)
    values = form_values(client, address(meeting))
    quote = "Haftar left.\r\nHaftar left."
    answer = client.post(address(meeting), values | _citation(report, quote=quote))
    assert answer.status_code == 302, errors_of(answer)
    citation = meeting.citations.get()
    assert citation.quote == "Haftar left.\nHaftar left."
    assert report.text[citation.start : citation.end] == citation.quote


def test_the_start_tells_which_of_equal_words_is_meant(
    client_of: ClientOf, editor: User
) -> None:
    report: Any = ReportFactory(text=WORDS)
    meeting: Any = MeetingFactory()
    client = client_of(editor)
    second = WORDS.rindex("Haftar left.")
    values = form_values(client, address(meeting))
    values |= _citation(report, quote="Haftar left.", start=str(second))
    client.post(address(meeting), values)
    assert meeting.citations.get().start == second


def test_words_that_are_not_in_the_report_are_an_error_at_the_quote(
    client_of: ClientOf, editor: User
) -> None:
    report: Any = ReportFactory(text=WORDS)
    bare: Any = ReportFactory(text=None)
    meeting: Any = MeetingFactory()
    client = client_of(editor)
    values = form_values(client, address(meeting))
    for chosen, said in ((report, "not in the stored text"), (bare, "no stored text")):
        row = _citation(chosen, quote="Haftar stayed.")
        answer = client.post(address(meeting), values | row)
        assert said in errors_of(answer)
        assert "Haftar stayed." in answer.content.decode()
    assert not meeting.citations.exists()


def test_a_date_is_explained_while_it_is_typed(
    client_of: ClientOf, editor: User
) -> None:
    url = reverse("admin:edtf_meaning")
    client = client_of(editor)
    answer = client.get(url, {"text": "2020-02-03/2020-02-08"})
    assert answer.json()["meaning"] == "3 to 8 February 2020"
    wrong = client.get(url, {"text": "2020-02-30"})
    assert wrong.status_code == 400
    assert wrong.json()["error"]
    assert client_of(None).get(url, {"text": "2020"}).status_code == 302


def test_the_stored_date_is_explained_without_script(
    client_of: ClientOf, editor: User
) -> None:
    meeting: Any = MeetingFactory(date="2020-02-03/2020-02-08")
    html = client_of(editor).get(address(meeting)).content.decode()
    assert "3 to 8 February 2020" in html
    outlet: Any = OutletFactory()
    assert client_of(editor).get(address(outlet)).status_code == 200
