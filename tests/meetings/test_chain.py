"""The chain of a process: what belongs to it, in which order, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import User
from meetings.analysis.chain import (
    AgreementStep,
    MeetingStep,
    Steps,
    chain_of,
    chains,
    side_counts,
)
from meetings.analysis.summary import longest_pause, summary_of
from meetings.analysis.trees import Tree
from meetings.models import Process
from meetings.people import PartyBook
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    """A published process without anything."""
    made: Process = f.ProcessFactory(slug="track", published=True)
    return made


def slugs(steps: Steps) -> list[str]:
    """The steps' address names, in order."""
    return [step.slug for step in steps]


def met(process: Process | None, slug: str, date: str, **words: Any) -> Any:
    """A published meeting of a process."""
    return f.MeetingFactory(
        slug=slug, date=date, process=process, published=True, **words
    )


def agreed(process: Process | None, slug: str, date: str, **words: Any) -> Any:
    """A published agreement of a process."""
    return f.AgreementFactory(
        slug=slug, date=date, process=process, published=True, **words
    )


# What belongs to it, and in which order ----------------------------------------
def test_steps_stand_in_order_of_time_and_an_agreement_behind_its_meeting(
    process: Process,
) -> None:
    conference = met(process, "conference", "2020-01-19")
    met(process, "dinner", "2020-01-19")
    met(process, "preparation", "2019-12-10")
    agreed(process, "conclusions", "2020-01-19", meeting=conference)
    agreed(process, "call", "2020-01-19")
    met(process, "round", "2020-02-03/2020-02-08")
    assert slugs(chain_of(process.pk, None)) == [
        "preparation",
        "conference",
        "conclusions",
        "dinner",
        "call",
        "round",
    ]


def test_an_agreement_known_to_a_month_follows_the_meeting_of_that_month(
    process: Process,
) -> None:
    met(process, "early", "2020-10-05")
    signing = met(process, "signing", "2020-10-23")
    agreed(process, "text", "2020-10", meeting=signing)
    assert slugs(chain_of(process.pk, None)) == ["early", "signing", "text"]


def test_what_lies_below_belongs_to_it_and_what_lies_beside_or_above_does_not(
    process: Process,
) -> None:
    child = f.ProcessFactory(parent=process, published=True)
    grandchild = f.ProcessFactory(parent=child, published=True)
    other = f.ProcessFactory(published=True)
    met(process, "own", "2020-01-01")
    met(grandchild, "below", "2020-01-02")
    met(other, "beside", "2020-01-03")
    agreed(child, "text-below", "2020-01-04")
    agreed(other, "text-beside", "2020-01-05")
    assert slugs(chain_of(process.pk, None)) == ["own", "below", "text-below"]
    assert slugs(chain_of(grandchild.pk, None)) == ["below"]


def test_an_agreement_of_another_process_belongs_where_it_was_agreed(
    process: Process,
) -> None:
    other = f.ProcessFactory(slug="other", published=True)
    here = met(process, "here", "2020-01-01")
    there = met(other, "there", "2020-02-01")
    agreed(other, "of-the-other", "2020-01-01", meeting=here)
    agreed(process, "agreed-there", "2020-02-01", meeting=there)
    steps = chain_of(process.pk, None)
    assert slugs(steps) == ["here", "of-the-other", "agreed-there"]
    text = steps[-1]
    assert isinstance(text, AgreementStep)
    assert text.meeting is not None
    assert text.meeting.slug == "there"


def test_each_step_says_who_acted_what_was_said_and_whether_sources_differ(
    process: Process,
) -> None:
    signer, refuser = f.PartyFactory(published=True), f.PartyFactory(published=True)
    talks = met(process, "talks", "2020-01-13", parties=[signer, refuser])
    text = agreed(process, "draft", "2020-01-13", meeting=talks)
    f.SignatureFactory(agreement=text, party=signer)
    f.SignatureFactory(agreement=text, party=refuser, action="refused", position=1)
    f.CommitmentFactory(agreement=text)
    f.StatementFactory(meeting=talks, published=True)
    f.StatementFactory(agreement=text, published=True)
    f.StatementFactory(agreement=text, published=True)
    f.ContentionFactory(meeting=talks)
    first, second = chain_of(process.pk, None)
    assert isinstance(first, MeetingStep)
    assert [person.party_id for person in first.people] == [signer.pk, refuser.pk]
    assert (first.statements, first.contested) == (1, True)
    assert isinstance(second, AgreementStep)
    assert [(act.party_id, act.action) for act in second.acts] == [
        (signer.pk, "signed"),
        (refuser.pk, "refused"),
    ]
    assert (second.statements, second.commitments, second.contested) == (2, 1, False)


