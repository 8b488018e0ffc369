"""The chain of a process: its meetings and agreements in order of time.

All of the process and of what lies below it, and agreements of other processes that
were agreed at one of these meetings.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from meetings.analysis.gaps import When, when
from meetings.analysis.trees import Tree
from meetings.models import (
    Agreement,
    Commitment,
    Contention,
    LinkKind,
    Meeting,
    MeetingLink,
    MeetingProcess,
    OccurrenceStatus,
    Participation,
    Process,
    Signature,
    Statement,
)
from meetings.people import PartyBook
from parties.models import Side

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser | None

HELD = frozenset({OccurrenceStatus.HELD, OccurrenceStatus.PARTLY_HELD})


@dataclass(frozen=True)
class MeetingRef:
    """A meeting, named."""

    pk: int
    slug: str
    title: str
    date: str
    title_ar: str = ""


@dataclass(frozen=True)
class Link:
    """How a meeting stands to another: `outward` when it is the one that says so."""

    kind: LinkKind
    outward: bool
    meeting: MeetingRef


@dataclass(frozen=True)
class Attendee:
    """Somebody at a meeting; without a party, an unnamed participant."""

    party_id: int | None
    on_behalf_of_id: int | None
    presence: str
    attended: bool


@dataclass(frozen=True)
class Act:
    """What a party did about an agreement."""

    party_id: int
    on_behalf_of_id: int | None
    action: str
    date: str


@dataclass(kw_only=True)
class Step:
    """One link of a chain; `day` and `last` are the first and last day of its date.

    `kind` is the format of a meeting or the kind of an agreement; `processes` are
    those it belongs to, here or elsewhere.
    """

    type: str
    pk: int
    slug: str
    title: str
    title_ar: str
    date: str
    day: datetime.date
    last: datetime.date
    kind: str
    verified: bool
    state: str
    contested: bool
    statements: int
    processes: tuple[int, ...]


@dataclass(kw_only=True)
class MeetingStep(Step):
    """A meeting of a chain, with who took part and how it stands to others."""

    type: str = "meeting"
    status: str
    when: When
    people: list[Attendee] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Say whether it took place, at least partly."""
        return self.status in HELD


@dataclass(kw_only=True)
class AgreementStep(Step):
    """An agreement of a chain, with what the parties did about it.

    `meeting` is where it was agreed, `process` the one it belongs to, None for none.
    """

    type: str = "agreement"
    stage: str
    commitments: int
    process: int | None
    meeting: MeetingRef | None
    acts: list[Act] = field(default_factory=list)


Steps = list[MeetingStep | AgreementStep]


def process_tree() -> Tree:
    """Return the tree of all processes, as the filter `process` reads it."""
    return Tree(Process.objects.order_by("name", "pk").values_list("pk", "parent_id"))


def chain_of(process_id: int, user: Reader) -> Steps:
    """Return what this user may see of a process's chain, the earliest first."""
    return chains([process_id], user)[process_id]


def chains(process_ids: Sequence[int], user: Reader) -> dict[int, Steps]:
    """Return the chains of several processes in as many queries as that of one."""
    tree = process_tree()
    below = {one: tree.below(one) for one in process_ids}
    ids = set().union(*below.values())
    linked = MeetingProcess.objects.filter(meeting=OuterRef("pk"), process__in=ids)
    met = _meetings(Meeting.objects.visible_to(user).filter(Exists(linked)), user)
    at = {step.pk: step for step in met}
    texts = Agreement.objects.visible_to(user).filter(
        Q(process__in=ids) | Q(meeting__in=at)
    )
    steps = _in_order([*met, *_agreements(texts, at, user)], at)
    return {one: _part(steps, ids) for one, ids in below.items()}


def _part(steps: Steps, ids: set[int]) -> Steps:
    """Return the steps of a chain that belong to some of its processes."""
    own = {
        step.pk
        for step in steps
        if isinstance(step, MeetingStep) and not ids.isdisjoint(step.processes)
    }
    return [
        step
        for step in steps
        if not ids.isdisjoint(step.processes)
        or (isinstance(step, AgreementStep) and step.meeting and step.meeting.pk in own)
    ]


# Loading ----------------------------------------------------------------------
def _number(rows: Any, of: str) -> Coalesce:
    """How many rows point to the record."""
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of)
    one = Subquery(counted.values(n=Count("pk")), output_field=IntegerField())
    return Coalesce(one, 0)


def _meetings(meetings: Any, user: Reader) -> list[MeetingStep]:
    found = meetings.annotate(
        contested=Exists(
            Contention.objects.visible_to(user).filter(meeting=OuterRef("pk"))
        ),
        date_contested=Exists(
            Contention.objects.visible_to(user).filter(
                meeting=OuterRef("pk"), field="date"
            )
        ),
        statement_count=_number(Statement.objects.visible_to(user), "meeting"),
    )
    rows = {row.pk: row for row in found}
    processes: dict[int, list[int]] = defaultdict(list)
    links = MeetingProcess.objects.visible_to(user).filter(meeting__in=rows)
    for meeting, process in links.values_list("meeting", "process"):
        processes[meeting].append(process)
    people = _people(rows, user)
    related = _links(rows, user)
    return [
        MeetingStep(
            **_common(row),
            kind=row.format,
            status=row.status,
            when=when(
                row.date,
                row.sort_date,
                row.date_latest,
                contested=row.date_contested,
            ),
            processes=tuple(processes[row.pk]),
            people=people[row.pk],
            links=related[row.pk],
        )
        for row in rows.values()
    ]


