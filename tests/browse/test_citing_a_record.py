"""A record as BibTeX, RIS and a Chicago note: read back as reference managers do."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client

from browse.exports.references import Reference, bibtex, chicago, ris
from tests import factories as f

pytestmark = pytest.mark.django_db
READ = datetime.date(2026, 11, 25)
HARD = "Talks & “رسالة” {a} 100% of $5 #1 \\x ~y^ z_\r\n TY  - BOOK"
ENTRY = re.compile(r"@online\{([^,\s]+),\n((?:  \w+ = \{.*\},\n)+)\}\n")
LINE = re.compile(r"([A-Z][A-Z0-9])  - (.*)")


def reference(**given: object) -> Reference:
    """A meeting's reference with a title full of special characters."""
    plain = {
        "key": "libya-tracker-meeting-x",
        "title": HARD,
        "url": "https://example.org/en/meetings/x/",
        "read": READ,
        "date": "2020-01-13",
        "version": 3,
    }
    return Reference(**(plain | given))  # type: ignore[arg-type]


def read_bibtex(text: str) -> dict[str, str]:
    """Read one entry strictly: its form, and braces that close in every field."""
    found = ENTRY.fullmatch(text)
    assert found, text
    fields = {"key": found[1]}
    for line in found[2].splitlines():
        name, value = line.removesuffix("},").split(" = {", 1)
        bare = re.sub(r"\\[{}\\]", "", value)
        assert bare.count("{") == bare.count("}"), line
        fields[name.strip()] = value
    return fields


