"""Reading meetings and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Prefetch, Q

from editorial.querysets import PartQuerySet, ReviewableQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser | None


def _ids_below(model: type[models.Model], roots: Iterable[int]) -> list[int]:
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"""
        WITH RECURSIVE below(id) AS (
            SELECT id FROM {table} WHERE id = ANY(%s)
          UNION
            SELECT t.id FROM {table} t JOIN below ON t.parent_id = below.id
        )
        SELECT id FROM below
    """  # noqa: S608 - the table's own name
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(roots)])
        found: list[int] = [row[0] for row in cursor.fetchall()]
        return found


def bodies_of(party: int) -> dict[DateRange, list[int]]:
    """Return the ids of a party and of all bodies below it, by when they belonged.

    Bodies are tied by `part_of` and `ministry_of`, to any depth; circles end.
    """
    from parties.models import UPWARD_KINDS

    statement = """
        WITH RECURSIVE below(id, span) AS (
            SELECT %s::bigint, daterange(NULL, NULL)
          UNION
            SELECT r.source_id, below.span * r.span
            FROM below JOIN parties_relation r ON r.target_id = below.id
            WHERE r.kind = ANY(%s) AND below.span && r.span
        )
        SELECT id, span FROM below ORDER BY id, span
    """
    found: dict[DateRange, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [party, [str(kind) for kind in UPWARD_KINDS]])
        for pk, span in cursor.fetchall():
            found.setdefault(span, []).append(pk)
    return found


class TreeQuerySet(models.QuerySet[Any]):
    """Rows with a nullable `parent` of their own kind."""

    def ids_below(self, roots: Iterable[int]) -> list[int]:
        """Return the ids of these rows and of everything below them."""
        return _ids_below(self.model, roots)


class ProcessQuerySet(ReviewableQuerySet):
    """Processes: reviewed, and a tree."""

    def ids_below(self, roots: Iterable[int]) -> list[int]:
        """Return the ids of these processes and of everything below them."""
        return _ids_below(self.model, roots)


class ParticipationQuerySet(PartQuerySet):
    """Participations."""

    visible_through = ("meeting", "party")

    def with_parties(self) -> Self:
        """Load party, office and the party represented, with Arabic names."""
        from parties.models import Party

        parties = Party.objects.with_names()
        return self.select_related(
            "capacity", "capacity__organisation"
        ).prefetch_related(
            Prefetch("party", queryset=parties),
            Prefetch("on_behalf_of", queryset=parties),
        )


class MeetingQuerySet(ReviewableQuerySet):
    """Meetings."""

    def newest_first(self) -> Self:
        """Order by date, newest first, stable."""
        return self.order_by("-sort_date", "-pk")

    def of_party(
        self,
        parties: Iterable[int],
        *,
        direct: bool = False,
        attended: bool | None = None,
        restrict: Q | None = None,
    ) -> Self:
        """Keep meetings that belong to one of the parties (ids).

        By default also through an office, on behalf of it, or through a body that
        belongs to it on the meeting's date; `direct` keeps only its own
        participations. `attended` True keeps those at which it was there, False
        those at which it was not. `restrict` is a condition on PartyMeeting rows.
        """
        rows = self._party_rows(parties, direct)
        if restrict:
            rows = rows.filter(restrict)
        if attended is None:
            return self.filter(Exists(rows))
        there = Exists(rows.filter(attended=True))
        return self.filter(there) if attended else self.filter(Exists(rows), ~there)

    def not_of_party(self, parties: Iterable[int], *, direct: bool = False) -> Self:
        """Leave out meetings that `of_party` would keep for any of the parties."""
        return self.filter(~Exists(self._party_rows(parties, direct)))

    def _party_rows(self, parties: Iterable[int], direct: bool) -> models.QuerySet[Any]:
        from meetings.models import PartyMeeting, Via

        rows = PartyMeeting.objects.filter(meeting=OuterRef("pk"), party__in=parties)
        return rows.filter(via=Via.DIRECT) if direct else rows

    def held(self) -> Self:
        """Keep meetings that took place, at least partly."""
        from meetings.models import OccurrenceStatus

        return self.filter(
            status__in=[OccurrenceStatus.HELD, OccurrenceStatus.PARTLY_HELD]
        )

    def for_list(self, user: Reader) -> Self:
        """Load what a row of a list shows: places, participations, report count."""
        from meetings.models import MeetingPlace, Participation

        return self.prefetch_related(
            Prefetch(
                "places",
                queryset=MeetingPlace.objects.select_related("place"),
            ),
            Prefetch(
                "participations",
                queryset=Participation.objects.visible_to(user).with_parties(),
            ),
        ).annotate(
            report_count=models.Count("citations__report", distinct=True),
        )


class StatementQuerySet(ReviewableQuerySet):
    """Statements."""

    def of_party(self, party: int, *, through: bool = False) -> Self:
        """Keep statements by a party (an id) or on behalf of it.

        `through`: also those made in an office of it, and those by, for or in an
        office of a body that was part of it or its ministry on the statement's date.
        """
        if not through:
            return self.filter(Q(speaker=party) | Q(on_behalf_of=party))
        condition = Q()
        for span, ids in bodies_of(party).items():
            said = (
                Q(speaker__in=ids)
                | Q(on_behalf_of__in=ids)
                | Q(capacity__organisation__in=ids)
            )
            condition |= said & Q(span__overlap=span)
        return self.filter(condition)

    def with_parties(self) -> Self:
        """Load speaker, office and the party spoken for."""
        return self.select_related(
            "speaker",
            "on_behalf_of",
            "capacity",
            "capacity__organisation",
            "meeting",
            "agreement",
        )


class AgreementQuerySet(ReviewableQuerySet):
    """Agreements."""


class SignatureQuerySet(PartQuerySet):
    """What parties did about agreements."""

    visible_through = ("agreement", "party")

    def of_party(self, party: Any) -> Self:
        """Keep what the party did, or what somebody did on behalf of it."""
        return self.filter(Q(party=party) | Q(on_behalf_of=party))

    def of_sides(self, sides: Iterable[str]) -> Self:
        """Keep what was done by or for a party of one of the sides on that date.

        The date is the agreement's; a side counts where its dates overlap it.
        """
        from parties.models import Alignment

        aligned = Alignment.objects.filter(
            Q(party=OuterRef("party")) | Q(party=OuterRef("on_behalf_of")),
            side__in=sides,
            span__overlap=OuterRef("agreement__span"),
        )
        return self.filter(Exists(aligned))
