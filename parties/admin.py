"""People, organisations and their offices."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, FloatField, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from psycopg2.extras import DateRange

from common import edtf
from editorial.admin.base import PartBlocks, PartTable, TrackerAdmin, date_with_meaning
from editorial.admin.versioned import ReviewableAdmin
from parties.matching import name_scores
from parties.models import (
    Alignment,
    Party,
    PartyCitation,
    PartyIdentifier,
    PartyName,
    PartyOldSlug,
    Position,
    Relation,
)
from sources.admin import CitationBlocks

MOST_MATCHES = 200
SURE = 0.7


class NameSearch:
    """Search of records by any spelling of their names, best match first."""

    model: Any

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Keep the records whose names match, in any script, best first."""
        text = search_term.strip()
        if not text:
            return queryset, False
        scores = scores_of(request, self.model, text)
        order = sorted(scores, key=lambda key: -scores[key])[:MOST_MATCHES]
        by_slug = Q(slug__icontains=text[:200])
        rows = queryset.filter(Q(pk__in=order) | by_slug)
        if order and "o" not in request.GET:
            place = Case(
                *[When(pk=key, then=Value(index)) for index, key in enumerate(order)],
                default=Value(len(order)),
                output_field=IntegerField(),
            )
            rows = rows.order_by(place, "name", "pk")
        return rows, False


def scores_of(request: HttpRequest, model: Any, text: str) -> dict[int, float]:
    """Return how well names match, by id; found once per request.

    A list asks again for each of its filters, to count.
    """
    known: dict[tuple[Any, str], dict[int, float]] = getattr(request, "scores", {})
    if (model, text) not in known:
        found = name_scores(model, text)
        known[model, text] = {key: match.score for key, match in found.items()}
        request.scores = known  # type: ignore[attr-defined]
    return known[model, text]


def parties_called(request: HttpRequest, text: str) -> list[int]:
    """Return the ids of parties with a name that surely matches the text."""
    scores = scores_of(request, Party, text)
    return [key for key, score in scores.items() if score >= SURE]


class PartyNameTable(PartTable):
    """Names."""

    model = PartyName
    fields = ("text", "lang", "script", "kind", "ambiguous")


class PartyIdentifierTable(PartTable):
    """Identifiers."""

    model = PartyIdentifier
    classes = ("collapse",)


class PositionBlocks(PartBlocks):
    """Offices that the person holds."""

    model = Position
    fk_name = "person"
    autocomplete_fields = ("organisation",)
    fields = (("title", "title_ar"), ("organisation", "status"), ("start", "end"))

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the label of a row needs."""
        return super().get_queryset(request).select_related("person", "organisation")


class RelationTable(PartTable):
    """Relations to other parties."""

    model = Relation
    fk_name = "source"
    autocomplete_fields = ("target",)
    fields = ("kind", "target", "start", "end")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the label of a row needs."""
        return super().get_queryset(request).select_related("source", "target")


