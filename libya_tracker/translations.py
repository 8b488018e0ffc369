"""Extracting and compiling the interface translations with Babel alone.

Django's makemessages and compilemessages need the gettext programs; these
functions need only Python, so that a bare machine can run and check the site.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

# Message functions, and which argument holds the message, plural or context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_now": None,  # gettext, where `_` is gettext_lazy
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# Translations of the Libya Tracker interface.
# Kept by `./dev manage update_translations`; edit the msgstr lines by hand.
#"""
# gettext's usual order of the Arabic forms: 0, 1, 2, 3-10, 11-99, 100-102.
PLURAL_FORMS = {
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10"
        " ? 3 : n%100>=11 ? 4 : 5);"
    ),
}
Found = tuple[str, str | tuple[str, ...], str | None, str]


def languages_to_translate() -> list[str]:
    """The languages that need a catalogue: all but the language of the source."""
    return [
        code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE
    ]


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language is kept."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def source_files(root: Path) -> Iterator[Path]:
    """Yield our Python modules and templates, in a stable order."""
    packages = sorted(path.parent for path in root.glob("*/__init__.py"))
    for package in packages:
        if package.name != "tests":
            yield from sorted(package.rglob("*.py"))
            yield from sorted(package.rglob("*.html"))
    yield from sorted((root / "templates").rglob("*.html"))


def messages_in(text: str, is_template: bool, origin: str = "") -> Iterator[Found]:
    """Yield (function, messages, context, comment) for each message of a source."""
    if is_template:
        # The translation tags become Python calls; the rest becomes filler whose
        # indentation means nothing.
        python = templatize(text, origin=origin)
        text = "\n".join(line.lstrip() for line in python.splitlines())
    stream = io.BytesIO(text.encode())
    for _line, function, messages, comments in extract_python(
        stream, dict.fromkeys(KEYWORDS), ["Translators:"], {"encoding": "utf-8"}
    ):
        name = str(function)
        found = _pick(name, messages)
        if found is not None:
            context, ids = found
            yield (
                name,
                ids,
                context,
                " ".join(str(text) for text in comments or [] if text),
            )


def _pick(
    function: str, arguments: Any
) -> tuple[str | None, str | tuple[str, ...]] | None:
    """Sort a call's arguments into context and message, or None without a literal."""
    if isinstance(arguments, str) or arguments is None:
        arguments = (arguments,)
    context: str | None = None
    ids: list[str] = []
    for place in KEYWORDS[function] or (1,):
        position, is_context = (
            (place[0], True) if isinstance(place, tuple) else (place, False)
        )
        value = arguments[position - 1] if len(arguments) >= position else None
        if not value:
            return None
        if is_context:
            context = value
        else:
            ids.append(value)
    return context, (ids[0] if len(ids) == 1 else tuple(ids))


def extract(root: Path) -> Catalog:
    """Collect every message of the project into a template catalogue."""
    template = Catalog(project="Libya Tracker", charset="utf-8")
    for path in source_files(root):
        name = path.relative_to(root).as_posix()
        is_template = path.suffix == ".html"
        for _function, ids, context, comment in messages_in(
            path.read_text(encoding="utf-8"), is_template, name
        ):
            template.add(
                ids,
                locations=[(name, 0)],
                context=context,
                auto_comments=[comment] if comment else [],
            )
    return template


def read_catalogue(language: str) -> Catalog:
    """Read a language's catalogue; an empty one when there is no file yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def update(language: str, template: Catalog) -> Path:
    """Bring a catalogue up to date, keeping its translations; return its path."""
    catalogue = read_catalogue(language)
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = "Libya", "Tracker"
    catalogue.msgid_bugs_address = catalogue.last_translator = ""
    catalogue.language_team = language
    if language in PLURAL_FORMS:
        catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalogue,
        width=88,
        ignore_obsolete=True,
        include_lineno=False,
        sort_by_file=True,
    )
    # Dates and tool versions would make every run a change.
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not re.match('"(.*-Date|Generated-By): ', line)]
    path.write_text("".join(kept), encoding="utf-8")
    return path


def faults(language: str, template: Catalog) -> list[str]:
    """Say what is wrong with a language's catalogue, one line a fault."""
    catalogue = read_catalogue(language)
    wanted = {_key(message) for message in template if message.id}
    kept = {_key(message): message for message in catalogue if message.id}
    found = [
        f"{language}: not in the catalogue: {key[1]!r}" for key in wanted - kept.keys()
    ]
    found += [f"{language}: no longer used: {key[1]!r}" for key in kept.keys() - wanted]
    for message in kept.values():
        if message.fuzzy:
            found.append(f"{language}: fuzzy: {message.id!r}")
        strings = (
            message.string if isinstance(message.string, tuple) else (message.string,)
        )
        if not all(strings):
            found.append(f"{language}: not translated: {message.id!r}")
    for message, errors in catalogue.check():
        if all(
            message.string if isinstance(message.string, tuple) else [message.string]
        ):
            found += [f"{language}: {message.id!r}: {error}" for error in errors]
    return sorted(found)


def _key(message: Message) -> tuple[str, str]:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", first)


def compile_catalogue(language: str) -> Path:
    """Write the binary catalogue that Django reads; return its path."""
    target = catalogue_path(language).with_suffix(".mo")
    # Beside and then in place: half a file would stop Django, and look up to date.
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    with draft.open("wb") as stream:
        write_mo(stream, read_catalogue(language))
    draft.replace(target)
    return target