def read_ris(text: str) -> list[tuple[str, str]]:
    """Read one record strictly: every line a tag, TY first and ER last."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    found = [LINE.fullmatch(line) for line in lines]
    pairs = [(one[1], one[2]) for one in found if one]
    assert len(pairs) == len(lines), text
    assert [pairs[0][0], pairs[-1][0]] == ["TY", "ER"]
    return pairs


def test_bibtex_holds_title_address_version_and_both_dates() -> None:
    entry = read_bibtex(bibtex(reference(title="Moscow talks")))
    assert entry["key"] == "libya-tracker-meeting-x"
    assert entry["title"] == "{Moscow talks}"
    assert entry["author"] == "{Libya Tracker}"
    assert entry["url"] == "https://example.org/en/meetings/x/"
    assert (entry["date"], entry["year"]) == ("2020-01-13", "2020")
    assert (entry["urldate"], entry["version"]) == ("2026-11-25", "3")


def test_no_character_of_a_title_means_anything_to_tex() -> None:
    title = read_bibtex(bibtex(reference()))["title"]
    assert title == (
        r"{Talks \& “رسالة” \{a\} 100\% of \$5 \#1 \textbackslash{}x"
        r" \textasciitilde{}y\textasciicircum{} z\_ TY - BOOK}"
    )


def test_ris_holds_title_address_version_and_both_dates() -> None:
    pairs = dict(read_ris(ris(reference(title="Moscow talks"))))
    assert pairs["TI"] == "Moscow talks"
    assert pairs["AU"] == "Libya Tracker,"
    assert (pairs["PY"], pairs["DA"]) == ("2020", "2020/01/13/")
    assert (pairs["Y2"], pairs["ET"]) == ("2026/11/25/", "version 3")
    assert pairs["UR"] == "https://example.org/en/meetings/x/"


def test_a_title_cannot_begin_a_line_of_its_own_in_ris() -> None:
    pairs = read_ris(ris(reference()))
    assert [tag for tag, _ in pairs].count("TY") == 1
    assert dict(pairs)["TI"].endswith("z_ TY - BOOK")


@pytest.mark.parametrize(
    ("date", "day"), [("2020-02", "2020/02//"), ("2020", "2020///"), ("2020~", None)]
)
def test_only_what_is_known_of_a_date_is_said(date: str, day: str | None) -> None:
    pairs = dict(read_ris(ris(reference(date=date))))
    assert pairs.get("DA") == day
    assert read_bibtex(bibtex(reference(date=date))).get("date") == (
        date if day else None
    )
    assert "2020" in pairs["N1"]


def test_a_chicago_note_names_site_title_version_and_the_day_of_reading() -> None:
    assert chicago(reference(title="Moscow talks")) == (
        "Libya Tracker. “Moscow talks, 13 January 2020.” Version 3."
        " Accessed 25 November 2026. https://example.org/en/meetings/x/."
    )


def _addresses() -> list[str]:
    meeting = f.MeetingFactory(published=True)
    one, other = (
        f.PartyFactory(slug=name, published=True) for name in ("amir", "basim")
    )
    return [
        f"meetings/{meeting.slug}",
        f"parties/{one.slug}",
        f"statements/{f.StatementFactory(published=True).slug}",
        f"agreements/{f.AgreementFactory(published=True).slug}",
        f"processes/{f.ProcessFactory(published=True).slug}",
        f"places/{f.PlaceFactory().slug}",
        f"sources/{f.OutletFactory().slug}",
        f"reports/{f.ReportFactory().slug}",
        f"parties/{one.slug}/with/{other.slug}",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_record_page_links_both_files_which_cite_that_page(
    client: Client, language: str
) -> None:
    for name in _addresses():
        page = f"http://testserver/{language}/{name}/"
        body = client.get(page).content.decode()
        assert f'href="{page}cite.bib"' in body, page
        assert f'href="{page}cite.ris"' in body, page
        entry = client.get(f"{page}cite.bib")
        assert read_bibtex(entry.content.decode())["url"] == page
        assert entry["Content-Type"] == "application/x-bibtex; charset=utf-8"
        records = client.get(f"{page}cite.ris").content.decode()
        assert dict(read_ris(records))["UR"] == page


def test_no_other_format_and_no_other_section_has_a_reference(client: Client) -> None:
    meeting = f.MeetingFactory(published=True)
    for address in (
        f"/en/meetings/{meeting.slug}/cite.enw",
        "/en/topics/x/cite.bib",
        "/en/places/nowhere/cite.bib",
    ):
        assert client.get(address).status_code == 404


def test_a_former_name_leads_to_the_file_of_the_present_one(client: Client) -> None:
    old = f.PartyOldSlugFactory(slug="hifter")
    answer = client.get("/en/parties/hifter/cite.ris")
    assert answer.status_code == 301
    assert answer["Location"] == f"/en/parties/{old.record.slug}/cite.ris"


def test_a_draft_is_cited_to_nobody_who_may_not_see_it(client: Client) -> None:
    draft = f.MeetingFactory()
    assert client.get(f"/en/meetings/{draft.slug}/cite.bib").status_code == 404


def test_a_statement_is_named_by_speaker_and_words(client: Client) -> None:
    speaker = f.PartyFactory(name="Ghassan Salamé", published=True)
    said = f.StatementFactory(
        speaker=speaker, gist="He called for a truce.", date="2020-02", published=True
    )
    answer = client.get(f"/ar/statements/{said.slug}/cite.ris").content.decode()
    pairs = dict(read_ris(answer))
    assert pairs["TI"] == "Ghassan Salamé: He called for a truce."
    assert pairs["DA"] == "2020/02//"


def test_two_parties_in_a_period_are_cited_with_it(client: Client) -> None:
    one, other = (
        f.PartyFactory(slug=name, published=True) for name in ("amir", "basim")
    )
    page = f"/en/parties/{one.slug}/with/{other.slug}/"
    body = client.get(f"{page}?from=2019").content.decode()
    assert f'href="http://testserver{page}cite.bib?from=2019"' in body
    entry = client.get(f"{page}cite.bib?from=2019").content.decode()
    assert read_bibtex(entry)["url"] == f"http://testserver{page}?from=2019"
    assert client.get(f"{page}cite.bib?from=soon").status_code == 400


def test_the_files_of_a_page_as_of_a_day_cite_that_day(
    client: Client, db: None
) -> None:
    party = f.PartyFactory(slug="amir", published=True)
    address = f"/en/parties/{party.slug}/"
    page = client.get(f"{address}?as_of=2019-04-04")
    assert "/parties/amir/?as_of=2019-04-04" in page.context["chicago"]
    for form, url in page.context["cite_files"].items():
        assert url.endswith(f"{address}cite.{form}?as_of=2019-04-04")
        text = client.get(url).content.decode()
        assert "/en/parties/amir/?as_of=2019-04-04" in text
    assert client.get(f"{address}cite.bib?as_of=2019").status_code == 400
    assert "as_of" not in client.get(f"{address}cite.bib").content.decode()