def _common(row: Any) -> dict[str, Any]:
    names = ("pk", "slug", "title", "title_ar", "date", "verified", "state")
    own = {name: getattr(row, name) for name in (*names, "contested")}
    last = row.date_latest or row.sort_date
    return {
        **own,
        "day": row.sort_date,
        "last": last,
        "statements": row.statement_count,
    }


def _people(meetings: Iterable[int], user: Reader) -> dict[int, list[Attendee]]:
    found: dict[int, list[Attendee]] = defaultdict(list)
    people = Participation.objects.visible_to(user).filter(meeting__in=meetings)
    for row in people.order_by("meeting", "listed_order", "pk"):
        found[row.meeting_id].append(
            Attendee(row.party_id, row.on_behalf_of_id, row.presence, row.attended)
        )
    return found


def _links(meetings: Iterable[int], user: Reader) -> dict[int, list[Link]]:
    ids = set(meetings)
    found: dict[int, list[Link]] = defaultdict(list)
    links = (
        MeetingLink.objects.visible_to(user)
        .filter(Q(source__in=ids) | Q(target__in=ids))
        .select_related("source", "target")
        .order_by("kind", "pk")
    )
    for row in links:
        kind = LinkKind(row.kind)
        for own, other, outward in (
            (row.source, row.target, True),
            (row.target, row.source, False),
        ):
            if own.pk in ids:
                found[own.pk].append(Link(kind, outward, _ref(other)))
    return found


def _ref(meeting: Meeting | MeetingStep) -> MeetingRef:
    return MeetingRef(
        meeting.pk, meeting.slug, meeting.title, meeting.date, meeting.title_ar
    )


def _agreements(
    agreements: Any, at: dict[int, MeetingStep], user: Reader
) -> list[AgreementStep]:
    rows = list(
        agreements.annotate(
            contested=Exists(
                Contention.objects.visible_to(user).filter(agreement=OuterRef("pk"))
            ),
            statement_count=_number(Statement.objects.visible_to(user), "agreement"),
            commitment_count=_number(Commitment.objects.visible_to(user), "agreement"),
        )
    )
    acts: dict[int, list[Act]] = defaultdict(list)
    for act in Signature.objects.visible_to(user).filter(agreement__in=rows):
        acts[act.agreement_id].append(
            Act(act.party_id, act.on_behalf_of_id, act.action, act.date)
        )
    where = {pk: _ref(step) for pk, step in at.items()}
    elsewhere = {row.meeting_id for row in rows} - set(where) - {None}
    for meeting in Meeting.objects.visible_to(user).filter(pk__in=elsewhere):
        where[meeting.pk] = _ref(meeting)
    return [
        AgreementStep(
            **_common(row),
            kind=row.kind,
            stage=row.stage,
            commitments=row.commitment_count,
            process=row.process_id,
            processes=(row.process_id,) if row.process_id else (),
            meeting=where.get(row.meeting_id),
            acts=acts[row.pk],
        )
        for row in rows
    ]


# Order ------------------------------------------------------------------------
def _in_order(steps: Steps, at: dict[int, MeetingStep]) -> Steps:
    """Sort by day; what was agreed at a meeting follows it."""

    def place(step: MeetingStep | AgreementStep) -> tuple[Any, ...]:
        if isinstance(step, MeetingStep):
            return step.day, 0, step.pk, 0, step.pk
        meeting = at.get(step.meeting.pk) if step.meeting else None
        if meeting and step.day <= meeting.day <= step.last:
            return meeting.day, 0, meeting.pk, 1, step.pk
        return step.day, 1, 0, 1, step.pk

    return sorted(steps, key=place)


# Parties ----------------------------------------------------------------------
def parties_of(steps: Steps) -> Iterable[int | None]:
    """Yield the ids of the parties that the steps of a chain name."""
    for step in steps:
        rows = step.people if isinstance(step, MeetingStep) else step.acts
        for row in rows:
            yield from (row.party_id, row.on_behalf_of_id)


def side_counts(step: MeetingStep, book: PartyBook) -> list[tuple[str, int]]:
    """Return how many took part on each side, or were to, in the order of sides.

    An unnamed participant counts with the party it stood for; "" is no side.
    """
    there = [person for person in step.people if person.attended or not step.held]
    counted = Counter(
        book.side(person.party_id or person.on_behalf_of_id, step.day)
        for person in there
    )
    return [(side, counted[side]) for side in (*Side.values, "") if counted[side]]
