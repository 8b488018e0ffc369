"""Coded sentences of the PETRARCH projects are read in both forms of their files."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from intake.petrarch import compare, kind_of, read_actors, read_records
from intake.reports import InputError
from tests.intake.registry import known

RECORDS = """<Validation><!-- <Sentence date="20200101" id="no"> -->
<Sentence date="20200219" id="ONE" category="X" sentence="true">
<!-- eventcode="057" in a comment counts not -->
<EventCoding sourcecode="A" targetcode="B" eventcode="040"></EventCoding>
<Text>
Anna Berg met Ali Omar
on Monday.
</Text>
<Parse>(ROOT (S (NP Anna)))</Parse>
</Sentence>
<Sentence category="AFP" date="20200219" id="TWO" evaluate="true">
<EventCoding eventcode="0361" sourcecode="USA" targetcode="CHN" >
<Text>
Anna Berg will meet Ali Omar on Friday.
</Text>
</Sentence>
<Sentence category="AFP" date="20200219" id="THREE" evaluate="true">
<EventCoding noevents="True" />
<Text>
The port is open.
</Text>
</Sentence>
</Validation>"""


def test_both_forms_of_records_are_read() -> None:
    one, two, three = read_records(RECORDS)
    assert (one.name, one.published) == ("ONE", date(2020, 2, 19))
    assert one.text == "Anna Berg met Ali Omar on Monday."
    assert [sorted(row.kinds) for row in (one, two, three)] == [
        ["held"],
        ["intended"],
        [],
    ]


@pytest.mark.parametrize(
    ("code", "kind"),
    [("042", "held"), ("0361", "intended"), ("057", "signed"), ("031", None)],
)
def test_a_code_stands_for_a_kind_of_event(code: str, kind: str | None) -> None:
    assert kind_of(code) == kind


def test_a_file_without_records_is_refused() -> None:
    with pytest.raises(InputError, match="holds no <Sentence>"):
        read_records("<xml/>")


def test_what_is_found_is_counted_against_what_is_coded() -> None:
    counts, notes = compare(read_records(RECORDS), known())
    assert counts["held"] == {"right": 1}
    assert counts["intended"] == {"right": 1}
    assert notes == []


def test_actors_come_with_their_synonyms() -> None:
    first, second = read_actors("# list\nARNOR_ [ARN]\n+ARNOREAN_\nGONDOR [GON]\n")
    assert (first.name, first.names) == ("Arnor", ("Arnor", "Arnorean"))
    assert second.name == "Gondor"


@pytest.mark.django_db
def test_the_command_prints_the_figures_or_what_is_wrong(tmp_path: Path) -> None:
    path, out = tmp_path / "records.xml", StringIO()
    path.write_text(RECORDS, encoding="utf-8")
    call_command("evaluate_petrarch", str(path), "--json", stdout=out)
    assert json.loads(out.getvalue())["sentences"] == 3
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_petrarch", str(tmp_path / "none.xml"))
