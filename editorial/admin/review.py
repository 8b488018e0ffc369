"""Submitting, returning, publishing and retracting in the admin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_protect

from common.errors import ActionRefused
from editorial import actions, roles
from editorial.admin.base import user_of
from editorial.admin.fields import as_id
from editorial.admin.refusals import refusal_of
from editorial.models import Reviewable, ReviewState, User

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Verb:
    """A change of the review state: what it is called and who may do it when."""

    name: str
    label: str | Promise
    done: str | Promise
    run: Callable[..., Reviewable]
    needs_reason: bool
    states: tuple[ReviewState, ...]
    may: Callable[[User, Reviewable | None], bool]

    @property
    def shows_doubts(self) -> bool:
        """Say whether it leads to the public, so that doubts should be seen first."""
        return self.name in ("submit", "publish")


def _publishes(user: User, record: Reviewable | None) -> bool:
    return roles.can_publish(user)


def _returns(user: User, record: Reviewable | None) -> bool:
    return roles.sees_every_state(user) and roles.can_edit(user, record)


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "submit",
            _("Submit for review"),
            _("Submitted for review: %(record)s."),
            actions.submit,
            False,
            (ReviewState.DRAFT,),
            roles.can_edit,
        ),
        Verb(
            "return",
            _("Return to draft"),
            _("Returned to draft: %(record)s."),
            actions.return_to_draft,
            True,
            (ReviewState.IN_REVIEW, ReviewState.RETRACTED),
            _returns,
        ),
        Verb(
            "publish",
            _("Publish"),
            _("Published: %(record)s."),
            actions.publish,
            False,
            (ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETRACTED),
            _publishes,
        ),
        Verb(
            "retract",
            _("Retract"),
            _("Retracted: %(record)s."),
            actions.retract,
            True,
            (ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.PUBLISHED),
            _publishes,
        ),
    )
}


def attempt(
    verb: Verb, record: Any, *, by: User, reason: str, version: int | None
) -> ActionRefused | None:
    """Do it for one record; return why it was refused, None when it was done."""
    if version is None:
        return ActionRefused(
            _now("The version that you looked at is missing; open the page again.")
        )
    if verb.needs_reason and not reason:
        return ActionRefused(_now("Give a reason."), field="reason")
    try:
        verb.run(record, by=by, reason=reason, expected_version=version)
    except ActionRefused as refused:
        return refused
    except DatabaseError as error:
        found = refusal_of(error)
        if found is None:
            raise
        return found
    return None


def say_refused(request: HttpRequest, record: Any, refused: ActionRefused) -> None:
    """Show a refusal as a message that names the record, with its list."""
    words = str(refused.message)
    named = words if str(record) in words else f"{record}: {words}"
    messages.error(request, _with_list(named, refused.problems))


def say_done(request: HttpRequest, record: Any, verb: Verb) -> None:
    """Show that it is done; of what was submitted also what it lacks to be public."""
    messages.success(request, verb.done % {"record": record})
    missing = actions.obstacles_of(record) if verb.name == "submit" else []
    if missing:
        words = _now("“%(record)s” cannot be published yet.") % {"record": record}
        messages.warning(request, _with_list(words, missing))


def _with_list(words: str, problems: Sequence[str]) -> str:
    items = format_html_join("", "<li>{}</li>", ((text,) for text in problems))
    return format_html(
        "{}{}", words, format_html("<ul>{}</ul>", items) if items else ""
    )


def bulk_action(name: str) -> Any:
    """Return the list action of a verb; it asks once more, showing the versions."""
    verb = VERBS[name]

    def act(
        modeladmin: Any, request: HttpRequest, queryset: Any
    ) -> HttpResponse | None:
        answer: HttpResponse | None = modeladmin.review_many(request, verb, queryset)
        return answer

    act.__name__ = f"{name}_records"
    return admin.action(act, permissions=[name], description=cast(Any, verb.label))


class ReviewPages:
    """Buttons, pages and list actions that change the review state."""

    admin_site: admin.AdminSite
    opts: Any
    actions: Any = [bulk_action(name) for name in VERBS]
    message_user: Any
    get_object: Any

    def has_submit_permission(self, request: HttpRequest) -> bool:
        """Say whether the list offers “submit”."""
        return VERBS["submit"].may(user_of(request), None)

    def has_return_permission(self, request: HttpRequest) -> bool:
        """Say whether the list offers “return”."""
        return VERBS["return"].may(user_of(request), None)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Say whether the list offers “publish”."""
        return VERBS["publish"].may(user_of(request), None)

    def has_retract_permission(self, request: HttpRequest) -> bool:
        """Say whether the list offers “retract”."""
        return VERBS["retract"].may(user_of(request), None)

    def get_urls(self) -> list[Any]:
        """Add the pages of the four verbs."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        view = self.admin_site.admin_view(self.review_view)
        own = path("<path:object_id>/review/<slug:verb>/", view, name=name)
        return [own, *super().get_urls()]  # type: ignore[misc]

    def verbs_for(self, request: HttpRequest, record: Reviewable) -> list[Verb]:
        """Return what this user may do with the record in its present state."""
        user = user_of(request)
        return [
            verb
            for verb in VERBS.values()
            if record.state in verb.states and verb.may(user, record)
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the buttons of what may be done."""
        record = context.get("original")
        if record is not None:
            context["review_verbs"] = self.verbs_for(request, record)
            context["review_url"] = f"admin:{self.opts.app_label}_"
            context["review_url"] += f"{self.opts.model_name}_review"
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def review_view(
        self, request: HttpRequest, object_id: str, verb: str
    ) -> HttpResponse:
        """Ask for the reason (GET) or do it (POST) for one record."""
        record = self.get_object(request, unquote(object_id))
        found = VERBS.get(verb)
        if record is None or found is None:
            raise Http404
        if not found.may(user_of(request), record):
            raise PermissionDenied
        return csrf_protect(self._review_one)(request, record, found)

    def _review_one(
        self, request: HttpRequest, record: Any, verb: Verb
    ) -> HttpResponse:
        if request.method != "POST":
            return self._ask(request, verb, [record], {})
        reason = _reason_of(request)
        version = as_id(request.POST.get("version", ""))
        refused = attempt(
            verb, record, by=user_of(request), reason=reason, version=version
        )
        if refused and "reason" in request.POST:
            return self._ask(request, verb, [record], {record.pk: refused})
        if refused:
            say_refused(request, record, refused)
        else:
            say_done(request, record, verb)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[record.pk]))

    def review_many(
        self, request: HttpRequest, verb: Verb, queryset: Any
    ) -> HttpResponse | None:
        """Ask about the chosen records, then do it for each that allows it."""
        records = list(queryset[: MOST_AT_ONCE + 1])
        if len(records) > MOST_AT_ONCE:
            text = _now("Choose at most %(count)d records at once.")
            messages.error(request, text % {"count": MOST_AT_ONCE})
            return None
        reason = _reason_of(request)
        if "confirmed" not in request.POST or (verb.needs_reason and not reason):
            return self._ask(request, verb, records, {}, many=True)
        left, refusals = _all_that_can(request, verb, records, reason)
        for record in left:
            say_refused(request, record, refusals[record.pk])
        done = len(records) - len(left)
        if done:
            text = ngettext(
                "%(count)d record: %(verb)s.", "%(count)d records: %(verb)s.", done
            )
            messages.success(request, text % {"count": done, "verb": verb.label})
        return None

    def _ask(
        self,
        request: HttpRequest,
        verb: Verb,
        records: Sequence[Any],
        refusals: Mapping[int, ActionRefused],
        many: bool = False,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": verb.label,
            "verb": verb,
            "records": records,
            "refusals": list(refusals.values()),
            "many": many,
            "reason": _reason_of(request),
            "reason_missing": "confirmed" in request.POST and verb.needs_reason,
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            "media": self.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/review_confirmation.html", context)


def _reason_of(request: HttpRequest) -> str:
    return request.POST.get("reason", "").replace("\x00", "")[:500].strip()


def _all_that_can(
    request: HttpRequest, verb: Verb, records: list[Any], reason: str
) -> tuple[list[Any], dict[int, ActionRefused]]:
    """Do it in rounds, since one record may wait for another of the same list."""
    left = records
    refusals: dict[int, ActionRefused] = {}
    while left:
        refusals = {}
        for record in left:
            version = as_id(request.POST.get(f"version_{record.pk}", ""))
            refused = attempt(
                verb, record, by=user_of(request), reason=reason, version=version
            )
            if refused:
                refusals[record.pk] = refused
        still = [record for record in left if record.pk in refusals]
        if len(still) == len(left):
            break
        left = still
    return left, refusals
