"""A communiqué with many parties and commitments is typed in one form."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from editorial.models import User
from meetings.models import Agreement
from tests.admin.posting import (
    add_address,
    address,
    errors_of,
    form_values,
    messages_of,
)
from tests.conftest import ClientOf
from tests.factories import (
    AgreementFactory,
    CommitmentFactory,
    MeetingFactory,
    PartyFactory,
    SignatureFactory,
)

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def _post(client: Any, url: str, values: dict[str, Any]) -> Any:
    body = urlencode(values, doseq=True)
    return client.post(url, body, content_type=FORM, follow=True)


def _signed(agreement: Agreement) -> list[tuple[str, str]]:
    rows = agreement.signatures.all()
    return [(row.party.name, row.action) for row in rows]


def _promised(agreement: Agreement) -> list[str]:
    return [row.text for row in agreement.commitments.all()]


@pytest.fixture
def agreement(db: None) -> Agreement:
    """A draft with one signature and one commitment."""
    made: Agreement = AgreementFactory(title="Conclusions of Berlin")
    sarraj = PartyFactory(name="Fayez al-Sarraj", published=True)
    SignatureFactory(agreement=made, party=sarraj, action="endorsed", position=4)
    CommitmentFactory(agreement=made, text="The truce is kept.", position=2)
    return made


def test_a_new_communique_takes_all_its_parties_and_commitments_in_one_save(
    client_of: ClientOf, contributor: User
) -> None:
    endorsers = [
        PartyFactory(name=f"State {number}", published=True) for number in range(12)
    ]
    refusing = [PartyFactory(name=name, published=True) for name in ("East", "West")]
    chosen = [endorsers[3], *endorsers[:3], *endorsers[4:]]
    lines = [f"{number}. Point {number}." for number in range(1, 9)]
    client = client_of(contributor)
    values = form_values(client, add_address(Agreement)) | {
        "title": "Conclusions of the conference",
        "kind": "communique",
        "date": "2020-01-19",
        "parties_one": [party.pk for party in chosen],
        "action_one": "endorsed",
        "parties_two": [party.pk for party in refusing],
        "action_two": "refused",
        "date_two": "2020-01-20",
        "commitment_lines": "\r\n\r\n".join(lines),
    }
    answer = _post(client, add_address(Agreement), values)
    assert answer.redirect_chain, errors_of(answer)
    agreement = Agreement.objects.get()
    assert agreement.slug == "2020-01-19-conclusions-of-the-conference"
    assert _signed(agreement) == [
        *((party.name, "endorsed") for party in chosen),
        ("East", "refused"),
        ("West", "refused"),
    ]
    assert {row.date for row in agreement.signatures.all()} == {"", "2020-01-20"}
    assert _promised(agreement) == [f"Point {number}." for number in range(1, 9)]
    said = messages_of(answer)
    assert "14 rows added to “Signatures”" in said
    assert "8 rows added to “Commitments”" in said


def test_rows_are_added_behind_those_that_exist_and_raise_the_version_once(
    client_of: ClientOf, editor: User, agreement: Agreement
) -> None:
    haftar = PartyFactory(name="Khalifa Haftar", published=True)
    lna = PartyFactory(name="LNA", kind="armed_force", published=True)
    client = client_of(editor)
    values = form_values(client, address(agreement)) | {
        "parties_one": haftar.pk,
        "action_one": "signed",
        "on_behalf_of_one": lna.pk,
        "commitment_lines": "• Prisoners are exchanged.\n٢) تغادر القوات الأجنبية.",
    }
    assert _post(client, address(agreement), values).redirect_chain
    assert _signed(agreement) == [
        ("Fayez al-Sarraj", "endorsed"),
        ("Khalifa Haftar", "signed"),
    ]
    added = agreement.signatures.last()
    assert added is not None
    assert (added.position, added.on_behalf_of) == (5, lna)
    assert _promised(agreement) == [
        "The truce is kept.",
        "Prisoners are exchanged.",
        "تغادر القوات الأجنبية.",
    ]
    agreement.refresh_from_db()
    assert agreement.version == 2


def test_what_is_listed_already_is_named_and_not_doubled(
    client_of: ClientOf, editor: User, agreement: Agreement
) -> None:
    sarraj = agreement.signatures.get().party
    client = client_of(editor)
    values = form_values(client, address(agreement)) | {
        "parties_one": sarraj.pk,
        "action_one": "endorsed",
        "commitment_lines": "The truce is kept.",
    }
    answer = _post(client, address(agreement), values)
    assert answer.redirect_chain, errors_of(answer)
    said = messages_of(answer)
    assert "listed already: Fayez al-Sarraj endorsed" in said
    assert "listed already: The truce is kept." in said
    assert "Nothing was changed" in said
    assert _signed(agreement) == [("Fayez al-Sarraj", "endorsed")]
    agreement.refresh_from_db()
    assert agreement.version == 1


def test_a_later_action_of_the_same_party_is_added(
    client_of: ClientOf, editor: User, agreement: Agreement
) -> None:
    sarraj = agreement.signatures.get().party
    client = client_of(editor)
    values = form_values(client, address(agreement)) | {
        "parties_one": sarraj.pk,
        "action_one": "endorsed",
        "date_one": "2020-02-01",
        "parties_two": sarraj.pk,
        "action_two": "withdrew",
    }
    assert _post(client, address(agreement), values).redirect_chain
    assert _signed(agreement) == [
        ("Fayez al-Sarraj", "endorsed"),
        ("Fayez al-Sarraj", "endorsed"),
        ("Fayez al-Sarraj", "withdrew"),
    ]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"parties_one": "999999"}, "parties_one", "Select a valid choice"),
        ({"parties_one": ["abc", "9" * 30]}, "parties_one", "not a valid value"),
        ({"parties_one": "1\x00"}, "parties_one", "Null"),
        ({"action_two": "refused"}, "parties_two", "Choose the parties"),
        ({"date_one": "2020-02"}, "parties_one", "Choose the parties"),
        ({"date_one": "19.1.2020"}, "date_one", "19.1.2020"),
        ({"action_one": "applauded"}, "action_one", "Select a valid choice"),
        ({"on_behalf_of_one": "x"}, "on_behalf_of_one", "Select a valid choice"),
        (
            {"commitment_lines": "A line.\n" * 500},
            "commitment_lines",
            "At most 100 commitments at once; these are 500",
        ),
        (
            {"commitment_lines": "Short.\n" + "x" * 1001},
            "commitment_lines",
            "has 1001",
        ),
        ({"commitment_lines": "a\x00b"}, "commitment_lines", "Null"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_field_and_nothing_is_lost(
    client_of: ClientOf,
    editor: User,
    agreement: Agreement,
    typed: dict[str, Any],
    field: str,
    words: str,
) -> None:
    client = client_of(editor)
    kept = "" if "commitment_lines" in typed else "Kept while correcting."
    values = form_values(client, address(agreement)) | {"commitment_lines": kept}
    answer = _post(client, address(agreement), values | typed)
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert words in str(errors[field]), errors
    assert kept in answer.content.decode()
    assert agreement.signatures.count() == agreement.commitments.count() == 1


def test_parties_without_an_action_are_refused_and_stay_chosen_in_order(
    client_of: ClientOf, editor: User, agreement: Agreement
) -> None:
    first = PartyFactory(name="Zliten", published=True)
    second = PartyFactory(name="Awbari", published=True)
    client = client_of(editor)
    values = form_values(client, address(agreement))
    answer = _post(
        client, address(agreement), values | {"parties_one": [first.pk, second.pk]}
    )
    assert "Choose what these parties did." in errors_of(answer)
    html = answer.content.decode()
    assert html.index("Zliten (person)") < html.index("Awbari (person)")


def test_a_draft_of_somebody_else_cannot_be_chosen_by_a_contributor(
    client_of: ClientOf, contributor: User
) -> None:
    hidden = PartyFactory(name="Hidden draft")
    client = client_of(contributor)
    values = form_values(client, add_address(Agreement)) | {
        "title": "Communiqué",
        "kind": "communique",
        "date": "2020-01-19",
        "parties_one": hidden.pk,
        "action_one": "endorsed",
    }
    answer = _post(client, add_address(Agreement), values)
    assert "Select a valid choice" in errors_of(answer)
    assert "Hidden draft" not in answer.content.decode()
    assert not Agreement.objects.exists()


def test_a_published_agreement_asks_for_the_reason_before_rows_are_added(
    client_of: ClientOf, editor: User
) -> None:
    agreement: Any = AgreementFactory(published=True)
    client = client_of(editor)
    values = form_values(client, address(agreement)) | {"commitment_lines": "A point."}
    refused = _post(client, address(agreement), values)
    assert "Say why you change" in errors_of(refused)
    assert "row added" not in messages_of(refused)
    assert not agreement.commitments.exists()
    assert _post(client, address(agreement), values | {"reason": "x"}).redirect_chain
    assert _promised(agreement) == ["A point."]


def test_two_editors_do_not_lose_what_the_second_typed(
    client_of: ClientOf, editor: User, publisher: User, agreement: Agreement
) -> None:
    haftar = PartyFactory(name="Khalifa Haftar", published=True)
    first, second = client_of(editor), client_of(publisher)
    mine = form_values(first, address(agreement)) | {
        "parties_one": haftar.pk,
        "action_one": "refused",
        "commitment_lines": "Oil fields open.",
    }
    other = form_values(second, address(agreement)) | {"title": "Conclusions"}
    assert _post(second, address(agreement), other).redirect_chain
    answer = _post(first, address(agreement), mine)
    html = answer.content.decode()
    assert "Somebody saved version 2 while you worked on version 1" in html
    rows = {(d.where, d.yours) for d in answer.context["differences"]}
    assert ("Parties", "Khalifa Haftar") in rows
    for kept in ("Oil fields open.", "Khalifa Haftar (person)"):
        assert kept in html
    assert agreement.signatures.count() == 1
    version = answer.context["adminform"].form["version"].value()
    again = mine | {"version": version, "title": "Conclusions"}
    assert _post(first, address(agreement), again).redirect_chain
    assert ("Khalifa Haftar", "refused") in _signed(agreement)


def test_a_table_does_not_grow_beyond_what_its_form_can_show(
    client_of: ClientOf, editor: User, agreement: Agreement
) -> None:
    CommitmentFactory.create_batch(100, agreement=agreement)
    client = client_of(editor)
    values = form_values(client, address(agreement))
    lines = "\n".join(f"Further point {number}." for number in range(60))
    answer = _post(client, address(agreement), values | {"commitment_lines": lines})
    assert "at most 150 rows" in errors_of(answer)
    assert "Further point 59." in answer.content.decode()
    assert agreement.commitments.count() == 101


def test_who_may_only_look_sees_no_fields_that_add_rows(
    client_of: ClientOf, administrator: User, agreement: Agreement
) -> None:
    html = client_of(administrator).get(address(agreement)).content.decode()
    assert "Conclusions of Berlin" in html
    assert "at once" not in html


def test_the_form_of_an_agreement_of_a_meeting_is_filled_from_the_meeting(
    client_of: ClientOf, editor: User
) -> None:
    meeting = MeetingFactory(date="2020-01-19", title="Berlin Conference")
    client = client_of(editor)
    links = dict(client.get(address(meeting)).context["further_links"])
    urls = {str(label): url for label, url in links.items()}
    values = form_values(client, urls["Add an agreement of this meeting"])
    assert (values["meeting"], values["date"]) == (str(meeting.pk), "2020-01-19")
    said = form_values(client, urls["Add a statement about this meeting"])
    assert said["meeting"] == str(meeting.pk)
    assert "date" not in said
