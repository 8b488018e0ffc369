"""House rules that no tool checks: where records are read, and how long things are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from editorial.models import Reviewable
from editorial.querysets import PartQuerySet

ROOT = Path(settings.BASE_DIR)
ROOMS = (
    "common",
    "editorial",
    "sources",
    "parties",
    "meetings",
    "intake",
    "browse",
    "libya_tracker",
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# Tables are declarations: a field is four lines with its help text.
LONGER_FILES: dict[str, int] = {}

TEXTS = (".py", ".html", ".css", ".js", ".md", ".yml", ".yaml", ".toml", ".in", ".txt")

# Rooms of rules, of writing and of derived rows read records of every state by design.
READS_EVERY_STATE = (
    "editorial/",
    "meetings/models/",
    "parties/models/",
    "sources/models.py",
    "meetings/derive.py",
    "meetings/refresh.py",
    "meetings/search.py",
    "meetings/consistency.py",
    "meetings/doubts.py",
    "parties/consistency.py",
    "meetings/dataset/",
    "meetings/admin/",
    "parties/admin.py",
    "sources/admin.py",
)
READS_EVERY_STATE_BY_NAME = ("querysets.py", "actions.py")
# Reads bounded otherwise, by file: parts of records that were read through the rule,
# conditions inside such a query, or a queryset handed to `record_or_redirect`, which
# applies the rule. A new entry needs the same reason.
BOUNDED: dict[str, str] = {
    "meetings/analysis/pairs.py": "Contention PartyMeeting",
    "browse/pages/between.py": "PartyMeeting",
    "meetings/analysis/sentences.py": "MeetingPlace",
    "browse/pages/network.py": "PartyName",
    "meetings/analysis/activity.py": "Meeting",
    "meetings/analysis/geography.py": "Meeting MeetingPlace",
    "meetings/analysis/lanes.py": "Meeting MeetingProcess",
    "meetings/analysis/network.py": "MeetingCitation",
    "meetings/network_places.py": "NetworkPlace",
    # Sets, of which only those in a selection that was read through the rule count.
    "meetings/sets.py": "Meeting",
    "meetings/api/meetings.py": "MeetingCitation MeetingPlace MeetingTopic PartyMeeting",
    "meetings/api/agreements.py": "AgreementCitation AgreementDate Commitment"
    " CommitmentStatus",
    "meetings/api/outcomes.py": "StatementCitation",
    "meetings/api/parties.py": "Signature",
    "meetings/api/reference.py": "ProcessCitation",
    "meetings/analysis/chain.py": "MeetingProcess Process",
    "meetings/analysis/processes.py": "MeetingProcess",
    # Links of the meetings that it is given.
    "meetings/analysis/tracks.py": "MeetingProcess",
    "meetings/api/shared.py": "ContendedValue ContendedValueCitation Contention",
    "meetings/analysis/hosting.py": "Alignment MeetingPlace",
    "meetings/analysis/places.py": "MeetingPlace",
    "meetings/filters/meetings.py": "Alignment MeetingCitation MeetingPlace"
    " Participation",
    "meetings/filters/outcomes.py": "Signature",
    "meetings/filters/reference.py": "CommitmentStatus ProcessSponsor",
    "meetings/filters/statements.py": "Alignment",
    "meetings/filters/parties.py": "PartyMeeting",
    "meetings/filters/shared.py": "Contention",
    "browse/pages/disputes.py": "ContendedValue ContendedValueCitation Contention",
    "browse/pages/agreement.py": "AgreementCitation AgreementDate",
    "browse/pages/dossier.py": "PartyCitation",
    "browse/pages/party_agreements.py": "AgreementCitation",
    "browse/views/agreements.py": "Agreement",
    "browse/pages/meeting_facets.py": (
        "Alignment Meeting MeetingCitation MeetingPlace Participation PartyMeeting"
    ),
    "browse/pages/meeting_dossier.py": "MeetingCitation",
    "browse/views/dossiers.py": "Party",
    "browse/pages/outcomes.py": "AgreementCitation StatementCitation",
    "browse/pages/party_list.py": "PartyMeeting",
    "meetings/contested.py": "Contention",
    "browse/pages/process.py": "ProcessCitation",
    "browse/pages/topic.py": "MeetingTopic",
    "meetings/people.py": "Alignment",
    "browse/pages/place.py": "MeetingPlace",
    "browse/pages/record.py": "MeetingCitation",
    "browse/pages/rows.py": "MeetingCitation MeetingPlace",
    "browse/pages/statement.py": "StatementCitation",
    "browse/pages/statement_facets.py": "MeetingTopic Statement",
    "browse/pages/statement_rows.py": "StatementCitation",
    "browse/views/statements.py": "Statement",
    "browse/views/meetings.py": "Meeting",
    "browse/views/parties.py": "Party",
    "browse/views/processes.py": "Process",
    "parties/api.py": "Alignment PartyCitation PartyIdentifier",
    "parties/filters.py": "PartyCitation PartyName",
}
SAFE_FIRST_STEPS = {"visible_to", "published", "none", "model"}


def files(*endings: str) -> list[Path]:
    """Return the repository's files with these endings, by hand-written folders."""
    return sorted(
        path
        for ending in endings
        for path in ROOT.rglob(f"*{ending}")
        if path.is_file()
        and not any(
            part in {"node_modules", "staticfiles"} or part.startswith(".")
            for part in path.relative_to(ROOT).parts
        )
    )


