"""The tables of people and organisations."""

from parties.models.party import (
    Name,
    NameKind,
    Party,
    PartyIdentifier,
    PartyKind,
    PartyName,
    PartyOldSlug,
    Publicity,
    name_index,
)
from parties.models.tenure import (
    UPWARD_KINDS,
    Alignment,
    AlignmentBasis,
    PartyCitation,
    Position,
    PositionStatus,
    Relation,
    RelationKind,
    Side,
    Tenure,
)

__all__ = [
    "UPWARD_KINDS",
    "Alignment",
    "AlignmentBasis",
    "Name",
    "NameKind",
    "Party",
    "PartyCitation",
    "PartyIdentifier",
    "PartyKind",
    "PartyName",
    "PartyOldSlug",
    "Position",
    "PositionStatus",
    "Publicity",
    "Relation",
    "RelationKind",
    "Side",
    "Tenure",
    "name_index",
]
