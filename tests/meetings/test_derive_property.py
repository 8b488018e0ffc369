"""Whatever editors do, party-meeting rows equal a rebuild and the plain rule."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from common.errors import ActionRefused
from editorial.actions import editing
from meetings.derive import rebuild_party_meetings
from meetings.models import Meeting, Participation, Presence
from parties.models import Party, Position, Relation, RelationKind
from tests.factories import MeetingFactory, PartyFactory, PositionFactory
from tests.meetings.naive import expected_rows, stored_rows

DATES = ["2020", "2020-02-19", "2020-02", "2021-01-05/2021-01-09", "2020-06/..", "2022"]
STARTS = ["", "2019", "2020-02", "2021"]
ENDS = ["", "2021~", "2022-06-30"]


class World:
    """A few parties and meetings, and the edits that may happen to them.

    Each edit goes through `editing`, as every door does; a program makes it (`by`
    is None), and circles cannot arise because relations go from a lower to a higher
    body.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.people = [PartyFactory() for _ in range(3)]
        self.bodies = [PartyFactory(kind="committee") for _ in range(4)]
        self.meetings = [MeetingFactory(date=date) for date in DATES[:3]]
        for person in self.people:
            PositionFactory(person=person, organisation=chance.choice(self.bodies))

    def happen(self, name: str) -> None:
        """Let the edit of this name happen."""
        edit: Callable[[], None] = getattr(self, name)
        edit()

    def _edit(self, record: Any, change: Callable[[Any], object]) -> None:
        version = type(record).objects.get(pk=record.pk).version
        with (
            suppress(ActionRefused),  # a refused edit leaves everything as it was
            editing(
                record, by=None, reason="chance", expected_version=version
            ) as stored,
        ):
            change(stored)

    def somebody_is_added(self) -> None:
        """Add a participant, perhaps in an office, perhaps for somebody."""
        meeting = self.chance.choice(self.meetings)
        listed = meeting.participations.values_list("party", flat=True)
        free = [p for p in (*self.people, *self.bodies) if p.pk not in listed]
        party = self.chance.choice([*free, None])
        offices = list(Position.objects.filter(person=party).order_by("pk"))
        office = self.chance.choice([*offices, None])
        self._edit(
            meeting,
            lambda stored: stored.participations.create(
                party=party,
                placeholder="" if party else "officers",
                capacity=self._fitting(office, stored),
                on_behalf_of=self.chance.choice([None, *self.bodies]),
                presence=self.chance.choice(Presence.values),
            ),
        )

    def _fitting(self, office: Position | None, meeting: Meeting) -> Position | None:
        from meetings.consistency import meeting_span

        if office is None:
            return None
        rows = Position.objects.filter(span__overlap=meeting_span(meeting))
        return rows.filter(pk=office.pk).first()

    def somebody_is_removed(self) -> None:
        """Remove a participant."""
        row = self._some(Participation)
        if row:
            self._edit(row.meeting, lambda stored: row.delete())

    def presence_is_corrected(self) -> None:
        """Correct how somebody was there."""
        row = self._some(Participation)
        if row:
            row.presence = self.chance.choice(Presence.values)
            self._edit(row.meeting, lambda stored: row.save())

    def meeting_date_is_corrected(self) -> None:
        """Correct a date; offices that do not fit any more are taken out."""
        from meetings.consistency import meeting_span

        def change(stored: Meeting) -> None:
            stored.date = self.chance.choice(DATES)
            stored.save()
            stored.participations.exclude(
                capacity__span__overlap=meeting_span(stored)
            ).update(capacity=None)

        self._edit(self.chance.choice(self.meetings), change)

    def office_dates_are_corrected(self) -> None:
        """Correct the organisation and the dates of an office."""
        row = self._some(Position)
        assert row is not None
        row.start, row.end = self.chance.choice(STARTS), self.chance.choice(ENDS)
        row.organisation = self.chance.choice(self.bodies)
        self._edit(row.person, lambda stored: row.save())

    def relation_is_added(self) -> None:
        """Add a relation from a lower to a higher body."""
        below, above = sorted(self.chance.sample(range(4), 2))
        self._edit(
            self.bodies[below],
            lambda stored: stored.relations.create(
                target=self.bodies[above],
                kind=self.chance.choice(RelationKind.values),
                start=self.chance.choice(STARTS),
                end=self.chance.choice(ENDS),
            ),
        )

    def relation_is_ended(self) -> None:
        """End a relation."""
        row = self._some(Relation)
        if row:
            row.end = "2021-06"
            self._edit(row.source, lambda stored: row.save())

    def relation_is_turned(self) -> None:
        """Let a relation lead to another, higher body."""
        row = self._some(Relation)
        higher = [] if row is None else self.bodies[self._rank(row.source) + 1 :]
        if row and higher:
            row.target = self.chance.choice(higher)
            self._edit(row.source, lambda stored: row.save())

    def relation_is_removed(self) -> None:
        """Remove a relation as an error."""
        row = self._some(Relation)
        if row:
            self._edit(row.source, lambda stored: row.delete())

    def _rank(self, body: Party) -> int:
        return [party.pk for party in self.bodies].index(body.pk)

    def _some(self, model: Any) -> Any:
        ids = sorted(model.objects.values_list("pk", flat=True))
        return model.objects.get(pk=self.chance.choice(ids)) if ids else None


EDITS = [name for name in vars(World) if not name.startswith("_") and name != "happen"]


class PartyMeetingProperty(TestCase):
    """Hypothesis needs a transaction of its own for every example."""

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        st.integers(0, 2**32), st.lists(st.sampled_from(EDITS), min_size=5, max_size=25)
    )
    def test_rows_equal_the_plain_rule_after_any_edits(
        self, seed: int, edits: list[str]
    ) -> None:
        """Edit at random; compare rows, a full rebuild and the plain rule."""
        world = World(random.Random(seed))  # noqa: S311 - chance, no secret
        for name in edits:
            world.happen(name)
        rows = stored_rows()
        assert rows == expected_rows()
        assert rebuild_party_meetings() == 0
        assert stored_rows() == rows


def test_every_kind_of_edit_is_among_those_that_happen() -> None:
    assert len(EDITS) == 9
