"""The words of a report are stored once, with their hash, and never change."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from sources.actions import text_hash
from sources.models import Report
from tests.factories import ReportFactory


@pytest.mark.parametrize("change", ["other words", None, "Words. "])
def test_a_stored_text_cannot_be_changed(db: None, change: str | None) -> None:
    report = ReportFactory(text="Words.")
    digest = text_hash(change) if change else None
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(text=change, sha256=digest)
    report.refresh_from_db()
    assert report.text == "Words."


def test_a_text_may_be_stored_later_once(db: None) -> None:
    report = ReportFactory(text=None)
    rows = Report.objects.filter(pk=report.pk)
    rows.update(text="Words.", sha256=text_hash("Words."))
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        rows.update(text="More words.", sha256=text_hash("More words."))


def test_other_facts_of_a_report_with_text_may_be_corrected(db: None) -> None:
    report = ReportFactory(text="Words.")
    report.title = "A better headline"
    report.save()
    report.refresh_from_db()
    assert report.title == "A better headline"


@pytest.mark.parametrize("digest", ["0" * 64, text_hash("Words")])
def test_the_hash_must_be_of_the_text(db: None, digest: str) -> None:
    with pytest.raises(IntegrityError, match="not the hash"), transaction.atomic():
        ReportFactory(text="Words.", sha256=digest)


def test_a_text_without_hash_or_a_hash_without_text_is_refused(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(text="Words.", sha256=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(text=None, sha256=text_hash("Words."))


def test_the_hash_is_of_the_utf8_bytes_in_every_script(db: None) -> None:
    report = ReportFactory(text="𝔄 قَالَ حَفْتَر")
    report.refresh_from_db()
    assert report.sha256 == text_hash("𝔄 قَالَ حَفْتَر")


def test_a_report_has_an_address_or_a_text(db: None) -> None:
    with pytest.raises(IntegrityError, match="address_or_text"), transaction.atomic():
        ReportFactory(url=None, text=None)
    assert ReportFactory(url=None, text="Only words").pk


def test_one_address_is_one_report(db: None) -> None:
    ReportFactory(url="https://outlet.example/one")
    with pytest.raises(IntegrityError, match="url"), transaction.atomic():
        ReportFactory(url="https://outlet.example/one")
