"""Who meets whom in English, by the place of the names in the sentence."""

from __future__ import annotations

import pytest

from tests.intake.registry import meetings_in

ONE_MEETING = [
    ("Anna Berg met Ali Omar.", {"berg", "omar"}),
    ("Anna Berg met with Ali Omar on Monday.", {"berg", "omar"}),
    ("Anna Berg met on Monday with Ali Omar to discuss ports.", {"berg", "omar"}),
    ("Anna Berg has met Ali Omar and Nadia Salem.", {"berg", "omar", "salem"}),
    ("Anna Berg and Marco Costa met Ali Omar.", {"berg", "costa", "omar"}),
    ("Ali Omar received Anna Berg.", {"berg", "omar"}),
    ("Anna Berg was received by Ali Omar.", {"berg", "omar"}),
    ("Ali Omar hosted Anna Berg, accompanied by Marco Costa.", {"berg", "omar", "costa"}),
    ("Anna Berg and Ali Omar held talks.", {"berg", "omar"}),
    ("Anna Berg held talks with Ali Omar.", {"berg", "omar"}),
    ("Talks between Anna Berg and Ali Omar took place on Monday.", {"berg", "omar"}),
    ("A meeting between Anna Berg and Ali Omar lasted two hours.", {"berg", "omar"}),
    ("Anna Berg spoke after a meeting with Ali Omar.", {"berg", "omar"}),
    ("During a meeting with Ali Omar, Anna Berg praised the port.", {"berg", "omar"}),
    ("Anna Berg, who met Ali Omar on Monday, praised the port.", {"berg", "omar"}),
    ("Anna Berg said that Marco Costa met Ali Omar.", {"costa", "omar"}),
    ("Anna Berg chaired a meeting of the Harbour Board.", {"berg", "harbour-board"}),
    ("Anna Berg attended a meeting of the Harbour Board.", {"berg", "harbour-board"}),
    ("The Harbour Board and the Salt League met on Monday.", {"harbour-board", "salt-league"}),
    ("Anna Berg discussed the port with Ali Omar.", {"berg", "omar"}),
    ("Anna Berg and Ali Omar discussed the port.", {"berg", "omar"}),
    ("Anna Berg received Ali Omar and held talks with him.", {"berg", "omar"}),
    ("Anna Berg met Ali Omar in the presence of Marco Costa.", {"berg", "omar", "costa"}),
    ("Anna Berg met Ali Omar. The meeting was attended by Marco Costa.", {"berg", "omar", "costa"}),
    ("Anna Berg met Ali Omar. Marco Costa also took part in the meeting.", {"berg", "omar", "costa"}),
    ("Anna Berg arrived on Monday. She met Ali Omar.", {"berg", "omar"}),
    ("Anna Berg met Ali Omar. The two discussed the port.", {"berg", "omar"}),
    ("The Berg visit was short. Ali Omar's meeting with Anna Berg dealt with ports.", {"berg", "omar"}),
    ("Representatives of the Harbour Board and of the Salt League met on Monday.", {"harbour-board", "salt-league"}),
    ("A delegation headed by Anna Berg arrived in Tunis to hold talks with Ali Omar.", {"berg", "omar"}),
    ("A team of the Harbour Board, led by Anna Berg of the Harbour Board, met Ali Omar.", {"berg", "omar"}),
    ("A delegation led by Anna Berg will hold talks with Ali Omar on Friday.", {"berg", "omar"}),
    ("Anna Berg and Ali Omar came face to face in Tunis on Monday.", {"berg", "omar"}),
    ("Anna Berg had a long phone conversation with Ali Omar to discuss the port.", {"berg", "omar"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONE_MEETING)
def test_the_parties_of_a_meeting_are_found(text: str, expected: set[str]) -> None:
    (meeting,) = meetings_in(text)
    assert set(meeting["participants"]) == expected


NO_MEETING = [
    "Anna Berg is ready to meet Ali Omar.",
    "Anna Berg called for a meeting with Ali Omar.",
    "Anna Berg would like to meet Ali Omar.",
    "Anna Berg may meet Ali Omar if he signs.",
    "Anna Berg spoke at a press conference with Ali Omar.",
    "Anna Berg met the demands of the strikers.",
    "Anna Berg welcomed the statement of Ali Omar.",
    "Anna Berg praised Ali Omar. The port was closed.",
    "Anna Berg received a letter.",
    "Anna Berg wrote to Ali Omar about the port.",
    "Anna Berg called on Ali Omar to resign.",
    "Forces of Ali Omar attacked the port of Nadia Salem.",
    "A new round of clashes between the men of Ali Omar and Nadia Salem shook Tunis on Monday.",
    "Anna Berg did not specify whether she plans to meet Ali Omar.",
    "Anna Berg left on Monday without mentioning her plans to meet Ali Omar.",
]


@pytest.mark.parametrize("text", NO_MEETING)
def test_what_is_no_meeting_is_not_read_as_one(text: str) -> None:
    assert meetings_in(text) == []


STATUS = [
    ("Anna Berg met Ali Omar.", "held"),
    ("Anna Berg will meet Ali Omar.", "announced"),
    ("Anna Berg is due to meet Ali Omar.", "announced"),
    ("Anna Berg is to receive Ali Omar.", "announced"),
    ("Anna Berg to meet Ali Omar\nThe port was closed.", "announced"),
    ("A meeting between Anna Berg and Ali Omar is planned.", "announced"),
    ("The meeting between Anna Berg and Ali Omar was postponed.", "postponed"),
    ("Anna Berg postponed her meeting with Ali Omar.", "postponed"),
    ("The meeting between Anna Berg and Ali Omar was cancelled.", "cancelled"),
    ("Anna Berg called off talks with Ali Omar.", "cancelled"),
    ("Anna Berg denied that she had met Ali Omar.", "denied"),
    ("Anna Berg denied any meeting with Ali Omar.", "denied"),
    ("Anna Berg refused to meet Ali Omar.", "denied"),
    ("Anna Berg did not meet Ali Omar.", "denied"),
    ("Anna Berg suspended talks with Ali Omar.", "suspended"),
    ("Anna Berg has agreed to meet Ali Omar.", "announced"),
]


@pytest.mark.parametrize(("text", "expected"), STATUS)
def test_the_status_is_what_the_words_say(text: str, expected: str) -> None:
    (meeting,) = meetings_in(text)
    assert (meeting["status"], set(meeting["participants"])) == (
        expected,
        {"berg", "omar"},
    )


FORMAT = [
    ("Anna Berg met Ali Omar.", "bilateral"),
    ("Anna Berg telephoned Ali Omar.", "phone_call"),
    ("Anna Berg and Ali Omar spoke by phone.", "phone_call"),
    ("Anna Berg met Ali Omar by video conference.", "video_call"),
    ("Marco Costa and Paolo Riva met Deniz Kaya.", "bilateral"),
    ("Anna Berg met Marco Costa and Deniz Kaya.", "trilateral"),
    ("Anna Berg, Marco Costa, Deniz Kaya and Ali Omar met.", "multilateral"),
    ("The Harbour Board and the Salt League held a second round of talks.", "talks_round"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMAT)
def test_the_format_follows_medium_and_sides(text: str, expected: str) -> None:
    (meeting,) = meetings_in(text)
    assert meeting["format"] == expected


def test_several_meetings_of_one_report_stay_apart() -> None:
    text = (
        "Anna Berg met Ali Omar on Monday. She also met Nadia Salem."
        " Marco Costa will receive Deniz Kaya on Friday."
    )
    assert [set(m["participants"]) for m in meetings_in(text)] == [
        {"berg", "omar"},
        {"berg", "salem"},
        {"costa", "kaya"},
    ]


def test_separate_meetings_are_told_apart() -> None:
    text = "Anna Berg held separate meetings with Ali Omar and Nadia Salem."
    assert [set(m["participants"]) for m in meetings_in(text)] == [
        {"berg", "omar"},
        {"berg", "salem"},
    ]


AGAIN = [
    "Anna Berg met Ali Omar in Tunis. The meeting was held on Monday.",
    "Anna Berg and Ali Omar held talks. The two sides met in Tunis.",
    "Anna Berg meets Ali Omar\nAnna Berg met Ali Omar in Tunis on Monday.",
    "Anna Berg will visit Tunis on Monday. She will meet Ali Omar.",
    "The conference on ports in Tunis was postponed. The conference will bring"
    " together Anna Berg and Ali Omar.",
]


@pytest.mark.parametrize("text", AGAIN)
def test_a_meeting_told_twice_is_one(text: str) -> None:
    (meeting,) = meetings_in(text)
    assert set(meeting["participants"]) == {"berg", "omar"}


LOOKS_BACK = [
    "Anna Berg met Ali Omar. The talks held in Tunis on 3 March were noted.",
    "Anna Berg met Ali Omar. They also met in Rome on 3 March 2020.",
]


@pytest.mark.parametrize("text", LOOKS_BACK)
def test_an_older_meeting_is_not_taken_for_the_news(text: str) -> None:
    news = meetings_in(text)[0]
    assert (news["date"], news["date_basis"]) == ("2021-06-16", "publication")


def test_those_who_act_are_not_taken_from_another_sentence_when_others_act() -> None:
    text = (
        "Anna Berg met Marco Costa. Representatives of the farmers met Ali Omar"
        " and Nadia Salem."
    )
    assert {"berg", "costa"} in [set(m["participants"]) for m in meetings_in(text)]
    assert not any(
        {"berg", "omar"} <= set(m["participants"]) for m in meetings_in(text)
    )


def test_a_date_of_a_decision_is_not_that_of_the_talks_put_off() -> None:
    (meeting,) = meetings_in(
        "The Harbour Board decided on Monday to suspend talks with the Salt League."
    )
    assert (meeting["status"], meeting["date"]) == ("suspended", None)


JOURNEYS = [
    ("Anna Berg arrived in Tunis on Monday to hold talks with Ali Omar.", "2021-06-14"),
    ("Anna Berg flew to Tunis on Tuesday to meet Ali Omar.", "2021-06-15"),
    ("Anna Berg will travel to Tunis on Friday to meet Ali Omar.", "2021-06-18"),
    ("Anna Berg will visit Tunis on Friday for talks with Ali Omar.", "2021-06-18"),
]


@pytest.mark.parametrize(("text", "day"), JOURNEYS)
def test_a_journey_and_its_aim_are_one_meeting(text: str, day: str) -> None:
    (meeting,) = meetings_in(text)
    assert (meeting["date"], meeting["place"]["city"]) == (day, "Tunis")
    assert set(meeting["participants"]) == {"berg", "omar"}


def test_the_date_of_an_earlier_meeting_is_not_that_of_the_next() -> None:
    text = "Anna Berg will meet Ali Omar to review what last week's talks agreed."
    assert [m["date"] for m in meetings_in(text)] == [None]


def test_the_next_morning_counts_from_the_day_told_before() -> None:
    text = (
        "Anna Berg met Ali Omar on Monday."
        " Marco Costa met Nadia Salem the following morning."
    )
    assert [m["date"] for m in meetings_in(text)] == ["2021-06-14", "2021-06-15"]


def test_an_earlier_meeting_of_the_two_is_one_of_its_own() -> None:
    text = "Anna Berg met Ali Omar in Tunis on Monday. They last met in Rome in May."
    found = [(m["date"], m["place"]["city"]) for m in meetings_in(text)]
    assert found == [("2021-06-14", "Tunis"), ("2021-05", "Rome")]
    assert all(set(m["participants"]) == {"berg", "omar"} for m in meetings_in(text))


def test_a_meeting_on_a_visit_takes_place_where_the_visit_goes() -> None:
    text = "Anna Berg is visiting Tunis. She met Ali Omar on Monday."
    assert [m["place"]["city"] for m in meetings_in(text)] == ["Tunis"]


def test_a_visit_that_is_over_is_not_the_one_to_come() -> None:
    text = "Anna Berg visited Tunis last week. She said that she would meet Ali Omar."
    assert [set(m["participants"]) for m in meetings_in(text)] == [
        {"berg"},
        {"berg", "omar"},
    ]
