"""The form of a versioned record: it refuses to overwrite what it has not seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import ActionRefused
from editorial.actions import begin_edit
from editorial.models import Record, Reviewable, User

LARGEST_VERSION = 2**31 - 1
OWN_FIELDS = frozenset({"version", "reason"})


@dataclass
class Writing:
    """One save of a form: who writes, and what was refused when it was tried."""

    by: User
    refused: ActionRefused | None = None
    formsets: list[Any] = field(default_factory=list)
    stale: bool = False
    notes: list[tuple[int, str]] = field(default_factory=list)

    def note(self, level: int, text: str) -> None:
        """Keep a message that is shown when the save is done."""
        self.notes.append((level, text))


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A model form with the version it was made from and the reason for the change.

    The admin sets `writing` on the class for each request. `root()` is the record
    whose version counts; parts edited on a page of their own name their root.
    """

    writing: Writing
    reason_when_new = False
    # Fields that add rows to the tables below and are no columns of the record.
    adding_fields: ClassVar[tuple[str, ...]] = ()

    version = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST_VERSION,
        widget=forms.HiddenInput,
        help_text=_("The version that this form was made from."),
    )
    reason = forms.CharField(
        label=_("Reason for the change"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField wide"}),
        help_text=_(
            "Required for a published record; readers of the history see it."
            " Example: “The date was corrected by the mission's statement.”"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["version"]
            if not self.reason_when_new:
                del self.fields["reason"]
        else:
            self.initial["version"] = self.root().version

    def root(self) -> Record:
        """Return the record whose version guards this form."""
        return cast(Record, self.instance)

    @property
    def real_changes(self) -> list[str]:
        """Names of the record's own fields whose typed value differs from the stored."""
        others = OWN_FIELDS.union(self.adding_fields)
        return [name for name in self.changed_data if name not in others]

    def clean(self) -> dict[str, Any]:
        """Lock the record and compare versions; repeat what an action refused."""
        cleaned = super().clean() or {}
        if not self.instance._state.adding:
            self._check_version()
        refused = self.writing.refused
        if refused is not None and not self.writing.stale:
            shown = refused.field if refused.field in self.fields else None
            self.add_error(shown, [refused.message, *refused.problems])
        return cleaned

    def _check_version(self) -> None:
        self.errors.pop("version", None)
        root = self.root()
        expected = self.cleaned_data.get("version")
        by = self.writing.by if isinstance(root, Reviewable) else None
        try:
            begin_edit(cast(Any, root), by=by, expected_version=expected)
        except ActionRefused as refused:
            self.writing.stale = refused.field == "version"
            words = refused.message
            if self.writing.stale:
                words += " " + _now(
                    "Everything you typed is still here; compare it with the list"
                    " below. Saving again saves your version of it."
                )
                self._start_from_stored(root)
            self.add_error(None, words)

    def _start_from_stored(self, root: Record) -> None:
        stored = type(root)._base_manager.values_list("version", flat=True)
        data = cast(Any, self.data).copy()
        data[self.add_prefix("version")] = str(stored.get(pk=root.pk))
        self.data = data
