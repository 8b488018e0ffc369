"""The language a page is written in, and names in it."""

from __future__ import annotations

from typing import Any, TypeVar

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.db.models import (
    Case,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Collate
from django.utils.translation import get_language, get_language_info

from parties.models import NameKind

Named = TypeVar("Named", bound=QuerySet[Any])
# Letters that Arabic dictionaries do not tell apart, and marks that they pass over.
_SAME_LETTERS = ("أإآٱؤئىة", "ااااوييت")
_MARKS = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
# Names fit for display, the best first.
_DISPLAY_KINDS = (
    NameKind.NATIVE,
    NameKind.OFFICIAL,
    NameKind.TRANSLITERATION,
    NameKind.ALIAS,
)


def reader_language() -> str:
    """Return the language the page is written in, without a region."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def direction_of(language: str) -> str:
    """Return "rtl" or "ltr" for a language code; unknown languages read ltr."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def language_name(code: str) -> str:
    """Say a BCP 47 code in the reader's language: "Arabic", "Russian (Latin)"."""
    try:
        return Locale.parse(code, sep="-").get_display_name(reader_language()) or code
    except (UnknownLocaleError, ValueError):
        return code


def with_reader_names(records: Named) -> Named:
    """Annotate `arabic_name` where the page is Arabic: the best stored Arabic name.

    For records with a table `names`: parties, places, processes, topics.
    """
    if reader_language() != "ar":
        return records
    relation = records.model._meta.get_field("names")
    best = Case(
        *(When(kind=kind, then=place) for place, kind in enumerate(_DISPLAY_KINDS)),
        output_field=IntegerField(),
    )
    names = (
        relation.related_model.objects.filter(
            **{relation.field.name: OuterRef("pk")}, lang="ar", kind__in=_DISPLAY_KINDS
        )
        .order_by(best, "pk")
        .values("text")[:1]
    )
    return records.annotate(arabic_name=Subquery(names))


def with_arabic_key(records: Named) -> Named:
    """Annotate `arabic_key`, by which Arabic names stand in the order of the alphabet.

    For records with `arabic_name`; null where there is none. The letters' code points
    follow the alphabet, so collation "C" does, which every PostgreSQL has; the embedded
    one is built without ICU.
    """
    alike, plain = _SAME_LETTERS
    key = Func(
        F("arabic_name"),
        Value(alike + _MARKS),
        Value(plain),
        function="translate",
        output_field=TextField(),
    )
    return records.annotate(arabic_key=Collate(key, "C"))


def localized_name(named: Any) -> tuple[str, str]:
    """Return the name of a party, place, process or topic and its language.

    Looks at `arabic_name` on Arabic pages; English is the fallback.
    """
    if reader_language() == "ar" and getattr(named, "arabic_name", None):
        return named.arabic_name, "ar"
    return named.name, "en"


def localized_title(titled: Any) -> tuple[str, str]:
    """Return the title of a meeting, agreement or office and its language.

    Arabic pages show the stored Arabic title; without one they show the English.
    """
    if reader_language() == "ar" and titled.title_ar:
        return titled.title_ar, "ar"
    return titled.title, "en"
