"""Makers of rows for tests, one for every table that people write.

A root takes `state="published"` or the words `draft`, `in_review`, `published`,
`retracted` as flags (`MeetingFactory(published=True)`); a published one gets the
citation that the database demands, and the derived rows are built as actions build
them. Parts that change derived rows build them again. Rows made for a foreign key are
published, so that a published root never refers to a draft.
"""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from editorial import derived
from meetings import models as m
from parties import models as p
from tests.factory_base import (
    CITATIONS,
    CitationFactory,
    OutletFactory,
    OutletHostFactory,
    ReportFactory,
    RootFactory,
    UserFactory,
)

__all__ = ["OutletFactory", "OutletHostFactory", "ReportFactory", "UserFactory"]


class PartyFactory(RootFactory):
    """A person; a body by `kind="ministry"`. Side by `side="east"`."""

    class Meta:
        model = p.Party

    slug = factory.Sequence(lambda n: f"party-{n}")
    name = factory.Sequence(lambda n: f"Party {n}")
    kind = p.PartyKind.PERSON

    @factory.post_generation
    def side(self: Any, create: bool, extracted: str | None, **kwargs: Any) -> None:
        """Place the party on a side, without dates."""
        if extracted:
            AlignmentFactory(party=self, side=extracted)

    @factory.post_generation
    def arabic(self: Any, create: bool, extracted: str | None, **kwargs: Any) -> None:
        """Give the party an Arabic name."""
        if extracted:
            PartyNameFactory(
                party=self, text=extracted, lang="ar", script="Arab", kind="native"
            )


class PartyNameFactory(DjangoModelFactory):
    """A further name."""

    class Meta:
        model = p.PartyName

    party = factory.SubFactory(PartyFactory, published=True)
    text = factory.Sequence(lambda n: f"Alias {n}")
    lang = "en"
    kind = p.NameKind.ALIAS


class PartyIdentifierFactory(DjangoModelFactory):
    """An identifier in another register."""

    class Meta:
        model = p.PartyIdentifier

    party = factory.SubFactory(PartyFactory, published=True)
    scheme = "wikidata"
    value = factory.Sequence(lambda n: f"Q{n}")


class PartyOldSlugFactory(DjangoModelFactory):
    """A former address name."""

    class Meta:
        model = p.PartyOldSlug

    record = factory.SubFactory(PartyFactory, published=True)
    slug = factory.Sequence(lambda n: f"old-party-{n}")


class _OfParties(DjangoModelFactory):
    """Rows on which derived rows depend; these are built again."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        row = super()._create(model_class, *args, **kwargs)
        for name in ("person", "source", "meeting"):
            if hasattr(row, f"{name}_id"):
                derived.refresh(getattr(row, name))
        return row


class PositionFactory(_OfParties):
    """An office."""

    class Meta:
        model = p.Position

    person = factory.SubFactory(PartyFactory, published=True)
    organisation = factory.SubFactory(PartyFactory, published=True, kind="ministry")
    title = factory.Sequence(lambda n: f"Minister {n}")


class RelationFactory(_OfParties):
    """A relation; `part_of` unless said otherwise."""

    class Meta:
        model = p.Relation

    source = factory.SubFactory(PartyFactory, published=True, kind="ministry")
    kind = p.RelationKind.PART_OF
    target = factory.SubFactory(PartyFactory, published=True, kind="state")


class AlignmentFactory(DjangoModelFactory):
    """A side."""

    class Meta:
        model = p.Alignment

    party = factory.SubFactory(PartyFactory, published=True)
    side = p.Side.EAST


class PartyCitationFactory(CitationFactory):
    """A party's citation."""

    class Meta:
        model = p.PartyCitation

    party = factory.SubFactory(PartyFactory, published=True)


class PlaceFactory(DjangoModelFactory):
    """A city."""

    class Meta:
        model = m.Place

    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n}")
    kind = m.PlaceKind.CITY
    country = "LY"


class PlaceNameFactory(DjangoModelFactory):
    """A place's further name."""

    class Meta:
        model = m.PlaceName

    place = factory.SubFactory(PlaceFactory)
    text = factory.Sequence(lambda n: f"Place alias {n}")
    lang = "en"


class TopicFactory(DjangoModelFactory):
    """A topic."""

    class Meta:
        model = m.Topic

    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Topic {n}")


class TopicNameFactory(DjangoModelFactory):
    """A topic's further name."""

    class Meta:
        model = m.TopicName

    topic = factory.SubFactory(TopicFactory)
    text = factory.Sequence(lambda n: f"Topic alias {n}")
    lang = "en"


