"""What a browser puts on paper: no site furniture, addresses written out, few pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from meetings.models import Meeting
from tests.browser.conftest import launched, wide
from tests.factories import MeetingCitationFactory, ReportFactory

pytestmark = pytest.mark.django_db
FURNITURE = ".site-bar, .site-foot, .neighbours, .cite-box .button, .dossier-tools"
MEETING = "/en/meetings/2020-01-13-moscow-talks/"
DOSSIER = "/en/parties/haftar/dossier/"
SOURCES = 5


@pytest.fixture(scope="module")
def site(story_site: str, django_db_blocker: DjangoDbBlocker) -> str:
    """The story, its talks with five sources of long addresses."""
    with django_db_blocker.unblock():
        talks = Meeting.objects.get(slug=MEETING.split("/")[3])
        known = talks.citations.values("report").distinct().count()
        for number in range(SOURCES - known):
            url = f"https://example.org/{'a-long-address-' * 5}{number}"
            MeetingCitationFactory(meeting=talks, report=ReportFactory(url=url))
    return story_site


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """One Chromium for this file."""
    with launched() as started:
        yield started


@pytest.fixture
def paper(browser: Browser, site: str) -> Iterator[Page]:
    """A page of the dark theme, as it is printed."""
    with wide(browser, site, color_scheme="dark") as window:
        page = window.new_page()
        page.emulate_media(media="print")
        yield page


def sheets(page: Page) -> int:
    """How many pages of A4 the browser prints."""
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))


def ink_on_paper(page: Page) -> str:
    """The colour of the words."""
    return str(page.evaluate("getComputedStyle(document.body).color"))


def test_a_meeting_with_five_sources_takes_two_pages_at_most(paper: Page) -> None:
    paper.goto(MEETING)
    assert paper.locator(".source").count() >= SOURCES
    assert sheets(paper) <= 2


@pytest.mark.parametrize("address", [MEETING, DOSSIER])
def test_paper_is_light_and_bears_no_furniture_of_the_site(
    paper: Page, address: str
) -> None:
    paper.goto(address)
    assert all(not one.is_visible() for one in paper.locator(FURNITURE).all())
    red, green, blue = map(int, re.findall(r"\d+", ink_on_paper(paper))[:3])
    assert max(red, green, blue) < 90


def test_the_addresses_of_sources_are_written_out(paper: Page) -> None:
    paper.goto(MEETING)
    written = paper.evaluate(
        "[...document.querySelectorAll('.source a[href^=http]')].map("
        "(one) => getComputedStyle(one, '::after').content)"
    )
    assert written
    assert all("http" in words for words in written)
    paper.goto(DOSSIER)
    for link in paper.locator(".dossier-sources a.written-address").all():
        assert str(link.get_attribute("href")) in link.inner_text()
