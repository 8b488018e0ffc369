"""What lies on the track of each top-level process, by month."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from meetings.analysis.activity import year_and_month
from meetings.analysis.chain import process_tree
from meetings.models import MeetingProcess, Signature
from meetings.models.agreement import ASSENT
from parties.models import Side

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser


@dataclass
class Course:
    """The meetings of a process and of all below it by (year, month), and its texts."""

    process: int
    meetings: dict[int, datetime.date] = field(default_factory=dict)
    agreements: list[Any] = field(default_factory=list)
    year_only: set[int] = field(default_factory=set)

    @property
    def months(self) -> Counter[tuple[int, int]]:
        """How many meetings fall on each month, by their earliest day.

        What is known to the year only falls on none.
        """
        return Counter(
            (day.year, day.month)
            for meeting, day in self.meetings.items()
            if meeting not in self.year_only
        )

    @property
    def days(self) -> list[datetime.date]:
        """The days of all that lies on it."""
        return [*self.meetings.values(), *(one.sort_date for one in self.agreements)]


def courses(meetings: QuerySet[Any], agreements: QuerySet[Any]) -> dict[int, Course]:
    """Return the courses of two sets by top-level process.

    A meeting of two processes lies on both courses; what belongs to none, on none.
    """
    tree = process_tree()
    root = {one: (tree.above(one) or [one])[-1] for one in tree}
    found: dict[int, Course] = {}
    linked = MeetingProcess.objects.filter(
        meeting__in=meetings.order_by().values("pk"), meeting__sort_date__isnull=False
    )
    for process, meeting, day, month in linked.annotate(
        **year_and_month("meeting__")
    ).values_list("process", "meeting", "meeting__sort_date", "month"):
        course = found.setdefault(root[process], Course(root[process]))
        course.meetings[meeting] = day
        if month is None:
            course.year_only.add(meeting)
    texts = agreements.filter(process__isnull=False, sort_date__isnull=False)
    for text in texts.order_by("sort_date", "pk"):
        course = found.setdefault(root[text.process_id], Course(root[text.process_id]))
        course.agreements.append(text)
    return found


def signed_by_both_sides(user: Reader) -> set[int]:
    """Return the agreements that western and eastern parties of Libya accepted."""
    rows = Signature.objects.visible_to(user).filter(action__in=ASSENT).order_by()
    western = set(rows.of_sides([Side.WEST]).values_list("agreement", flat=True))
    both = rows.of_sides([Side.EAST]).filter(agreement__in=western)
    return set(both.values_list("agreement", flat=True))
