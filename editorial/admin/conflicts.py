"""What differs between a form as typed and the record as somebody else saved it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.forms import BaseForm, ModelChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.admin.fields import as_id
from editorial.admin.forms import OWN_FIELDS

LONGEST = 300


@dataclass(frozen=True)
class Difference:
    """One field: where it is, what is stored and what was typed."""

    where: str
    stored: str
    yours: str


def differences(form: Any, formsets: list[Any]) -> list[Difference]:
    """List the fields of the form and its rows whose typed value is not the stored."""
    found = list(_of_form(form, ""))
    for formset in formsets:
        found += _of_formset(formset)
    return found


def _of_formset(formset: Any) -> list[Difference]:
    title = capfirst(str(formset.model._meta.verbose_name))
    found: list[Difference] = []
    typed = set()
    for form in formset.forms:
        if form.instance.pk:
            typed.add(form.instance.pk)
            found += _of_form(form, f"{title} “{form.instance}”: ")
        elif form.has_changed():
            found.append(Difference(title, _("not there"), _new_row(form)))
    found += [
        Difference(title, str(row), _("not in your form; it is kept"))
        for row in formset.queryset
        if row.pk not in typed
    ]
    return found


def _of_form(form: Any, prefix: str) -> list[Difference]:
    return [
        Difference(
            prefix + capfirst(str(form.fields[name].label or name)),
            _shown(form, name, form.get_initial_for_field(form.fields[name], name)),
            _shown(form, name, form[name].data),
        )
        for name in form.changed_data
        if name in form.fields and name not in OWN_FIELDS
    ]


def _new_row(form: BaseForm) -> str:
    parts = [_shown(form, name, form[name].data) for name in form.changed_data]
    return ", ".join(part for part in parts if part)[:LONGEST]


def _shown(form: BaseForm, name: str, value: Any) -> str:
    field = form.fields[name]
    if value in (None, "", []):
        return _("(empty)")
    if isinstance(value, list | tuple):
        return ", ".join(_shown(form, name, one) for one in value)[:LONGEST]
    if isinstance(field, ModelChoiceField):
        number = as_id(getattr(value, "pk", value))
        row = cast(Any, field).queryset.filter(pk=number).first() if number else None
        return str(row) if row else str(value)
    for key, label in getattr(field, "choices", ()):
        if str(key) == str(value):
            return str(label)
    return str(value)[:LONGEST]
