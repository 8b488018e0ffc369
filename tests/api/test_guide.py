"""Every example of docs/api.md works on the real data."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from tests.api.reading import LISTS

GUIDE = (settings.BASE_DIR / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"^    curl '?http://127\.0\.0\.1:8000(/[^'\s]+)'?$", GUIDE, re.M)


@pytest.mark.usefixtures("real_data")
@pytest.mark.parametrize("address", EXAMPLES)
def test_an_example_answers_with_records(
    client: Client, db: None, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    if address.startswith("/en/"):
        assert len(list(answer.streaming_content)) > 1  # type: ignore[attr-defined]
        return
    body: dict[str, Any] = answer.json()
    may_be_empty = any(
        part in address for part in ("/commitments/?obligor", "?parent=", "?lang=")
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
