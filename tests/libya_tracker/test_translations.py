"""The interface texts are collected with Babel alone and all are in Arabic."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import ngettext, override
from pytest_django import Settings

from libya_tracker import translations


def found_in(text: str, *, is_template: bool) -> list[tuple[object, str | None]]:
    """The (message, context) pairs of a source text."""
    return [
        (ids, context)
        for _function, ids, context, _comment in translations.messages_in(
            text, is_template
        )
    ]


def test_python_calls_are_found_with_plural_and_context() -> None:
    source = (
        "_('plain')\n"
        "ngettext('%(n)d meeting', '%(n)d meetings', n)\n"
        "pgettext_lazy('month', 'May')\n"
        "_(variable)\n"
    )
    assert found_in(source, is_template=False) == [
        ("plain", None),
        (("%(n)d meeting", "%(n)d meetings"), None),
        ("May", "month"),
    ]


def test_template_tags_are_found_whatever_their_indentation() -> None:
    source = (
        "<div>\n    {% translate 'Title' %}\n  <p>\n"
        "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows"
        "{% endblocktranslate %}</p>\n {% translate 'May' context 'month' %}</div>"
    )
    assert found_in(source, is_template=True) == [
        ("Title", None),
        (("%(n)s row", "%(n)s rows"), None),
        ("May", "month"),
    ]


def test_every_text_of_the_interface_is_translated() -> None:
    template = translations.extract(settings.BASE_DIR)
    assert len(template) > 100
    for language in translations.languages_to_translate():
        assert translations.faults(language, template) == []


def test_a_missing_translation_is_named(tmp_path: Path, settings: Settings) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(
        "{% load i18n %}{% translate 'New' %}"
    )
    template = translations.extract(tmp_path)
    assert translations.faults("ar", template) == ["ar: not in the catalogue: 'New'"]
    translations.update("ar", template)
    assert translations.faults("ar", template) == ["ar: not translated: 'New'"]


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, 0), (1, 1), (2, 2), (5, 3), (11, 4), (99, 4), (100, 5), (103, 3)],
)
def test_arabic_has_its_six_plural_forms(number: int, form: int) -> None:
    for language in translations.languages_to_translate():
        translations.compile_catalogue(language)
    catalogue = translations.read_catalogue("ar")
    message = catalogue.get("%(counter)s result without it")
    assert message is not None
    with override("ar"):
        seen = ngettext(
            "%(counter)s result without it", "%(counter)s results without it", number
        )
    assert isinstance(message.string, tuple | list)
    assert seen == message.string[form]
