"""What the factories of all rooms share: accounts, reports, citations, roots."""

from __future__ import annotations

from typing import Any

import factory
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from editorial import derived, roles
from editorial.models import ReviewState, User
from parties.models import Party
from sources import models as s
from sources.actions import text_hash

# The citation factory of each citation table, filled in by tests/factories.py.
CITATIONS: dict[Any, Any] = {}


class UserFactory(DjangoModelFactory):
    """An account; `role="editor"` puts it into the role's group."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user-{n}")

    @factory.post_generation
    def role(self: Any, create: bool, extracted: str | None, **kwargs: Any) -> None:
        """Give the account a role."""
        if not extracted:
            return
        role = next(role for role in roles.ROLES if role.name == extracted)
        if not Group.objects.filter(name=extracted).exists():
            roles.sync_groups(apps)
        self.groups.add(Group.objects.get(name=extracted))
        if self.is_staff != role.staff:
            self.is_staff = role.staff
            self.save(update_fields=["is_staff"])


class OutletFactory(DjangoModelFactory):
    """Who publishes."""

    class Meta:
        model = s.Outlet

    slug = factory.Sequence(lambda n: f"outlet-{n}")
    name = factory.Sequence(lambda n: f"Outlet {n}")
    kind = s.OutletKind.NEWSPAPER
    country = "LY"
    language = "en"


class OutletHostFactory(DjangoModelFactory):
    """A host name."""

    class Meta:
        model = s.OutletHost

    outlet = factory.SubFactory(OutletFactory)
    host = factory.Sequence(lambda n: f"outlet-{n}.example")


class ReportFactory(DjangoModelFactory):
    """A report with a stored text; `text=None` for one without."""

    class Meta:
        model = s.Report

    slug = factory.Sequence(lambda n: f"report-{n}")
    outlet = factory.SubFactory(OutletFactory)
    url = factory.Sequence(lambda n: f"https://outlet.example/news/{n}")
    title = factory.Sequence(lambda n: f"Report {n}")
    published = "2020-01-14"
    lang = "en"
    text = factory.Sequence(lambda n: f"Words of report {n}: they met in Moscow.")
    sha256 = factory.LazyAttribute(lambda o: text_hash(o.text) if o.text else None)


class CitationFactory(DjangoModelFactory):
    """A citation of the record as a whole; `quote="…"` finds its own offsets."""

    class Meta:
        abstract = True

    report = factory.SubFactory(ReportFactory)
    quote = None
    start = factory.LazyAttribute(
        lambda o: o.report.text.index(o.quote) if o.quote else None
    )
    end = factory.LazyAttribute(lambda o: o.start + len(o.quote) if o.quote else None)


class RootFactory(DjangoModelFactory):
    """What all records with a review state share."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(state=ReviewState.DRAFT)
        in_review = factory.Trait(state=ReviewState.IN_REVIEW)
        published = factory.Trait(state=ReviewState.PUBLISHED)
        retracted = factory.Trait(state=ReviewState.RETRACTED)

    state = ReviewState.DRAFT
    first_published_at = factory.LazyAttribute(
        lambda o: timezone.now() if o.state in ("published", "retracted") else None
    )

    @factory.post_generation
    def citations(self: Any, create: bool, extracted: int | None, **kw: Any) -> None:
        """Make so many citations; left out, one for a published record."""
        needs = self.is_published and not isinstance(self, Party)
        for _ in range(int(needs) if extracted is None else extracted):
            citation = type(self)._meta.get_field("citations")
            CITATIONS[citation.related_model](**{citation.field.name: self}, **kw)

    @classmethod
    def _generate(cls, strategy: Any, params: Any) -> Any:
        with transaction.atomic():
            return super()._generate(strategy, params)

    @classmethod
    def _after_postgeneration(cls, instance: Any, *args: Any, **kwargs: Any) -> None:
        derived.refresh(instance)
