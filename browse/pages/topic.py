"""One topic's page: what belongs to it, who meets about it, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractYear

from browse.pages.dossier import NameLine, name_line
from browse.pages.rows import MeetingRow, YearGroup, by_year, every_year, rows_and_book
from meetings.analysis.topics import TopicCounts, topic_counts, topic_tree
from meetings.language import localized_name, with_reader_names
from meetings.models import Meeting, MeetingTopic, PartyMeeting, Topic
from meetings.people import Chip
from meetings.querysets import MeetingQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

LATEST = 12
PARTIES = 15


@dataclass(frozen=True)
class TopicYear:
    """How many meetings of a topic are on record for a year; share of the fullest."""

    year: int
    count: int
    share: int


@dataclass
class PartyShare:
    """A party, how often it met about a topic, and that as a share of the most."""

    chip: Chip
    count: int
    share: int


@dataclass
class TopicPage:
    """Everything that a topic's page lays out.

    `parties` were most often at held meetings of the topic, themselves or through
    others.
    """

    topic: Topic
    counts: TopicCounts
    names: list[NameLine]
    upper: Topic | None
    below: list[tuple[Topic, TopicCounts]]
    years: list[TopicYear]
    parties: list[PartyShare]
    rows: list[MeetingRow]

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return localized_name(self.topic)[0]

    @property
    def groups(self) -> list[YearGroup]:
        """The latest meetings by year."""
        return by_year(self.rows)


def topic_page(topic: Topic, user: Reader) -> TopicPage:
    """Gather a topic's page for a user."""
    tree = topic_tree()
    ids = tree.below(topic.pk)
    linked = MeetingTopic.objects.filter(meeting=OuterRef("pk"), topic__in=ids)
    meetings = Meeting.objects.visible_to(user).filter(Exists(linked))
    counts = topic_counts(tree, user)
    around = {
        row.pk: row
        for row in with_reader_names(
            Topic.objects.filter(pk__in=[*ids, *tree.above(topic.pk)])
        )
    }
    often = _parties(meetings, user)
    latest = list(meetings.newest_first()[:LATEST])
    rows, book = rows_and_book(latest, user, also=[party for party, _count in often])
    most = often[0][1] if often else 1
    return TopicPage(
        topic=topic,
        counts=counts[topic.pk],
        names=[name_line(name) for name in topic.names.order_by("lang", "pk")],
        upper=around.get(topic.parent_id or 0),
        below=[(around[one], counts[one]) for one in tree.children(topic.pk)],
        years=_years(meetings),
        parties=[
            PartyShare(chip, count, round(100 * count / most))
            for party, count in often
            if (chip := book.latest_chip(party))
        ],
        rows=rows,
    )


def _years(meetings: MeetingQuerySet) -> list[TopicYear]:
    counted = list(
        meetings.annotate(year=ExtractYear("sort_date"))
        .order_by("-year")
        .values_list("year")
        .annotate(count=Count("pk"))
    )
    most = max((count for _year, count in counted), default=1)
    return [
        TopicYear(year, count, round(100 * count / most))
        for year, count in every_year(counted)
    ]


def _parties(meetings: MeetingQuerySet, user: Reader) -> list[tuple[int, int]]:
    """Return (party id, held meetings attended), most first."""
    return list(
        PartyMeeting.objects.visible_to(user)
        .filter(attended=True, meeting__in=meetings.held().order_by().values("pk"))
        .order_by()
        .values_list("party")
        .annotate(count=Count("meeting", distinct=True))
        .order_by("-count", "party__name", "party")[:PARTIES]
    )