def test_links_read_from_the_meetings_own_side_wherever_the_other_one_is(
    process: Process,
) -> None:
    preparation = met(process, "preparation", "2019-12-10")
    conference = met(process, "conference", "2020-01-19")
    outside = met(None, "outside", "2020-02-01")
    preparation.links.create(target=conference, kind="prepares")
    outside.links.create(target=conference, kind="confirms")
    read = [
        [(link.kind, link.outward, link.meeting.slug) for link in step.links]
        for step in chain_of(process.pk, None)
        if isinstance(step, MeetingStep)
    ]
    assert read == [
        [("prepares", True, "conference")],
        [("confirms", False, "outside"), ("prepares", False, "preparation")],
    ]


def test_only_those_who_were_there_count_for_a_side_and_unnamed_ones_for_whom_they_stood(
    process: Process,
) -> None:
    west = f.PartyFactory(side="west", published=True)
    east = f.PartyFactory(side="east", published=True)
    talks = met(process, "talks", "2020-01-13", parties=[west])
    f.ParticipationFactory(meeting=talks, party=east, presence="refused")
    f.ParticipationFactory(
        meeting=talks, party=None, placeholder="five officers", on_behalf_of=west
    )
    (step,) = chain_of(process.pk, None)
    assert isinstance(step, MeetingStep)
    book = PartyBook([west.pk, east.pk], AnonymousUser())
    assert side_counts(step, book) == [("west", 2)]


# Who sees what -----------------------------------------------------------------
def test_what_is_not_published_is_no_step_and_counts_nowhere(
    process: Process, editor: User
) -> None:
    talks = met(process, "talks", "2020-01-13")
    f.MeetingFactory(slug="secret", process=process, draft=True)
    f.AgreementFactory(slug="secret-text", process=process, draft=True)
    f.StatementFactory(meeting=talks, draft=True)
    talks.links.create(
        target=f.MeetingFactory(slug="hidden", draft=True), kind="follows"
    )
    (step,) = chain_of(process.pk, None)
    assert isinstance(step, MeetingStep)
    assert (step.slug, step.statements, step.links) == ("talks", 0, [])
    assert len(chain_of(process.pk, editor)) == 3


# Reading -----------------------------------------------------------------------
def test_the_chains_of_several_are_those_of_each(process: Process) -> None:
    child = f.ProcessFactory(parent=process, published=True)
    other = f.ProcessFactory(published=True)
    here = met(process, "here", "2020-01-01")
    met(child, "below", "2020-02-01")
    met(other, "beside", "2020-03-01")
    agreed(other, "text", "2020-01-01", meeting=here)
    ids = [process.pk, child.pk, other.pk]
    together = chains(ids, None)
    assert {one: slugs(steps) for one, steps in together.items()} == {
        one: slugs(chain_of(one, None)) for one in ids
    }
    assert slugs(together[other.pk]) == ["text", "beside"]


def test_a_long_chain_takes_as_many_queries_as_a_short_one(process: Process) -> None:
    def grow() -> None:
        talks = f.MeetingFactory(
            process=process, parties=[f.PartyFactory(published=True)], published=True
        )
        talks.links.create(target=f.MeetingFactory(published=True), kind="follows")
        text = f.AgreementFactory(meeting=talks, process=process, published=True)
        f.SignatureFactory(agreement=text)
        elsewhere = f.MeetingFactory(published=True)
        f.AgreementFactory(meeting=elsewhere, process=process, published=True)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            chain_of(process.pk, None)
        return len(captured)

    grow()
    few = queries()
    for _ in range(4):
        grow()
    assert queries() == few <= 9


def test_a_circle_of_parents_ends() -> None:
    tree = Tree([(1, 3), (2, 1), (3, 2), (4, None)])
    assert tree.below(1) == {1, 2, 3}
    assert tree.above(1) == [3, 2]
    assert tree.roots() == [4]
    assert tree.sums({(1,): 2, (4,): 1}) == {1: 2, 2: 2, 3: 2, 4: 1}


def test_what_belongs_to_two_below_counts_once_above() -> None:
    tree = Tree([(1, None), (2, 1), (3, 1)])
    assert tree.sums({(2, 3): 1, (2,): 1}) == {1: 2, 2: 2, 3: 1}


