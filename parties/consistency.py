"""What must hold inside a party's record."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from common import edtf
from parties.models import UPWARD_KINDS, Party


def check_order(start: str, end: str) -> None:
    """Raise ValidationError on `end` when it lies wholly before `start`."""
    try:
        first = edtf.parse(start).earliest if start else None
        last = edtf.parse(end).latest if end else None
    except edtf.EdtfError:
        return  # the fields' own validators report it
    if first and last and last < first:
        raise ValidationError(
            {
                "end": _("The end (%(end)s) lies before the beginning (%(start)s).")
                % {"end": end, "start": start}
            }
        )


CYCLE = """
WITH RECURSIVE up(party, path) AS (
    SELECT target_id, ARRAY[source_id, target_id]
    FROM parties_relation WHERE source_id = %(party)s AND kind = ANY(%(kinds)s)
  UNION
    SELECT r.target_id, up.path || r.target_id
    FROM up JOIN parties_relation r ON r.source_id = up.party
    WHERE r.kind = ANY(%(kinds)s)
      AND up.party <> %(party)s
      AND (r.target_id = %(party)s OR NOT r.target_id = ANY(up.path))
)
SELECT path FROM up WHERE party = %(party)s LIMIT 1
"""


def upward_cycle(party: Party) -> list[str]:
    """Return the names along a circle of part_of / ministry_of, empty if none."""
    with connection.cursor() as cursor:
        cursor.execute(
            CYCLE, {"party": party.pk, "kinds": [str(k) for k in UPWARD_KINDS]}
        )
        row = cursor.fetchone()
    if row is None:
        return []
    found = Party.objects.in_bulk(row[0])
    return [found[key].name for key in row[0]]


def problems_of(party: Party) -> list[str]:
    """List circles of belonging, and offices held by or in the wrong kind."""
    problems = []
    circle = upward_cycle(party)
    if circle:
        problems.append(
            _("relations: “part of” and “ministry of” form a circle: %(circle)s.")
            % {"circle": " → ".join(circle)}
        )
    if not party.is_person and party.positions.exists():
        problems.append(_("offices: only a person holds offices; this is a body."))
    problems += [
        _("offices: “%(title)s” names a person, %(name)s, as the organisation.")
        % {"title": office.title, "name": office.organisation.name}
        for office in party.positions.filter(organisation__kind="person")
    ]
    return problems
