"""Every example of docs/api.md works on the real data."""

from __future__ import annotations

import csv
import io
import re
import urllib.request
import urllib.response
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from libya_tracker.api import RESOURCES
from meetings.models import Meeting
from parties.models import Party
from tests.api.reading import LISTS
from tests.browse.files import names_in_file

GUIDE = (settings.BASE_DIR / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"^    curl '?http://127\.0\.0\.1:8000(/[^'\s]+)'?$", GUIDE, re.M)


@pytest.mark.usefixtures("real_data")
@pytest.mark.parametrize("address", EXAMPLES)
def test_an_example_answers_with_records(
    client: Client, db: None, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    if address.startswith(("/en/", "/ar/")):
        file, _, query = address.partition("?")
        path, _, form = file.partition(".")
        assert names_in_file(client, path, form, query)
        return
    body: dict[str, Any] = answer.json()
    may_be_empty = any(
        part in address
        for part in ("/commitments/?obligor", "?status=breached", "?parent=", "?lang=")
    )
    assert body.get("results", True) or may_be_empty


@pytest.mark.parametrize("name", LISTS)
def test_every_filter_of_every_list_has_an_example(name: str) -> None:
    view: Any = resolve(f"/api/v1/{name}/").func
    filters = set(view.cls.filterset_class.base_filters) - {"ordering"}
    shown = " ".join(text for text in EXAMPLES if f"/{name}/" in text)
    shown += " url=" if name == "reports" else ""
    missing = {one for one in filters if not re.search(rf"[?& ]{one}=", shown)}
    assert not missing - {"q"}


def documented(name: str) -> dict[str, str]:
    """The table of a resource under "Every filter": meaning by name."""
    section = GUIDE.split("## Every filter")[1].split("\n## ")[0]
    table = section.split(f"### {name}\n")[1].split("### ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.M))


def _row(name: str, meaning: Any) -> str:
    return f"| `{name}` | {str(meaning).rstrip('.')} |"


@pytest.mark.parametrize("name", RESOURCES)
def test_every_filter_of_every_list_is_explained_and_none_that_is_gone(
    name: str,
) -> None:
    filters = RESOURCES[name].filterset_class.base_filters
    rows = {key: _row(key, one.extra["help_text"]) for key, one in filters.items()}
    if RESOURCES[name].includes:
        whole = ", ".join(f"`{one}`" for one in RESOURCES[name].includes)
        rows["include"] = _row("include", f"whole records instead of slugs: {whole}")
    written = {key: _row(key, words) for key, words in documented(name).items()}
    missing = sorted(set(rows.values()) - set(written.values()))
    gone = sorted(set(written.values()) - set(rows.values()))
    assert (missing, gone) == ([], []), f"docs/api.md, Every filter, {name}"


class ThroughTheClient(urllib.request.HTTPHandler):
    """Lets urllib ask the site that is tested, whatever host is named."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self.client = client

    def http_open(self, req: urllib.request.Request) -> Any:
        """Answer as the site would."""
        sent = dict(req.header_items())
        answer: Any = self.client.get(req.selector, headers=sent)
        headers = Message()
        for key, value in answer.headers.items():
            headers[key] = value
        body = io.BytesIO(answer.content)
        found = urllib.response.addinfourl(
            body, headers, req.full_url, answer.status_code
        )
        found.msg = answer.reason_phrase  # type: ignore[attr-defined]  # read by urllib
        return found


@pytest.fixture
def asked_in_python(
    client: Client, real_data: object, db: None, tmp_path: Path
) -> Iterator[dict[str, Any]]:
    """What the Python of the guide leaves behind, run in a folder of its own."""
    blocks = re.findall(r"^```python\n(.+?)^```$", GUIDE, re.M | re.S)
    assert len(blocks) >= 3
    seen: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        opener = urllib.request.build_opener(ThroughTheClient(client))
        patch.setattr(urllib.request, "urlopen", opener.open)
        for block in blocks:
            exec(compile(block, "docs/api.md", "exec"), seen)  # noqa: S102 - our guide
        yield seen


def test_the_python_of_the_guide_finds_what_the_site_lists(
    client: Client, asked_in_python: dict[str, Any]
) -> None:
    seen = asked_in_python
    assert (seen["haftar"], seen["sarraj"]) == ("haftar", "sarraj")
    assert seen["party"]("Qwertzuiop Yxcvbnm") is None
    assert seen["unchanged"]
    of_haftar = Meeting.objects.published().of_party(
        [Party.objects.get(slug="haftar").pk]
    )
    assert len(seen["meetings"]) == of_haftar.count() > 50
    titles = {one["title"] for one in seen["met"]}
    slugs = {one["slug"] for one in seen["met"]}
    assert slugs == {
        "2016-01-30-sarraj-haftar-marj",
        "2017-05-02-abu-dhabi-sarraj-haftar",
        "2017-07-25-la-celle-saint-cloud",
        "2018-05-29-paris-conference",
        "2018-11-13-palermo-sarraj-haftar",
        "2019-02-27-abu-dhabi",
    }
    with Path("met.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["date", "title", "page"]
    assert {row[1] for row in rows[1:]} == titles
    with pytest.raises(ValueError, match="nobody-knows"):
        list(seen["whole"]("meetings", party="nobody-knows"))
