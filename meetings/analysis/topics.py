"""How much is on record of each topic, an upper one with all below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q

from meetings.analysis.trees import Tree
from meetings.models import (
    Agreement,
    Meeting,
    MeetingTopic,
    Statement,
    Topic,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser | None


@dataclass(frozen=True)
class TopicCounts:
    """Meetings about a topic or one below it, and what was said and agreed there."""

    meetings: int = 0
    statements: int = 0
    agreements: int = 0


def topic_tree() -> Tree:
    """Return the tree of all topics."""
    return Tree(Topic.objects.order_by("name", "pk").values_list("pk", "parent_id"))


def topic_counts(tree: Tree, user: Reader) -> dict[int, TopicCounts]:
    """Count what this user may see of every topic of the tree, in three queries."""
    of_meeting = Q(meeting=OuterRef("meeting"))
    agreements = Agreement.objects.visible_to(user)
    subject = agreements.filter(pk=OuterRef(OuterRef("agreement")))
    of_agreement = Q(meeting__agreements__in=subject)
    links = MeetingTopic.objects.visible_to(user)
    met = _by_topics(
        Meeting.objects.visible_to(user), links.filter(meeting=OuterRef("pk"))
    )
    said = _by_topics(
        Statement.objects.visible_to(user), links.filter(of_meeting | of_agreement)
    )
    agreed = _by_topics(agreements, links.filter(of_meeting))
    sums = [tree.sums(counted) for counted in (met, said, agreed)]
    return {one: TopicCounts(*(counted[one] for counted in sums)) for one in tree}


def _by_topics(records: Any, links: Any) -> dict[tuple[int, ...], int]:
    """Count records by the set of their topics."""
    rows = links.order_by("topic").values("topic").distinct()
    counted = (
        records.annotate(topics=ArraySubquery(rows))
        .order_by()
        .values_list("topics")
        .annotate(count=Count("pk"))
    )
    return {tuple(ids): count for ids, count in counted if ids}