def sources() -> list[Path]:
    """Return the Python files of the repository."""
    return [*files(".py"), ROOT / "dev"]


def name_of(path: Path) -> str:
    """Return the path inside the repository."""
    return path.relative_to(ROOT).as_posix()


def product_files() -> list[Path]:
    """Return the files of the rooms, migrations aside."""
    return [
        path
        for path in sources()
        if name_of(path).split("/")[0] in ROOMS and "migrations" not in path.parts
    ]


def reviewed_models() -> set[str]:
    """Return the class names of roots and of their parts."""
    return {
        model.__name__
        for model in apps.get_models()
        if issubclass(model, Reviewable)
        or isinstance(model._default_manager.all(), PartQuerySet)
    }


def unfiltered_reads(tree: ast.AST, models: set[str]) -> Iterator[str]:
    """Yield the model of `Model.objects.step` when that does not ask who is reading."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        manager = node.value
        if (
            isinstance(manager, ast.Attribute)
            and manager.attr in {"objects", "_base_manager", "_default_manager"}
            and isinstance(manager.value, ast.Name)
            and manager.value.id in models
            and node.attr not in SAFE_FIRST_STEPS
        ):
            yield manager.value.id


def state_conditions(tree: ast.AST) -> Iterator[str]:
    """Yield conditions on the review state in filters and in comparisons."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                words = (keyword.arg or "").split("__")
                method = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if "state" in words and method in {"filter", "exclude", "get", "Q"}:
                    yield f"{method}({keyword.arg}=)"


def _may_read_every_state(name: str) -> bool:
    return (
        name.startswith(READS_EVERY_STATE)
        or Path(name).name in READS_EVERY_STATE_BY_NAME
        or "/management/" in name
    )


def test_records_are_read_through_the_rule_of_visibility() -> None:
    models = reviewed_models()
    found = {
        (name_of(path), read)
        for path in product_files()
        if not _may_read_every_state(name_of(path))
        for read in unfiltered_reads(ast.parse(path.read_text("utf-8")), models)
        if read not in BOUNDED.get(name_of(path), "").split()
    }
    assert found == set()


def test_the_list_of_bounded_reads_names_nothing_that_is_gone() -> None:
    models = reviewed_models()
    for name, bounded in BOUNDED.items():
        tree = ast.parse((ROOT / name).read_text("utf-8"))
        assert set(bounded.split()) <= set(unfiltered_reads(tree, models)), name


def test_the_review_state_is_asked_for_in_one_place() -> None:
    found = {
        (name_of(path), condition)
        for path in product_files()
        if not _may_read_every_state(name_of(path))
        for condition in state_conditions(ast.parse(path.read_text("utf-8")))
    }
    assert found == set()


def test_the_search_for_unfiltered_reads_finds_them() -> None:
    tree = ast.parse(
        "Meeting.objects.filter(state='draft'); Meeting.objects.visible_to(u)"
    )
    assert list(unfiltered_reads(tree, {"Meeting"})) == ["Meeting"]
    assert list(state_conditions(tree)) == ["filter(state=)"]


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_no_file_and_no_function_is_longer_than_it_should_be(path: Path) -> None:
    if "migrations" in path.parts:
        return
    text = path.read_text("utf-8")
    most = LONGER_FILES.get(name_of(path), LONGEST_FILE)
    assert len(text.splitlines()) <= most
    if name_of(path).startswith("tests/"):
        return  # the functions of tests write down data more than steps
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert lines <= LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("path", sorted(ROOT.glob("templates/**/*.html")), ids=name_of)
def test_templates_are_short_and_free_of_inline_code(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 150
    assert " style=" not in text
    assert "<style" not in text
    assert "javascript:" not in text
    for script in text.split("<script")[1:]:
        head, _, rest = script.partition(">")
        body = rest.split("</script")[0].strip()
        assert "src=" in head or "application/" in head or not body


def test_the_repository_names_nothing_outside_itself() -> None:
    words = ["/wo" + "rk/", "/fa" + "rm/", "../sha" + "red"]
    found = {
        name_of(path)
        for path in files(*TEXTS)
        if any(word in path.read_text("utf-8") for word in words)
    }
    assert not found
