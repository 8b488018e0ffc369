"""How well the record of a meeting is evidenced, in three steps.

Counted from what is stored, so that nobody grades by feeling: reports of different
origin, facts that rest on no report, facts on which reports differ.
"""

from __future__ import annotations

from django.db.models import Count, F
from django.db.models.enums import IntegerChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

# Whose text a report carries: the agency's, else the outlet's own. Two outlets that
# print one agency's text are one origin.
ORIGIN = Coalesce(F("report__agency"), F("report__outlet"))
ORIGINS = Count(ORIGIN, distinct=True)
INDEPENDENT = 2


class Certainty(IntegerChoices):
    """How well a record is evidenced; the number is that of its filled dots."""

    NONE = 0, _("no source yet")
    SINGLE = 1, _("single report")
    DOUBT = 2, _("some doubt")
    WELL = 3, _("well evidenced")


def certainty_of(origins: int, *, verified: bool, contested: bool) -> Certainty:
    """Return the step of a record from the origins of its reports and its doubts.

    origins: how many different outlets or agencies the reports come from. verified:
    no fact rests on general knowledge. contested: reports differ on a fact.
    """
    if origins < INDEPENDENT:
        return Certainty(min(origins, 1))
    return Certainty.WELL if verified and not contested else Certainty.DOUBT
