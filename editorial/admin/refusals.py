"""What the database refuses, in words for the person who typed it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.utils.translation import gettext as _

from common.errors import ActionRefused

LOCK_NOT_AVAILABLE, DEADLOCK, CHECK_VIOLATION = "55P03", "40P01", "23514"


def refusal_of(error: DatabaseError) -> ActionRefused | None:
    """Return what a database error means for the editor, None for a real failure."""
    cause: Any = error.__cause__
    code = getattr(cause, "pgcode", None)
    if isinstance(error, OperationalError):
        if code in (LOCK_NOT_AVAILABLE, DEADLOCK):
            return ActionRefused(
                _("Somebody is saving this record at this moment; save again.")
            )
        return None
    if isinstance(error, DataError):
        return ActionRefused(_("A value is too long or too large to be stored."))
    if isinstance(error, IntegrityError):
        return ActionRefused(_constraint_message(cause, code))
    return None


def _constraint_message(cause: Any, code: str | None) -> str:
    diagnosis = getattr(cause, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    if code == CHECK_VIOLATION and not name:
        # Our triggers speak in sentences.
        return _("The database refused this: %(reason)s.") % {
            "reason": getattr(diagnosis, "message_primary", "")
        }
    return _(
        "Another record with the same values was saved meanwhile, or a record that is"
        " referred to has gone. Check the form and save again."
    )
