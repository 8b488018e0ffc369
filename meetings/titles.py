"""How a record without a title of its own is named: in lists, feeds and citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common import edtf
from meetings.language import localized_name, localized_title, reader_language

if TYPE_CHECKING:
    from meetings.models import Participation, Statement
    from parties.models import Party

GIST_IN_A_TITLE = 110


def office_words(person: Participation) -> tuple[str, str]:
    """Return the office in which somebody took part, and the language of the words.

    The office on record in the reader's language, else the report's words in English.
    """
    if person.capacity:
        return localized_title(person.capacity)
    return person.capacity_as_reported, "en"


def statement_title(statement: Statement, who: Party | None) -> str:
    """Name a statement: "Ghassan Salamé, 18 February 2020: He called on both …".

    who: the speaker, else the party spoken for; None where the reader may not see it.
    The gist is in English, name and date in the reader's language.
    """
    return f"{statement_head(statement, who)}: {short_gist(statement)}"


def statement_head(statement: Statement, who: Party | None) -> str:
    """Say who made a statement and when: "Ghassan Salamé, 18 February 2020"."""
    said = edtf.describe(statement.date, reader_language())
    return f"{localized_name(who)[0]}{_(', ')}{said}" if who else said


def short_gist(statement: Statement) -> str:
    """Return the beginning of what was said, cut between words."""
    gist = " ".join(statement.gist.split())
    if len(gist) <= GIST_IN_A_TITLE:
        return gist
    cut = Truncator(gist[: GIST_IN_A_TITLE + 1]).chars(GIST_IN_A_TITLE, truncate="")
    return f"{cut.rpartition(' ')[0] or cut}…"
