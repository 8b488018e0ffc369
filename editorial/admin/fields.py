"""Form fields and widgets of the admin that Django lacks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common import edtf

LARGEST_ID = 2**63 - 1


def script(name: str) -> Script:
    """Return one of our scripts, loaded as a module."""
    return Script(f"admin_tracker/{name}.js", type="module")


def meaning(text: str) -> str:
    """Return a date's meaning in the interface language, "" when it is no date."""
    try:
        return edtf.describe(text, (get_language() or "en")[:2]) if text else ""
    except edtf.EdtfError:
        return ""


def as_id(value: object) -> int | None:
    """Return a row's id out of a request's text, None when it cannot be one."""
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 19:
        return None
    number = int(text)
    return number if 0 < number <= LARGEST_ID else None


class TextBlock(forms.CharField):
    """Text of several lines, with the line ends as they are stored."""

    def to_python(self, value: Any) -> Any:
        """Write the line ends that browsers send as single newlines."""
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)


class EdtfInput(AdminTextInputWidget):
    """An EDTF text with its meaning beside it; script keeps it up to date."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        shared = {"class": "vTextField edtf", "size": 24, "dir": "ltr"}
        super().__init__(attrs=shared | (attrs or {}))

    def render(self, name: str, value: Any, *args: Any, **kwargs: Any) -> SafeString:
        """Return the input, followed by the meaning of what it holds."""
        return format_html(
            '<span class="edtf-box">{}<span class="edtf-meaning" aria-live="polite"'
            ' data-url="{}">{}</span></span>',
            super().render(name, value, *args, **kwargs),
            reverse("admin:edtf_meaning"),
            meaning(str(value or "")),
        )

    class Media:
        js = (script("edtf"),)
        css = {"all": ("admin_tracker/admin.css",)}


class RecordSelect(AutocompleteSelect):
    """Autocomplete that survives ids which are no ids."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Return the chosen options; texts that cannot be ids choose nothing."""
        chosen = [one for one in value if not one or as_id(one) is not None]
        return super().optgroups(name, chosen or [""], attr)


class ManyRecordsSelect(AutocompleteSelectMultiple):
    """Autocomplete for several records, which keeps the order of the choice."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Return the chosen options in the order in which they were chosen."""
        chosen = [str(one) for one in value if as_id(one) is not None]
        groups = super().optgroups(name, chosen, attr)
        for _name, options, _index in groups:
            options.sort(key=lambda option: chosen.index(str(option["value"])))
        return groups
