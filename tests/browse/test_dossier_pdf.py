"""The PDF of a dossier holds what its page holds, and shapes Arabic."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from browse.exports.blocks import Block, blocks_of
from browse.exports.pdf import pdf_of
from tests.door import words_of_pdf
from tests.factories import MeetingFactory
from tests.story import Story


def read(body: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(body))


def test_the_pdf_holds_title_meetings_and_numbered_sources(
    client: Client, story: Story
) -> None:
    answer = client.get("/en/meetings/dossier.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith(
        'inline; filename="dossier-meetings-'
    )
    words = " ".join(words_of_pdf(answer.content).split())
    assert "Meetings of Libya’s conflict" in words
    assert story.talks.title in words
    assert "[1]" in words
    assert "http://testserver/en/meetings/dossier/" in words
    document = read(answer.content)
    assert f"1 / {len(document.pages)}" in words
    assert document.outline
    assert str(document.root_object["/Lang"]) == "en"


def test_a_party_has_its_own(client: Client, story: Story) -> None:
    answer = client.get("/en/parties/haftar/dossier.pdf")
    assert answer.status_code == 200
    assert "Khalifa Haftar" in words_of_pdf(answer.content)


def test_arabic_letters_are_joined() -> None:
    """A letter thrice in a word is drawn in three shapes, thrice alone in one."""
    hah = "\u062d"
    joined, alone = _shapes(hah * 3), _shapes(f"{hah} {hah} {hah}")
    assert joined - alone == 2


def _shapes(text: str) -> int:
    """How many glyphs the fonts of a PDF of these words hold."""
    fonts: Any = read(pdf_of([Block("p", text)], "", "ar", "")).pages[0]["/Resources"]
    files = [
        font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"]
        for font in fonts["/Font"].values()
    ]
    return sum(TTFont(io.BytesIO(file.get_data()))["maxp"].numGlyphs for file in files)


def test_too_many_meetings_lead_to_the_page_that_says_so(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("browse.pages.meeting_dossier.MOST_MEETINGS", 1)
    for _ in range(2):
        MeetingFactory(published=True)
    answer = client.get("/en/meetings/dossier.pdf")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/en/meetings/dossier/")


def test_a_refused_filter_is_named(client: Client, db: None) -> None:
    answer = client.get("/en/meetings/dossier.pdf?from=2020-13")
    assert answer.status_code == 400
    assert b"from" in answer.content


def test_what_is_not_for_paper_is_left_out() -> None:
    page = (
        '<main><h1>T</h1><p class="no-print">Tools</p><svg><title>s</title></svg>'
        "<p>Kept <b>words</b></p></main><p>Foot</p>"
    )
    assert blocks_of(page) == [Block("h1", "T"), Block("p", "Kept words")]


def test_a_sentence_in_its_own_direction_keeps_its_full_stop() -> None:
    page = '<main><p lang="en" dir="ltr"><a href="/x/">Talks went on.</a></p></main>'
    assert [block.text for block in blocks_of(page)] == ["\u2066Talks went on.\u2069"]
