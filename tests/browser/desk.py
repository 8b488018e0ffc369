"""What the tests of the editors' forms do alike in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from editorial.models import User
from tests.browser.conftest import launched

PASSWORD = "sand-and-sea-1951"


def give_passwords(*users: User) -> None:
    """Let these accounts sign in."""
    for user in users:
        user.set_password(PASSWORD)
        user.save()


@contextmanager
def desk(site: str) -> Iterator[tuple[Page, list[str]]]:
    """A page of a Chromium, wide as a desk's screen, and what its console complains of.

    Questions before leaving a page are answered with yes.
    """
    with launched() as browser:
        page = browser.new_page(base_url=site, viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(15_000)
        # An autocomplete gives up a question when the next letter is typed, so that
        # requests that fail are not counted here.
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        yield page, complaints


def sign_in(page: Page, name: str) -> None:
    """Sign in as somebody else."""
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def choose(page: Page, field: str, term: str, shown: str) -> None:
    """Type a term into an autocomplete and take the first answer that shows a text."""
    box = page.locator(f"#id_{field} + .select2")
    box.locator(".select2-selection").click()
    page.fill(".select2-container--open .select2-search__field", term)
    option = page.locator(".select2-results__option", has_text=shown)
    option.first.click()
    expect(box).to_contain_text(shown)


def choose_more(page: Page, field: str, terms: list[str]) -> None:
    """Add records to an autocomplete that takes several."""
    box = page.locator(f"#id_{field} + .select2")
    for count, term in enumerate(terms, start=1):
        box.locator(".select2-search__field").fill(term)
        page.locator(".select2-results__option--highlighted", has_text=term).click()
        expect(box.locator(".select2-selection__choice")).to_have_count(count)


def take_words(page: Page, row: str, text: str, quote: str) -> None:
    """Take a quote from the stored text of the report cited in a row."""
    page.click(f"#{row} .take-words")
    area = page.locator(".words-panel textarea")
    expect(area).to_have_value(text)
    area.evaluate(
        "(area, quote) => { const at = area.value.indexOf(quote);"
        " area.focus(); area.setSelectionRange(at, at + quote.length); }",
        quote,
    )
    page.click(".words-panel .default")
    expect(page.locator(f"#id_{row}-quote")).to_have_value(quote)
    start = text.index(quote)
    expect(page.locator(f"#id_{row}-start")).to_have_value(str(start))
    expect(page.locator(f"#id_{row}-end")).to_have_value(str(start + len(quote)))
