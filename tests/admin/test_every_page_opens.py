"""Every list and form of the admin, for everybody who may open it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from editorial.models import User
from tests.admin.posting import add_address, address, list_address
from tests.conftest import ClientOf
from tests.factories import CommitmentFactory, ContentionFactory
from tests.story import Story

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_an_editor_opens_list_search_and_forms(
    model: Any, client_of: ClientOf, editor: User, story: Story
) -> None:
    CommitmentFactory(agreement=story.agreement)
    ContentionFactory(meeting=story.talks).values.create(text="2020-01-14")
    admin_of = admin.site.get_model_admin(model)
    client = client_of(editor)
    if not editor.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
        assert client.get(list_address(model)).status_code == 403
        return
    assert client.get(list_address(model)).status_code == 200
    assert client.get(list_address(model), {"q": "حفتر Haftar 2020"}).status_code == 200
    for record in model._default_manager.all()[:3]:
        assert client.get(address(record)).status_code == 200
        assert client.get(address(record, "history")).status_code == 200
    added = client.get(add_address(model))
    request = added.wsgi_request
    assert added.status_code == (200 if admin_of.has_add_permission(request) else 403)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_of_every_form_has_a_help_text(
    model: Any, client_of: ClientOf, story: Story, editor: User, administrator: User
) -> None:
    CommitmentFactory(agreement=story.agreement)
    ContentionFactory(meeting=story.talks).values.create(text="2020-01-14")
    app, name = model._meta.app_label, model._meta.model_name
    user = administrator if model is User else editor
    client = client_of(user)
    pages = [add_address(model)]
    pages += [address(record) for record in model._default_manager.all()[:2]]
    without = set()
    for page in pages:
        response = client.get(page)
        if response.status_code != 200:
            continue
        forms = [response.context["adminform"].form]
        inlines = response.context["inline_admin_formsets"]
        forms += [inline.formset.empty_form for inline in inlines]
        for form in forms:
            for bound in form:
                own = bound.name in ("id", "DELETE") or bound.is_hidden
                if not own and not bound.help_text:
                    without.add(f"{type(form).__name__}.{bound.name}")
    assert not without, (app, name)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_page_carries_inline_script_or_style(
    model: Any, client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    pages = [list_address(model), add_address(model)]
    pages += [address(record) for record in model._default_manager.all()[:1]]
    for page in pages:
        html = client.get(page).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html), page
        for script in re.findall(r"<script[^>]*>", html):
            assert "src=" in script or "application/json" in script, (page, script)


def test_records_are_never_deleted(
    client_of: ClientOf, publisher: User, story: Story
) -> None:
    client = client_of(publisher)
    for record in (story.talks, story.haftar, story.statement, story.agreement):
        assert (
            client.post(address(record, "delete"), {"post": "yes"}).status_code == 403
        )
    listed = client.get(list_address(type(story.talks))).content.decode()
    assert "delete_selected" not in listed


def test_there_is_no_admin_without_a_list() -> None:
    for model in MODELS:
        try:
            reverse(
                f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            )
        except NoReverseMatch:
            pytest.fail(model._meta.label)
