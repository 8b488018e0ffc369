"""The kinds of value a filter can take; each says what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field

from common.edtf import EdtfError, partial_date_bounds
from common.text import ascii_digits

Bbox = tuple[float, float, float, float]
MOST_LISTED = 40
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,12})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)


class _ManyValues(forms.Field):
    """A field that receives every value of a repeated parameter."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(text.strip() for text in value or []))


class _SlugField(_ManyValues):
    """Slugs to records of a queryset that is known only when a request is there."""

    def __init__(self, *, resolve: Callable[[list[str]], list[Any]], **kwargs: Any):
        super().__init__(**kwargs)
        self.resolve = resolve

    def clean(self, value: Any) -> list[Any]:
        slugs = self.to_python(value)
        return self.resolve(slugs) if slugs else []


class _OneSlugField(forms.Field):
    widget = forms.TextInput

    def __init__(self, *, resolve: Callable[[list[str]], list[Any]], **kwargs: Any):
        super().__init__(**kwargs)
        self.resolve = resolve

    def clean(self, value: Any) -> Any:
        slug = (value or "").strip()
        return self.resolve([slug])[0] if slug else None


class _DescribedFilter(django_filters.Filter):
    """A filter whose OpenAPI schema is ours: its type, and its help text in words."""

    schema: ClassVar[dict[str, Any]] = {"type": "string"}
    takes_many = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        described = dict(self.schema)
        if words := kwargs.get("help_text") or kwargs.get("label"):
            described["description"] = words
        extend_schema_field(described)(self)


class SlugFilter(_DescribedFilter):
    """A record named by its slug, looked up among those the asker may see.

    queryset: a queryset, or a function of the request that gives one. A slug outside
    it is unknown, whether or not such a record exists. The value handed to the filter
    method is the record.
    """

    field_class: type[forms.Field] = _OneSlugField

    def __init__(
        self,
        field_name: str | None = None,
        *,
        queryset: QuerySet[Any] | Callable[[Any], QuerySet[Any]],
        slug_field: str = "slug",
        **kwargs: Any,
    ) -> None:
        self.queryset = queryset
        self.slug_field = slug_field
        super().__init__(field_name, resolve=self.records, **kwargs)

    @property
    def field(self) -> forms.Field:
        # Made anew: filter sets copy their filters, and a kept field would look
        # records up for the request of another.
        self.extra["resolve"] = self.records
        if not hasattr(self, "_field"):
            self._field = super().field
        field: forms.Field = self._field
        self._field.resolve = self.records
        return field

    def records(self, slugs: list[str]) -> list[Model]:
        """The records of these slugs, in their order; ValidationError if unknown."""
        found = self.lookup(slugs, self._visible())
        missing = [slug for slug in slugs if slug not in found]
        if missing:
            raise ValidationError(
                [
                    _("'%(slug)s' is not known") % {"slug": _cut(slug)}
                    for slug in missing
                ],
                code="unknown",
            )
        return list(dict.fromkeys(found[slug] for slug in slugs))

    def lookup(self, slugs: list[str], queryset: QuerySet[Any]) -> dict[str, Model]:
        """Map each known slug to its record (a subclass may know older slugs)."""
        rows = queryset.filter(**{f"{self.slug_field}__in": slugs})
        return {getattr(row, self.slug_field): row for row in rows}

    def _visible(self) -> QuerySet[Any]:
        if isinstance(self.queryset, QuerySet):
            return self.queryset.all()
        parent = getattr(self, "parent", None)
        if parent is None:
            raise ImproperlyConfigured("A slug filter is used outside a filter set.")
        return self.queryset(parent.request)


