"""What deserves a second look in agreements and statements is named, never refused."""

from __future__ import annotations

from typing import Any

import pytest

from editorial.models import User
from meetings.models import Agreement, Statement
from parties.models import Party
from tests.admin.posting import address, form_values, messages_of
from tests.conftest import ClientOf
from tests.factories import (
    AgreementFactory,
    MeetingFactory,
    ParticipationFactory,
    PartyFactory,
    PositionFactory,
    RelationFactory,
    SignatureFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db
NEVER, NOT_THEN = "is recorded", "covers"


@pytest.fixture
def person() -> Party:
    """Somebody without an office."""
    made: Party = PartyFactory(name="Salem", published=True)
    return made


@pytest.fixture
def body() -> Party:
    """A body for which somebody signs."""
    made: Party = PartyFactory(name="The Council", kind="government", published=True)
    return made


def _doubt(person: Party, body: Party | None, date: str = "") -> str:
    agreement: Any = AgreementFactory(date="2020-01-19")
    SignatureFactory(agreement=agreement, party=person, on_behalf_of=body, date=date)
    return "\n".join(agreement.doubts())


def test_a_signature_for_a_body_never_represented_is_doubted(
    person: Party, body: Party
) -> None:
    doubt = _doubt(person, body)
    assert "signatures, “Salem signed”, on behalf of" in doubt
    assert NEVER in doubt
    assert "The Council" in doubt


@pytest.mark.parametrize(
    ("start", "end", "date", "expected"),
    [
        ("2019", "2021", "", None),
        ("", "", "", None),
        ("2019", "2019-12", "", NOT_THEN),
        ("2020-03", "", "", NOT_THEN),
        ("2020-03", "", "2020-04-01", None),
        ("2019", "2020-01~", "", None),
    ],
)
def test_an_office_in_the_body_counts_on_the_date_of_the_signature(
    person: Party, body: Party, start: str, end: str, date: str, expected: str | None
) -> None:
    PositionFactory(person=person, organisation=body, start=start, end=end)
    doubt = _doubt(person, body, date)
    assert (expected in doubt) if expected else doubt == ""


@pytest.mark.parametrize(
    ("kind", "relation_end", "expected"),
    [
        ("part_of", "", None),
        ("ministry_of", "", None),
        ("aligned_with", "", NEVER),
        ("part_of", "2018", NOT_THEN),
    ],
)
def test_an_office_in_a_part_of_the_body_counts_while_it_is_a_part(
    person: Party, body: Party, kind: str, relation_end: str, expected: str | None
) -> None:
    part = PartyFactory(kind="ministry", published=True)
    RelationFactory(source=part, kind=kind, target=body, end=relation_end)
    RelationFactory(source=body, kind="part_of", target=part)  # circles end
    PositionFactory(person=person, organisation=part)
    doubt = _doubt(person, body)
    assert (expected in doubt) if expected else doubt == ""


def test_a_meeting_on_behalf_of_the_body_is_enough(person: Party, body: Party) -> None:
    ParticipationFactory(party=person, on_behalf_of=body)
    assert _doubt(person, body) == ""


def test_a_body_that_signs_and_a_person_for_nobody_are_not_doubted(
    person: Party, body: Party
) -> None:
    other = PartyFactory(kind="state", published=True)
    assert _doubt(person, None) == _doubt(body, other) == _doubt(person, person) == ""


@pytest.mark.parametrize(
    ("signed", "doubted"),
    [("2020-01-18", True), ("2020-01", False), ("2020-01-19", False), ("2019", True)],
)
def test_a_date_certainly_before_the_meeting_is_doubted(
    signed: str, doubted: bool
) -> None:
    meeting = MeetingFactory(date="2020-01-19/2020-01-20", title="Berlin")
    agreement: Any = AgreementFactory(date="2020-01-20", meeting=meeting)
    SignatureFactory(agreement=agreement, date=signed)
    agreement.dates.create(kind="in_force", date=signed)
    doubts = agreement.doubts()
    assert len(doubts) == (2 if doubted else 0)
    if doubted:
        assert doubts[0].startswith("signatures, “")
        assert doubts[1].startswith("further dates, “")


def test_an_agreement_dated_before_its_meeting_is_doubted() -> None:
    meeting = MeetingFactory(date="2020-01-19")
    agreement: Any = AgreementFactory(date="2020-01-18", meeting=meeting)
    assert agreement.doubts()[0].startswith("date agreed: 2020-01-18 lies before")


@pytest.mark.parametrize(
    ("date", "status", "stance", "doubted"),
    [
        ("2020-01-18", "held", "supports", True),
        ("2020-01-18", "partly_held", "rejects", True),
        ("2020-01-18", "held", "announces", False),
        ("2020-01-18", "held", "calls_for", False),
        ("2020-01-18", "announced", "supports", False),
        ("2020-01", "held", "supports", False),
        ("2020-01-19", "held", "supports", False),
    ],
)
def test_a_statement_certainly_before_the_meeting_it_is_about_is_doubted(
    date: str, status: str, stance: str, doubted: bool
) -> None:
    meeting = MeetingFactory(date="2020-01-19", status=status)
    statement: Any = StatementFactory(date=date, stance=stance, meeting=meeting)
    assert bool(statement.doubts()) is doubted


@pytest.mark.parametrize(
    ("date", "doubted"), [("2020-01-14", False), ("2021", True), ("2018-12", True)]
)
def test_an_office_that_the_speaker_did_not_hold_then_is_doubted(
    person: Party, date: str, doubted: bool
) -> None:
    office = PositionFactory(person=person, title="Envoy", start="2019", end="2020")
    statement: Any = StatementFactory(speaker=person, capacity=office, date=date)
    assert statement.doubts() == (
        [
            f"office: Salem did not hold “Envoy” on {date}. Check the date and the"
            " dates of the office."
        ]
        if doubted
        else []
    )


def test_doubts_are_shown_after_saving_and_on_the_form_and_stop_nothing(
    client_of: ClientOf, editor: User, publisher: User, person: Party, body: Party
) -> None:
    agreement: Any = AgreementFactory(citations=1)
    client = client_of(editor)
    values = form_values(client, address(agreement)) | {
        "parties_one": str(person.pk),
        "action_one": "signed",
        "on_behalf_of_one": str(body.pk),
    }
    answer = client.post(address(agreement), values, follow=True)
    assert answer.redirect_chain
    assert NEVER in messages_of(answer)
    form = client.get(address(agreement))
    assert NEVER in form.context["doubts"][0]
    assert "Worth a second look" in form.content.decode()
    boss = client_of(publisher)
    listed = {"_selected_action": [agreement.pk], "action": "publish_records"}
    asked = boss.post("/admin/meetings/agreement/", listed | {"index": "0"})
    assert NEVER in asked.content.decode()
    published = boss.post(
        f"{address(agreement)[: -len('change/')]}review/publish/",
        {"version": Agreement.objects.get().version},
    )
    assert published.status_code == 302
    agreement.refresh_from_db()
    assert agreement.is_published


def test_the_office_of_a_speaker_is_filled_in_when_it_is_beyond_doubt(
    client_of: ClientOf, editor: User, person: Party
) -> None:
    office = PositionFactory(person=person, title="Envoy", start="2019", end="2020")
    statement: Any = StatementFactory(speaker=person, date="2020-01-14")
    client = client_of(editor)
    values = form_values(client, address(statement)) | {"gist": "He welcomed it."}
    answer = client.post(address(statement), values, follow=True)
    assert "Office filled in from the date" in messages_of(answer)
    assert Statement.objects.get().capacity == office
