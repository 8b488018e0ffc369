"""Many signatures and many commitments of an agreement, typed at once.

Beside the tables, which have one row for each, the form takes a list of parties that
did the same, twice, and a text with one commitment a line. Saving makes rows of them.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common import edtf
from common.errors import ActionRefused
from editorial.admin.base import MOST_ROWS, RecordChoice
from editorial.admin.fields import (
    EdtfInput,
    ManyRecordsSelect,
    RecordSelect,
    TextBlock,
)
from editorial.admin.forms import VersionedForm, Writing
from editorial.writing import Appended, append_parts
from meetings.models import Signature, SignatureAction
from parties.models import Party

BLOCKS = ("one", "two")
MOST_LINES, LONGEST_LINE = 100, 1_000
# What stands before a line of a pasted list: a bullet, or a number with its mark.
MARK = re.compile(r"^\s*(?:[-–—•·*▪]\s+|\(?\d{1,3}[.)–-]\s+)")


def _label(party: Party) -> str:
    return str(admin.site.get_model_admin(Party).label_of(party))  # type: ignore[attr-defined]


class PartiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several parties, in the order in which they were chosen."""

    def __init__(self, help_text: Any) -> None:
        key = Signature._meta.get_field("party")
        super().__init__(
            label=_("parties"),
            queryset=Party.objects.none(),
            required=False,
            widget=RelatedFieldWidgetWrapper(
                ManyRecordsSelect(key, admin.site),
                key.remote_field,
                admin.site,
                can_add_related=True,
            ),
            help_text=help_text,
        )

    def label_from_instance(self, obj: Any) -> str:
        """Return the party's label."""
        return _label(obj)

    def clean(self, value: Any) -> Any:
        """Return the parties as they were chosen."""
        by_id = {str(party.pk): party for party in super().clean(value)}
        return [by_id[key] for key in dict.fromkeys(map(str, value or ()))]


def _action() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("action"),
        choices=[("", "---------"), *SignatureAction.choices],
        required=False,
        help_text=_("What all of them did. Example: “endorsed”."),
    )


def _on_behalf_of() -> RecordChoice:
    key = Signature._meta.get_field("on_behalf_of")
    field = RecordChoice(
        label=_("on behalf of"),
        queryset=Party.objects.none(),
        required=False,
        widget=RecordSelect(key, admin.site),
        help_text=_("For whom all of them acted; usually empty. Example: “Libya”."),
    )
    field.label_of = _label
    return field


def _date() -> forms.CharField:
    return forms.CharField(
        label=_("date"),
        max_length=100,
        required=False,
        validators=[edtf.validate_edtf],
        widget=EdtfInput,
        help_text=_("Empty: the date of the agreement. Example: “2020-01-14”."),
    )


class SeveralForm(VersionedForm):
    """Fields that become rows of the tables below the form."""

    adding_fields = (
        *(
            f"{name}_{block}"
            for block in BLOCKS
            for name in ("parties", "action", "on_behalf_of", "date")
        ),
        "commitment_lines",
    )

    parties_one = PartiesField(
        _("All that did the same, in order. Example: the endorsers of a communiqué.")
    )
    action_one = _action()
    on_behalf_of_one = _on_behalf_of()
    date_one = _date()
    parties_two = PartiesField(
        _("Those that did something else. Example: the parties that refused.")
    )
    action_two = _action()
    on_behalf_of_two = _on_behalf_of()
    date_two = _date()
    commitment_lines = TextBlock(
        label=_("commitments"),
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 6, "dir": "auto", "class": "vLargeTextField"}
        ),
        help_text=_(
            "One commitment a line, in order; empty lines and the numbers or bullets"
            " of a list are left out. Example: “Foreign fighters leave within three"
            " months.”"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.adding_fields:
            if name in self.fields:
                self.fields[name].label = capfirst(str(self.fields[name].label))
        visible = Party.objects.visible_to(self.writing.by)
        for block in BLOCKS:
            for name in ("parties", "on_behalf_of"):
                field: Any = self.fields.get(f"{name}_{block}")
                if field is not None:
                    field.queryset = visible

    def clean_commitment_lines(self) -> list[str]:
        """Return the lines without marks; refuse too many and too long ones."""
        text: str = self.cleaned_data.get("commitment_lines") or ""
        lines = [MARK.sub("", line).strip() for line in text.splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _now("At most %(most)d commitments at once; these are %(count)d.")
                % {"most": MOST_LINES, "count": len(lines)}
            )
        long = [line for line in lines if len(line) > LONGEST_LINE]
        if long:
            raise forms.ValidationError(
                _now(
                    "A commitment has at most %(most)d characters. “%(line)s…” has"
                    " %(count)d; give each commitment a line of its own."
                )
                % {"most": LONGEST_LINE, "line": long[0][:40], "count": len(long[0])}
            )
        return lines

    def clean(self) -> dict[str, Any]:
        """Demand an action for chosen parties, and parties for all the rest."""
        cleaned = super().clean()
        for block in BLOCKS:
            self._check_block(block)
        return cleaned

    def _check_block(self, block: str) -> None:
        parties, action = f"parties_{block}", f"action_{block}"
        if parties not in self.fields or parties in self.errors:
            return
        chosen = self.cleaned_data.get(parties)
        others = ("action", "on_behalf_of", "date")
        if chosen and not self.cleaned_data.get(action) and action not in self.errors:
            self.add_error(action, _now("Choose what these parties did."))
        if not chosen and any(self.data.get(f"{one}_{block}") for one in others):
            self.add_error(parties, _now("Choose the parties that did this."))

    def signatures(self) -> list[dict[str, Any]]:
        """Return the signatures of both blocks, in order."""
        typed = self.cleaned_data
        return [
            {
                "party": party,
                "action": typed[f"action_{block}"],
                "on_behalf_of": typed.get(f"on_behalf_of_{block}"),
                "date": edtf.normalise(date) if date else "",
            }
            for block in BLOCKS
            for date in [typed.get(f"date_{block}") or ""]
            for party in typed.get(f"parties_{block}") or ()
        ]

    def commitments(self) -> list[dict[str, Any]]:
        """Return the commitments, in order."""
        lines = self.cleaned_data.get("commitment_lines") or ()
        return [{"text": line} for line in lines]


def add_several(form: SeveralForm) -> bool:
    """Add the rows that the form names; note what was added and what was there."""
    agreement = form.instance
    found = [
        append_parts(
            agreement, "signatures", form.signatures(), ("party_id", "action", "date")
        ),
        append_parts(agreement, "commitments", form.commitments(), ("text",)),
    ]
    for table in ("signatures", "commitments"):
        if getattr(agreement, table).count() > MOST_ROWS:
            raise ActionRefused(
                _now("An agreement has at most %(most)d rows in each table.")
                % {"most": MOST_ROWS}
            )
    for appended in found:
        _note(form.writing, appended)
    return any(appended.added for appended in found)


def _note(writing: Writing, appended: Appended) -> None:
    count = len(appended.added)
    if count:
        table = capfirst(str(appended.added[0]._meta.verbose_name_plural))
        text = ngettext(
            "%(count)d row added to “%(table)s”.",
            "%(count)d rows added to “%(table)s”.",
            count,
        )
        writing.note(messages.INFO, text % {"count": count, "table": table})
    if appended.repeated:
        text = _now("Not added, since it is listed already: %(rows)s.")
        rows = "; ".join(str(row) for row in appended.repeated)
        writing.note(messages.WARNING, text % {"rows": rows})
