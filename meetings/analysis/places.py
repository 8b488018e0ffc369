"""How many meetings were held at places and in what lies in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Subquery

from meetings.analysis.trees import Tree
from meetings.models import Meeting, MeetingPlace, Place

MEETING_COUNT = "meeting_count"
MEETING_KEYS = ("slug", "title", "date", "status")
COUNT = """(
    WITH RECURSIVE inside(id) AS (
        SELECT {place}
      UNION
        SELECT child.id FROM {places} child JOIN inside ON child.parent_id = inside.id
    )
    SELECT COUNT(DISTINCT held.meeting_id)::integer
    FROM {links} held JOIN inside ON inside.id = held.place_id
    WHERE held.meeting_id IN {meetings}
)"""


class MeetingsInside(Func):
    """How many of some meetings were at a place or in what lies in it.

    Takes the id of the place and a subquery of the ids of meetings.
    """

    output_field = IntegerField()

    def as_sql(  # type: ignore[override]  # takes no template
        self, compiler: Any, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Write the count as a subquery."""
        place, meetings = self.get_source_expressions()
        of_place, place_values = compiler.compile(place)
        of_meetings, meeting_values = compiler.compile(meetings)
        statement = COUNT.format(
            place=of_place,
            meetings=of_meetings,
            places=connection.ops.quote_name(Place._meta.db_table),
            links=connection.ops.quote_name(MeetingPlace._meta.db_table),
        )
        return statement, (*place_values, *meeting_values)


def meetings_inside(meetings: QuerySet[Meeting]) -> MeetingsInside:
    """Count, for an annotation of places, those of these meetings that were there."""
    return MeetingsInside(F("pk"), Subquery(meetings.order_by().values("pk")))


def held_meetings(user: Any) -> Any:
    """Return the meetings this user may see that were held, at least partly."""
    return Meeting.objects.visible_to(user).held()


def place_tree() -> Tree:
    """Return which place lies in which, read once."""
    return Tree(Place.objects.order_by().values_list("pk", "parent_id"))


def meetings_at(place_ids: Iterable[int], user: Any) -> dict[int, list[dict[str, Any]]]:
    """Return every visible meeting at places or in what lies in them, newest first.

    Each is a mapping of slug, title, date and status, whatever its status.
    """
    tree, wanted = place_tree(), set(place_ids)
    inside = {one for place in wanted for one in tree.below(place)}
    rows = (
        MeetingPlace.objects.filter(
            place__in=inside, meeting__in=Meeting.objects.visible_to(user)
        )
        .order_by("-meeting__sort_date", "-meeting__pk")
        .values_list("place", "meeting", *(f"meeting__{key}" for key in MEETING_KEYS))
    )
    found: dict[int, dict[int, dict[str, Any]]] = {place: {} for place in wanted}
    for place, meeting, *values in rows:
        shown = dict(zip(MEETING_KEYS, values, strict=True))
        for one in wanted.intersection((place, *tree.above(place))):
            found[one][meeting] = shown
    return {place: list(meetings.values()) for place, meetings in found.items()}


def first_and_last(
    place_ids: Iterable[int], meetings: QuerySet[Meeting], tree: Tree
) -> dict[int, tuple[str, str]]:
    """Return the dates (EDTF) of the first and the last of these meetings by place."""
    wanted = set(place_ids)
    inside = {one for place in wanted for one in tree.below(place)}
    links = MeetingPlace.objects.filter(place__in=inside, meeting__in=meetings)
    ends = []
    for way, better in (("", min), ("-", max)):
        best: dict[int, Any] = {}
        days = ("meeting__sort_date", "meeting", "meeting__date")
        rows = links.order_by("place", *(f"{way}{day}" for day in days))
        for place, *end in rows.distinct("place").values_list("place", *days):
            for one in wanted.intersection((place, *tree.above(place))):
                best[one] = better(best.get(one, end), end)
        ends.append(best)
    return {one: (end[-1], ends[1][one][-1]) for one, end in ends[0].items()}
