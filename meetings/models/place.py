"""Where meetings happen."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.constraints import one_of
from editorial.countries import validate_country
from editorial.fields import FoldedField
from editorial.history import tracked
from editorial.models import Record, SlugField
from meetings.querysets import TreeQuerySet
from parties.models import Name, name_index


class PlaceKind(models.TextChoices):
    """What a place is."""

    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    CITY = "city", _("city")
    TOWN = "town", _("town")
    PALACE = "palace", _("palace")
    HEADQUARTERS = "headquarters", _("headquarters")
    HOTEL = "hotel", _("hotel")
    AIRBASE = "airbase", _("air base or airport")


class CoordinatesBasis(models.TextChoices):
    """Where coordinates come from."""

    GEONAMES = "geonames", _("GeoNames")
    APPROXIMATE = "approximate", _("approximate, set by hand")


def tree_problem(row: models.Model) -> str | None:
    """Say in words that a row's parents lead back to it, or None.

    For rows with a nullable `parent` of their own kind.
    """
    seen, walk = {row.pk}, getattr(row, "parent", None)
    while walk is not None:
        if walk.pk in seen:
            return str(
                _("The parents lead back to this record: choose another parent.")
            )
        seen.add(walk.pk)
        walk = walk.parent
    return None


@tracked("folded", "skeleton")
class Place(Record):
    """A country, region, city or building."""

    slug = SlugField(
        _("address name"),
        unique=True,
        help_text=_("The name in addresses and filters. Example: “geneva”."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("English name. Example: “Geneva”.")
    )
    folded = FoldedField(source="name", fold="fold")
    skeleton = FoldedField(source="name", fold="skeleton")
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=PlaceKind.choices,
        help_text=_("Example: “hotel” for a named venue inside a city."),
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        validators=[validate_country],
        help_text=_("Two-letter country code (ISO 3166-1). Example: “CH”."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("lies in"),
        help_text=_("The city of a venue. Example: “Geneva” for Palais des Nations."),
    )
    lat = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north. Example: “46.2”."),
    )
    lon = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east. Example: “6.15”."),
    )
    coordinates_basis = models.CharField(
        _("coordinates from"),
        max_length=12,
        blank=True,
        choices=CoordinatesBasis.choices,
        help_text=_("“Approximate” for a venue located by hand."),
    )
    geonames_id = models.PositiveIntegerField(
        _("GeoNames number"),
        null=True,
        blank=True,
        help_text=_("The number in the GeoNames address. Example: “2660646”."),
    )

    objects = TreeQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [name_index("place_folded")]
        constraints = [
            one_of("place", "kind", PlaceKind),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(
                    # A CHECK passes on NULL, so "half" must be refused in words.
                    lat__isnull=False,
                    lon__isnull=False,
                    lat__range=(-90, 90),
                    lon__range=(-180, 180),
                ),
                name="place_coordinates",
                violation_error_message=_("Give both latitude and longitude, or none."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> tuple[float, float] | None:
        """Degrees east and north; None for what no dot can stand for.

        The coordinates of a country or region are the middle of it: drawn, they would
        claim a spot that no report names.
        """
        area = self.kind in {PlaceKind.COUNTRY, PlaceKind.REGION}
        if area or self.lon is None or self.lat is None:
            return None
        return self.lon, self.lat

    def clean(self) -> None:
        """Refuse a place that lies in itself."""
        problem = tree_problem(self)
        if problem:
            raise ValidationError({"parent": problem})


@tracked("folded", "skeleton")
class PlaceName(Name):
    """A place's name in another language."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("name")
        verbose_name_plural = _("names")
        indexes = [name_index("placename_folded")]
        constraints = [
            models.UniqueConstraint(
                fields=("place", "text", "lang", "kind"), name="placename_once"
            )
        ]
