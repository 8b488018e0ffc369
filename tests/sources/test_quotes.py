"""A quote stands, letter by letter, at its offsets in the report's text."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from meetings.models import MeetingCitation
from sources.citing import locate, public_quote
from tests.factories import (
    ROOT_FACTORIES,
    ContentionFactory,
    MeetingFactory,
    PartyFactory,
    ReportFactory,
)
from tests.factory_base import CITATIONS

# 𝔄 and the flag lie beyond the first plane; the harakat are code points of their own.
TEXT = "𝔄 🇱🇾 قَالَ حَفْتَر: e\u0301té and été; Haftar left. Haftar left."
QUOTES = ["𝔄", "🇱🇾", "حَفْتَر", "قَالَ", "e\u0301té", "été", "Haftar left.", TEXT]
WRONG = "the quote is not at these offsets"


@pytest.mark.parametrize("quote", QUOTES)
def test_offsets_count_code_points(db: None, quote: str) -> None:
    report = ReportFactory(text=TEXT)
    start, end = locate(quote, TEXT)
    row = MeetingCitation.objects.create(
        meeting=MeetingFactory(), report=report, quote=quote, start=start, end=end
    )
    row.refresh_from_db()
    assert TEXT[row.start : row.end] == row.quote == quote


@pytest.mark.parametrize("shift", [-1, 1, 1000])
def test_a_quote_at_other_offsets_is_refused(db: None, shift: int) -> None:
    report = ReportFactory(text=TEXT)
    start, end = locate("Haftar left.", TEXT)
    with pytest.raises(IntegrityError, match=WRONG), transaction.atomic():
        MeetingCitation.objects.create(
            meeting=MeetingFactory(),
            report=report,
            quote="Haftar left.",
            start=start + shift,
            end=end + shift,
        )


@pytest.mark.parametrize(
    "quote", ["HAFTAR LEFT.", "حفتر", "été".encode().decode() + " "]
)
def test_other_letters_are_refused(db: None, quote: str) -> None:
    report = ReportFactory(text=TEXT)
    with pytest.raises(IntegrityError, match=WRONG), transaction.atomic():
        MeetingCitation.objects.create(
            meeting=MeetingFactory(),
            report=report,
            quote=quote,
            start=0,
            end=len(quote),
        )


def test_composed_and_decomposed_letters_are_different_words(db: None) -> None:
    assert locate("été", TEXT) != locate("e\u0301té", TEXT)


@pytest.mark.parametrize(
    "given_values",
    [
        {"quote": "Haftar", "start": None, "end": None},
        {"quote": "Haftar", "start": 0, "end": None},
        {"quote": None, "start": 0, "end": 6},
        {"quote": None, "start": 0, "end": None},
    ],
)
def test_quote_and_offsets_are_all_set_or_all_empty(
    db: None, given_values: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingCitation.objects.create(
            meeting=MeetingFactory(),
            report=ReportFactory(text="Haftar"),
            **given_values,
        )


def test_an_empty_quote_is_refused(db: None) -> None:
    with pytest.raises(IntegrityError, match=WRONG), transaction.atomic():
        MeetingCitation.objects.create(
            meeting=MeetingFactory(),
            report=ReportFactory(text=TEXT),
            quote="",
            start=0,
            end=0,
        )


def test_a_report_without_text_cannot_be_quoted(db: None) -> None:
    with pytest.raises(IntegrityError, match=WRONG), transaction.atomic():
        MeetingCitation.objects.create(
            meeting=MeetingFactory(),
            report=ReportFactory(text=None),
            quote="Haftar",
            start=0,
            end=6,
        )


def test_a_stored_citation_cannot_be_moved_off_its_words(db: None) -> None:
    meeting = MeetingFactory()
    row = CITATIONS[MeetingCitation](
        meeting=meeting, report=ReportFactory(text=TEXT), quote="Haftar left."
    )
    with pytest.raises(IntegrityError, match=WRONG), transaction.atomic():
        meeting.citations.update(start=row.start + 1)
    with pytest.raises(IntegrityError, match=WRONG), transaction.atomic():
        meeting.citations.update(report=ReportFactory(text="other words"))


@pytest.mark.parametrize("kind", ROOT_FACTORIES)
def test_every_citation_table_checks_its_quotes(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind]()
    with pytest.raises(IntegrityError, match=WRONG), transaction.atomic():
        record.citations.create(
            report=ReportFactory(text="Words"), quote="Swords", start=0, end=6
        )


def test_citations_of_contested_values_check_their_quotes(db: None) -> None:
    value = ContentionFactory().values.create(text="2020-01-14")
    with pytest.raises(IntegrityError, match=WRONG), transaction.atomic():
        value.citations.create(
            report=ReportFactory(text="Words"), quote="Swords", start=0, end=6
        )


@pytest.mark.parametrize("kind", ROOT_FACTORIES)
def test_saying_a_quote_fills_in_its_offsets(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind]()
    row = record.citations.model(report=ReportFactory(text=TEXT), quote="حَفْتَر")
    row.clean()
    assert (row.start, row.end) == locate("حَفْتَر", TEXT)


def test_words_that_are_not_in_the_report_are_a_form_error_at_the_quote(
    db: None,
) -> None:
    row = PartyFactory().citations.model(
        report=ReportFactory(text=TEXT), quote="never said"
    )
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert set(refused.value.message_dict) == {"quote"}


def test_the_place_that_the_editor_chose_is_kept() -> None:
    second = TEXT.rindex("Haftar left.")
    assert locate("Haftar left.", TEXT, second)[0] == second
    assert locate("Haftar left.", TEXT, 3)[0] == TEXT.index("Haftar left.")


@given(st.text(min_size=1), st.data())
def test_a_located_quote_is_always_the_slice_at_its_offsets(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = locate(text[start:end], text, start)
    assert found == (start, end)


def test_public_doors_show_at_most_three_hundred_characters() -> None:
    assert public_quote(None) is None
    assert public_quote("x" * 300) == "x" * 300
    short = public_quote("x" * 301)
    assert short is not None
    assert len(short) == 300
    assert short.endswith("…")
