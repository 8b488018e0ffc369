"""The list of topics, in two levels."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest

from browse.pages.listing import Listing, complete, listing
from meetings.analysis.topics import TopicCounts, topic_counts, topic_tree
from meetings.filters.reference import NAME_ORDERS
from meetings.language import localized_name, with_reader_names
from meetings.models import Topic
from meetings.selection import browse_topics


@dataclass
class TopicRow:
    """A topic with its numbers, and the topics below it that are listed."""

    topic: Topic
    counts: TopicCounts
    below: list[TopicRow] = field(default_factory=list)


@dataclass
class TopicListPage:
    """Everything that the list of topics lays out."""

    listing: Listing
    rows: list[TopicRow]
    upper: list[tuple[str, str]]
    facets: tuple[()] = ()


def topic_list_page(request: HttpRequest) -> TopicListPage:
    """Filter, count and lay out the topics: upper ones with those below them."""
    filterset = browse_topics(request)
    page = listing(request, filterset, NAME_ORDERS)
    page.next_url = page.previous_url = ""
    counts = topic_counts(topic_tree(), request.user)
    topics = list(with_reader_names(Topic.objects.order_by("name", "pk")))
    upper = [topic for topic in topics if topic.parent_id is None]
    found = {topic.pk for topic in filterset.qs}
    rows = {
        topic.pk: TopicRow(topic, counts[topic.pk])
        for topic in topics
        if topic.pk in found
    }
    for row in rows.values():
        if row.topic.parent_id in rows:
            rows[row.topic.parent_id].below.append(row)
    complete(request, page, {}, total=len(found), all_count=len(topics))
    return TopicListPage(
        page,
        [row for row in rows.values() if row.topic.parent_id not in rows],
        [(topic.slug, localized_name(topic)[0]) for topic in upper],
    )