# Summing up --------------------------------------------------------------------
def test_the_summary_counts_what_was_held_and_names_the_rest(process: Process) -> None:
    for number, status in enumerate(
        ["held", "partly_held", "announced", "cancelled", "announced"]
    ):
        met(process, f"m{number}", f"2020-0{number + 1}-01", status=status)
    agreed(process, "text", "2020-01-01")
    summary = summary_of(chain_of(process.pk, None))
    assert (summary.meetings, summary.held, summary.agreements) == (5, 2, 1)
    assert summary.others == {"announced": 2, "cancelled": 1}
    assert summary.first is not None
    assert summary.last is not None
    assert (summary.first.slug, summary.last.slug) == ("m0", "m1")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2020-01-01"], None),
        (["2020-01-01", "2020-01-01"], None),
        (["2020-01-01", "2020-01-11", "2020-03-01"], (50, 1, 2, "exact")),
        (["2020-01-01/2020-02-10", "2020-01-05", "2020-02-20"], (10, 0, 2, "exact")),
        (["2020-01", "2020-03-01"], (30, 0, 1, "at_least")),
        (["2020-01-01~", "2020-01-05"], (4, 0, 1, "about")),
        (["2020", "2020-03-01", "2020-06-01"], (92, 1, 2, "about")),
    ],
)
def test_the_longest_pause_runs_from_the_last_day_before_to_the_first_day_after(
    process: Process, dates: list[str], expected: tuple[int, int, int, str] | None
) -> None:
    for number, date in enumerate(dates):
        met(process, f"m{number}", date)
    steps = chain_of(process.pk, None)
    pause = longest_pause([step for step in steps if isinstance(step, MeetingStep)])
    if expected is None:
        assert pause is None
        return
    days, before, after, certainty = expected
    assert pause is not None
    assert (pause.days, pause.certainty) == (days, certainty)
    assert (pause.earlier.slug, pause.later.slug) == (f"m{before}", f"m{after}")


def test_a_meeting_that_was_not_held_does_not_end_a_pause(process: Process) -> None:
    met(process, "first", "2020-01-01")
    met(process, "cancelled", "2020-02-01", status="cancelled")
    met(process, "second", "2020-04-10")
    pause = summary_of(chain_of(process.pk, None)).pause
    assert pause is not None
    assert (pause.days, pause.earlier.slug, pause.later.slug) == (
        100,
        "first",
        "second",
    )


# The real data -----------------------------------------------------------------
def _rows(name: str) -> list[dict[str, Any]]:
    text = (settings.BASE_DIR / "data" / f"{name}.yaml").read_text()
    rows: list[dict[str, Any]] = yaml.safe_load(text)[name]
    return rows


@pytest.fixture(scope="module")
def expected() -> Callable[[str], tuple[int, int, int]]:
    """Count from the files: meetings, held ones, and agreements in a process's chain."""
    parents = {row["id"]: row["parent"] for row in _rows("processes")}
    meetings, agreements = _rows("meetings"), _rows("agreements")

    def lies_in(one: str | None, wanted: str) -> bool:
        while one is not None and one != wanted:
            one = parents[one]
        return one is not None

    def count(wanted: str) -> tuple[int, int, int]:
        own = [
            row
            for row in meetings
            if any(
                lies_in(one, wanted)
                for one in (row.get("process"), *(row.get("also_processes") or ()))
            )
        ]
        ids = {row["id"] for row in own}
        texts = [
            row
            for row in agreements
            if lies_in(row.get("process"), wanted) or row.get("meeting") in ids
        ]
        held = sum(row["status"] in {"held", "partly_held"} for row in own)
        return len(own), held, len(texts)

    return count


@pytest.mark.usefixtures("real_data")
def test_every_chain_holds_as_much_as_the_files_say(
    expected: Callable[[str], tuple[int, int, int]],
) -> None:
    processes = dict(Process.objects.values_list("slug", "pk"))
    together = chains(list(processes.values()), None)
    found = {}
    for slug, pk in processes.items():
        summary = summary_of(together[pk])
        found[slug] = (summary.meetings, summary.held, summary.agreements)
    assert len(found) == len(_rows("processes")) > 40
    assert found == {slug: expected(slug) for slug in found}


@pytest.mark.usefixtures("real_data")
def test_the_berlin_process_leads_from_preparation_to_conference_to_what_followed() -> (
    None
):
    steps = chain_of(Process.objects.get(slug="berlin-process").pk, None)
    order = slugs(steps)
    conference = order.index("2020-01-19-berlin-conference")
    assert order[conference + 1] == "2020-01-19-berlin-conclusions"
    preparing = [
        step.slug
        for step in steps[:conference]
        if isinstance(step, MeetingStep)
        and any(
            link.kind == "prepares" and link.meeting.slug == order[conference]
            for link in step.links
            if link.outward
        )
    ]
    assert "2019-12-10-berlin-som-5" in preparing
    rounds = [slug for slug in order if "geneva-jmc-round" in slug]
    assert rounds[:2] == [
        "2020-02-03-geneva-jmc-round-1",
        "2020-02-18-geneva-jmc-round-2",
    ]
    assert all(order.index(slug) > conference for slug in rounds)
    ceasefire = steps[order.index("2020-10-23-geneva-permanent-ceasefire")]
    assert isinstance(ceasefire, AgreementStep)
    assert ceasefire.meeting is not None
    assert ceasefire.commitments > 0