class ProcessFactory(RootFactory):
    """A process."""

    class Meta:
        model = m.Process

    slug = factory.Sequence(lambda n: f"process-{n}")
    name = factory.Sequence(lambda n: f"Process {n}")
    kind = m.ProcessKind.POLITICAL

    @factory.post_generation
    def sponsors(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Let these parties sponsor the process."""
        for order, party in enumerate(extracted or ()):
            m.ProcessSponsor.objects.create(process=self, party=party, position=order)


class MeetingFactory(RootFactory):
    """A meeting; `parties=[…]` take part, `place=…` and `process=…` belong to it."""

    class Meta:
        model = m.Meeting

    slug = factory.Sequence(lambda n: f"meeting-{n}")
    title = factory.Sequence(lambda n: f"Meeting {n}")
    date = "2020-01-13"
    format = m.Format.BILATERAL
    track = m.Track.POLITICAL

    @factory.post_generation
    def parties(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Let these parties take part."""
        for order, party in enumerate(extracted or ()):
            ParticipationFactory(meeting=self, party=party, listed_order=order)

    @factory.post_generation
    def place(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Say where it was."""
        if extracted:
            m.MeetingPlace.objects.create(meeting=self, place=extracted)

    @factory.post_generation
    def process(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Say to which process it belongs."""
        if extracted:
            m.MeetingProcess.objects.create(meeting=self, process=extracted)

    @factory.post_generation
    def topic(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Say what it was about."""
        if extracted:
            m.MeetingTopic.objects.create(meeting=self, topic=extracted)


class ParticipationFactory(_OfParties):
    """Somebody at a meeting."""

    class Meta:
        model = m.Participation

    meeting = factory.SubFactory(MeetingFactory, published=True)
    party = factory.SubFactory(PartyFactory, published=True)


class AgreementFactory(RootFactory):
    """An agreement."""

    class Meta:
        model = m.Agreement

    slug = factory.Sequence(lambda n: f"agreement-{n}")
    title = factory.Sequence(lambda n: f"Agreement {n}")
    kind = m.AgreementKind.CEASEFIRE
    date = "2020-01-13"


class SignatureFactory(DjangoModelFactory):
    """What a party did about an agreement."""

    class Meta:
        model = m.Signature

    agreement = factory.SubFactory(AgreementFactory, published=True)
    party = factory.SubFactory(PartyFactory, published=True)
    action = m.SignatureAction.SIGNED


class CommitmentFactory(DjangoModelFactory):
    """A promise."""

    class Meta:
        model = m.Commitment

    agreement = factory.SubFactory(AgreementFactory, published=True)
    text = factory.Sequence(lambda n: f"Promise {n}")


class StatementFactory(RootFactory):
    """A statement."""

    class Meta:
        model = m.Statement

    slug = factory.Sequence(lambda n: f"statement-{n}")
    date = "2020-01-14"
    speaker = factory.SubFactory(PartyFactory, published=True)
    kind = m.StatementKind.PRESS_STATEMENT
    stance = m.Stance.ANNOUNCES
    gist = factory.Sequence(lambda n: f"Gist {n}")


class MeetingCitationFactory(CitationFactory):
    """A meeting's citation."""

    class Meta:
        model = m.MeetingCitation

    meeting = factory.SubFactory(MeetingFactory)


class StatementCitationFactory(CitationFactory):
    """A statement's citation."""

    class Meta:
        model = m.StatementCitation

    statement = factory.SubFactory(StatementFactory)


class AgreementCitationFactory(CitationFactory):
    """An agreement's citation."""

    class Meta:
        model = m.AgreementCitation

    agreement = factory.SubFactory(AgreementFactory)


class ProcessCitationFactory(CitationFactory):
    """A process's citation."""

    class Meta:
        model = m.ProcessCitation

    process = factory.SubFactory(ProcessFactory)


class ContentionFactory(DjangoModelFactory):
    """A contested fact of a meeting."""

    class Meta:
        model = m.Contention

    meeting = factory.SubFactory(MeetingFactory, published=True)
    field = "date"


ROOT_FACTORIES = {
    "party": PartyFactory,
    "meeting": MeetingFactory,
    "statement": StatementFactory,
    "agreement": AgreementFactory,
    "process": ProcessFactory,
}
CITATIONS |= {
    p.PartyCitation: PartyCitationFactory,
    m.MeetingCitation: MeetingCitationFactory,
    m.StatementCitation: StatementCitationFactory,
    m.AgreementCitation: AgreementCitationFactory,
    m.ProcessCitation: ProcessCitationFactory,
}
