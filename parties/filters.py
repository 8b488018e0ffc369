"""The filters of parties: one set for pages, API and exports."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.filters import (
    MOST_VALUES,
    BooleanFilter,
    ChoiceFilter,
    ChoiceMultipleFilter,
    SlugFilter,
    SlugMultipleFilter,
    StrictFilterSet,
    TextFilter,
)
from common.keyset import Order, SortKey
from editorial.countries import COUNTRIES
from parties.matching import name_scores
from parties.models import Party, PartyCitation, PartyKind, PartyName, Side

PARTY_ORDERS: dict[str, Order] = {
    "name": (SortKey("name"), SortKey("pk")),
    "-name": (SortKey("name", descending=True), SortKey("pk", descending=True)),
}


def visible_parties(request: Any) -> QuerySet[Party]:
    """Return the parties that the asker may see: others are unknown to a filter."""
    return Party.objects.visible_to(request.user if request else None)


class PartySlugs(SlugFilter):
    """Looks parties up by their slugs, former ones included."""

    def lookup(self, slugs: list[str], queryset: QuerySet[Any]) -> dict[str, Any]:
        """Map each slug, present or former, to its party."""
        found = super().lookup(slugs, queryset)
        former = queryset.filter(old_slugs__slug__in=slugs).prefetch_related(
            "old_slugs"
        )
        if missing := set(slugs) - set(found):
            for party in former:
                for old in party.old_slugs.all():
                    if old.slug in missing:
                        found[old.slug] = party
        return found


class PartyFilter(PartySlugs):
    """One party by slug."""

    def __init__(self, field_name: str | None = None, **kwargs: Any) -> None:
        super().__init__(field_name, queryset=visible_parties, **kwargs)


class NamedPartyFilter(PartyFilter):
    """One party by slug, or by the one name that fits best, in any spelling."""

    def lookup(self, slugs: list[str], queryset: QuerySet[Any]) -> dict[str, Any]:
        """Map each slug or name to its party; a name of several is not mapped."""
        found = super().lookup(slugs, queryset)
        for words in set(slugs) - set(found):
            fits = {
                pk: (match.score, match.is_display_name)
                for pk, match in name_scores(Party, words).items()
            }
            best = [pk for pk, fit in fits.items() if fit == max(fits.values())]
            if len(best) == 1 and (party := queryset.filter(pk=best[0]).first()):
                found[words] = party
        return found


class PartiesFilter(PartySlugs, SlugMultipleFilter):
    """Several parties by slug, at most `most_values`."""

    def __init__(
        self,
        field_name: str | None = None,
        *,
        most_values: int = MOST_VALUES,
        **kwargs: Any,
    ) -> None:
        super().__init__(field_name, queryset=visible_parties, **kwargs)
        self.most_values = most_values


class PartyFilterSet(StrictFilterSet):
    """Parties by name, kind, side and country."""

    q = TextFilter(
        label=_("Name"),
        help_text=_("A name in any spelling or script, for instance Hifter or حفتر."),
        method="by_name",
    )
    kind = ChoiceMultipleFilter(
        choices=PartyKind.choices,
        label=_("Kind"),
        help_text=_("Person, state, ministry and so on; repeat for any of several."),
    )
    side = ChoiceMultipleFilter(
        choices=Side.choices,
        label=_("Side today"),
        help_text=_("Side on which the party stands today; repeat for any of several."),
        method="by_side",
    )
    country = ChoiceMultipleFilter(
        choices=COUNTRIES,
        label=_("Country"),
        help_text=_(
            "Two-letter country code, for instance LY; repeat for any of them."
        ),
    )
    verified = BooleanFilter(
        label=_("Verified"),
        help_text=_("false: a fact rests on general knowledge, not on a report."),
    )
    sourced = BooleanFilter(
        label=_("Has a source"),
        help_text=_("false: no citation of its own yet."),
        method="by_source",
    )
    has_arabic = BooleanFilter(
        label=_("Arabic name known"),
        help_text=_("false: no Arabic name is on record."),
        method="by_arabic",
    )
    ordering = ChoiceFilter(
        choices=[("name", _("A to Z")), ("-name", _("Z to A"))],
        label=_("Order"),
        help_text=_("name (the default) or -name."),
        filters_nothing=True,
    )

    class Meta:
        model = Party
        fields: list[str] = []

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        """Keep parties that a name in any spelling finds."""
        return queryset.filter(pk__in=list(name_scores(Party, value)))

    def by_side(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep parties that stand on one of the sides today."""
        return queryset.of_side(value, timezone.localdate()) if value else queryset

    def by_source(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep parties with a citation of their own, or those without."""
        cited = Exists(PartyCitation.objects.filter(party=OuterRef("pk")))
        return queryset.filter(cited if value else ~cited)

    def by_arabic(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep parties with an Arabic name, or those without."""
        named = Exists(PartyName.objects.filter(party=OuterRef("pk"), lang="ar"))
        return queryset.filter(named if value else ~named)