class SlugMultipleFilter(SlugFilter):
    """Several records by slug: by default any of them.

    A filter set that means all of them gives `method`; it receives the records.
    """

    field_class = _SlugField
    takes_many = True
    schema: ClassVar[dict[str, Any]] = {"type": "array", "items": {"type": "string"}}

    def __init__(self, field_name: str | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("lookup_expr", "in")
        super().__init__(field_name, **kwargs)


Choices = Iterable[tuple[str, Any]]


def _check_choices(values: Sequence[str], choices: Choices) -> None:
    allowed = [value for value, _label in choices]
    problems = [
        _("'%(value)s' is not one of %(allowed)s")
        % {"value": _cut(value), "allowed": ", ".join(allowed[:MOST_LISTED])}
        for value in values
        if value not in allowed
    ]
    if problems:
        raise ValidationError(problems, code="invalid_choice")


class _ChoiceField(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        if value:
            _check_choices([value], self.choices)  # type: ignore[arg-type]  # flat pairs


class _ChoiceListField(forms.MultipleChoiceField):
    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value: Any) -> None:
        _check_choices(value, self.choices)  # type: ignore[arg-type]  # flat pairs


class ChoiceFilter(django_filters.ChoiceFilter):
    """One value of a closed list; a wrong one is answered with the list.

    filters_nothing: the filter set itself reads the value.
    """

    field_class = _ChoiceField
    takes_many = False

    def __init__(self, *args: Any, filters_nothing: bool = False, **kwargs: Any):
        # Not ChoiceFilter's own: its field adds an empty and a null choice.
        django_filters.Filter.__init__(self, *args, **kwargs)
        self.filters_nothing = filters_nothing

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if self.filters_nothing:
            return qs
        return _plain_filter(self, qs, value)


class ChoiceMultipleFilter(django_filters.MultipleChoiceFilter):
    """Any of several values of a closed list."""

    field_class = _ChoiceListField
    takes_many = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("lookup_expr", "in")
        django_filters.Filter.__init__(self, *args, **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return _plain_filter(self, qs, value)


def _plain_filter(
    own: django_filters.Filter, qs: QuerySet[Any], value: Any
) -> QuerySet[Any]:
    narrowed: QuerySet[Any] = django_filters.Filter.filter(own, qs, value)
    return narrowed


class _BooleanField(forms.Field):
    widget = forms.TextInput

    def clean(self, value: Any) -> bool | None:
        if value in (None, ""):
            return None
        if value not in ("true", "false"):
            raise ValidationError(_("write true or false"), code="invalid")
        return bool(value == "true")


class BooleanFilter(django_filters.BooleanFilter):
    """true or false, nothing else."""

    field_class = _BooleanField
    takes_many = False


class _PartialDateField(forms.CharField):
    def clean(self, value: Any) -> tuple[date, date] | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return partial_date_bounds(text)
        except EdtfError as error:
            raise ValidationError(str(error), code="edtf") from error


class PartialDateFilter(_DescribedFilter):
    """A year, month or day; the value is its first and last day.

    It narrows nothing by itself: a StrictFilterSet with a `span_field` reads `from`
    and `to` together.
    """

    field_class: type[forms.Field] = _PartialDateField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs


class _BboxField(forms.CharField):
    def clean(self, value: Any) -> Bbox | None:
        text = ascii_digits(super().clean(value))
        return _read_bbox(text) if text else None


def _read_bbox(text: str) -> Bbox:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 4 or not all(map(_NUMBER.fullmatch, parts)):
        raise ValidationError(
            _("write four numbers west,south,east,north in degrees: 9.3,19.5,25.2,33.2")
        )
    west, south, east, north = map(float, parts)
    if not (abs(west) <= 180 and abs(east) <= 180):
        raise ValidationError(_("west and east lie between -180 and 180"))
    if not (abs(south) <= 90 and abs(north) <= 90):
        raise ValidationError(
            _(
                "south and north lie between -90 and 90; the order is west,south,east,north"
            )
        )
    if west > east or south > north:
        right = (min(west, east), min(south, north), max(west, east), max(south, north))
        raise ValidationError(
            _(
                "west must not exceed east, nor south north; the order is"
                " west,south,east,north, perhaps %(right)s"
            )
            % {"right": ",".join(f"{number:g}" for number in right)}
        )
    return west, south, east, north


class BboxFilter(_DescribedFilter):
    """Records in a rectangle of degrees, `west,south,east,north`.

    latitude, longitude: the columns (over relations with `__`).
    """

    field_class = _BboxField

    def __init__(self, *, latitude: str = "", longitude: str = "", **kwargs: Any):
        self.latitude, self.longitude = latitude, longitude
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet[Any], value: Bbox | None) -> QuerySet[Any]:
        if value is None:
            return qs
        west, south, east, north = value
        inside = Q(
            **{
                f"{self.longitude}__range": (west, east),
                f"{self.latitude}__range": (south, north),
            }
        )
        matching = qs.filter(inside)
        return matching.distinct() if self.distinct else matching


class _IntegerField(forms.CharField):
    def __init__(self, *, min_value: int, max_value: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lowest, self.highest = min_value, max_value

    def clean(self, value: Any) -> int | None:
        text = ascii_digits(super().clean(value))
        if not text:
            return None
        number = int(text) if _INTEGER.fullmatch(text) else None
        if number is None or not self.lowest <= number <= self.highest:
            raise ValidationError(
                _("write a whole number from %(lowest)d to %(highest)d")
                % {"lowest": self.lowest, "highest": self.highest}
            )
        return number


class IntegerFilter(_DescribedFilter):
    """A whole number in a range that the database can hold."""

    field_class = _IntegerField
    schema: ClassVar[dict[str, Any]] = {"type": "integer"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 2**31 - 1)
        super().__init__(*args, **kwargs)


class TextFilter(django_filters.CharFilter):
    """Free text, outer spaces removed."""

    takes_many = False


def _cut(text: str) -> str:
    """A value as it can be repeated in a message."""
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return plain if len(plain) <= 60 else f"{plain[:60]}…"
