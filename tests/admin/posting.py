"""Filling in the forms of the admin in tests: what a browser would send."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse


def address(record: Any, page: str = "change") -> str:
    """The admin address of a record's page."""
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[record.pk])


def add_address(model: Any) -> str:
    """The address of the form for a new record."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def list_address(model: Any) -> str:
    """The address of the list."""
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


def form_values(client: Client, url: str) -> dict[str, str]:
    """Everything that pressing Save on the unchanged page would send."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    context = response.context
    values = _values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        values |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            values |= _values(form)
    return values


def _values(form: Any) -> dict[str, str]:
    found = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        value = getattr(value, "pk", value)
        # Browsers send the line ends of text areas in this way.
        found[bound.html_name] = str(value).replace("\n", "\r\n")
    return found


def errors_of(response: Any) -> str:
    """All messages of a form that was shown again."""
    context = response.context
    found = [str(context["adminform"].form.errors)]
    for inline in context["inline_admin_formsets"]:
        found += [str(inline.formset.errors), str(inline.formset.non_form_errors())]
    return "\n".join(found)


def messages_of(response: Any) -> str:
    """All messages shown on top of the page."""
    return "\n".join(str(message) for message in response.context["messages"])