class AlignmentTable(PartTable):
    """Sides."""

    model = Alignment
    fields = ("side", "start", "end", "basis")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the label of a row needs."""
        return super().get_queryset(request).select_related("party")


class PartyCitationBlocks(CitationBlocks):
    """Citations of the party, its offices and sides."""

    model = PartyCitation
    fields = (
        ("report", "field"),
        ("position", "alignment"),
        "quote",
        ("start", "end", "relation", "credibility"),
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offer the offices and sides of this very party."""
        self.party = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the offices and sides of this very party."""
        party = getattr(self, "party", None)
        if db_field.name == "position":
            kwargs["queryset"] = Position.objects.filter(person=party).select_related(
                "person", "organisation"
            )
        if db_field.name == "alignment":
            kwargs["queryset"] = Alignment.objects.filter(party=party).select_related(
                "party"
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PartyOldSlugTable(PartTable):
    """Former address names."""

    model = PartyOldSlug
    classes = ("collapse",)


@admin.register(Party)
class PartyAdmin(NameSearch, ReviewableAdmin):
    """Parties."""

    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", "kind"),
                    ("slug", "country"),
                    "summary",
                    ("began", "ended"),
                    "publicity",
                )
            },
        ),
    )
    inlines = (
        PartyNameTable,
        PositionBlocks,
        AlignmentTable,
        RelationTable,
        PartyCitationBlocks,
        PartyIdentifierTable,
        PartyOldSlugTable,
    )
    list_display = ("name", "kind", "country", "state", "verified")
    list_filter = ("state", "kind", "alignments__side", "verified", "publicity")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> dict[str, Any]:
        """Propose the address name for a new record only."""
        return {} if obj else {"slug": ("name",)}

    def label_of(self, obj: Any) -> str:
        """The name, and what it is."""
        return f"{obj.name} ({obj.get_kind_display()})"


def _held_first(offices: QuerySet[Any], date: str) -> QuerySet[Any]:
    try:
        day = edtf.parse(date)
    except edtf.EdtfError:
        return offices
    span = DateRange(day.earliest, day.latest, "[]")
    then = Case(When(span__overlap=span, then=0), default=1)
    return offices.order_by(then, "-start_earliest", "pk")


@admin.register(Position)
class PositionAdmin(TrackerAdmin):
    """Offices, for autocomplete; they are edited on the page of the person."""

    search_fields = ("title",)
    list_display = ("title", "person", "organisation", "from_meaning", "to_meaning")
    list_filter = ("status",)
    list_select_related = ("person", "organisation")
    fields = ("person", "title", "title_ar", "organisation", "status", "start", "end")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Offices are added on the page of the person."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Offices are changed on the page of the person."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Offices are taken out on the page of the person."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load person and organisation along."""
        return super().get_queryset(request).select_related("person", "organisation")

    def label_of(self, obj: Any) -> str:
        """Person, title, organisation and dates."""
        dates = f"{obj.start or '…'} – {obj.end or '…'}"
        return f"{obj.person}: {obj.title}, {obj.organisation} ({dates})"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Keep offices of a person, or in a body, or with a title that matches.

        Each word may match another of the three: “shoigu defence”. `person` in the
        address (the party chosen in the same row) keeps that person's offices, and
        `date` puts those first that were held then.
        """
        person = request.GET.get("person", "")
        if person.isascii() and person.isdigit() and len(person) < 19:
            queryset = queryset.filter(person=int(person))
            queryset = _held_first(queryset, request.GET.get("date", ""))
        text = search_term.strip()[:100]
        if not text:
            return queryset, False
        condition = Q()
        for word in text.split()[:6]:
            condition &= self._matches(request, word)
        rows = queryset.filter(condition | self._matches(request, text))
        return self._best_first(request, rows, text), False

    def _best_first(
        self, request: HttpRequest, rows: QuerySet[Any], text: str
    ) -> QuerySet[Any]:
        """Order offices by how well the person's name matches, unless asked else."""
        scores = scores_of(request, Party, text)
        order = sorted(scores, key=lambda key: -scores[key])[:MOST_MATCHES]
        if not order or "o" in request.GET:
            return rows
        place = Case(
            *[When(person=key, then=Value(-scores[key])) for key in order],
            default=Value(0.0),
            output_field=FloatField(),
        )
        return rows.order_by(place, "person__name", "start_earliest", "pk")

    def _matches(self, request: HttpRequest, text: str) -> Q:
        called = parties_called(request, text)
        return (
            Q(title__icontains=text) | Q(person__in=called) | Q(organisation__in=called)
        )

    @admin.display(description=_("from"), ordering="start_earliest")
    def from_meaning(self, obj: Position) -> str:
        """The first day, with its meaning."""
        return date_with_meaning(obj.start)

    @admin.display(description=_("to"), ordering="end_latest")
    def to_meaning(self, obj: Position) -> str:
        """The last day, with its meaning."""
        return date_with_meaning(obj.end)
