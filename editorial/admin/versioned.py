"""The admins of versioned and of reviewed records."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import ActionRefused
from common.records import page_address
from editorial import roles
from editorial.actions import begin_edit, complete_creation, complete_edit
from editorial.admin.base import TrackerAdmin, user_of
from editorial.admin.conflicts import differences
from editorial.admin.forms import VersionedForm, Writing
from editorial.admin.refusals import refusal_of
from editorial.admin.review import ReviewPages
from editorial.history import because
from editorial.models import Record, Reviewable


class VersionedAdmin(TrackerAdmin):
    """Admin of a record whose writes name the version they are based on.

    What an action or the database refuses comes back as an error of the form, with
    everything that was typed; nothing is stored then.
    """

    form = VersionedForm
    change_form_template = "admin/versioned_change_form.html"

    # One save -------------------------------------------------------------------

    def writing_of(self, request: HttpRequest) -> Writing:
        """Return the save that this request is about."""
        found: Writing | None = getattr(request, "writing", None)
        return found or Writing(by=user_of(request))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form class, tied to this request."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.writing = self.writing_of(request)  # type: ignore[attr-defined]
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """Show the form or save it; show it again with what was refused."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        by = user_of(request)
        reason = request.POST.get("reason", "").replace("\x00", "")[:500].strip()
        request.writing = Writing(by=by)  # type: ignore[attr-defined]
        with because(by=by, reason=reason):
            try:
                answer = super().changeform_view(
                    request, object_id, form_url, extra_context
                )
                for level, text in self.writing_of(request).notes:
                    messages.add_message(request, level, text)
                return answer
            except ActionRefused as refused:
                found: ActionRefused | None = refused
            except DatabaseError as error:
                found = refusal_of(error)
                if found is None:
                    raise
            request.writing = Writing(by=by, refused=found)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        self.writing_of(request).formsets = formsets
        return formsets, inlines

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Render the form; after an old version, with what differs."""
        if self.writing_of(request).stale:
            context["differences"] = differences(
                context["adminform"].form,
                [inline.formset for inline in context["inline_admin_formsets"]],
            )
        return super().render_change_form(request, context, *args, **kwargs)

    # What is written ------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Write the row when something in it changed."""
        if not change and hasattr(obj, "created_by_id"):
            obj.created_by = user_of(request)
        if not change or form.real_changes:
            obj.save()

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Write the parts, then close the edit: rules, version, derived rows."""
        super().save_related(request, form, formsets, change)
        added = self.add_rows(request, form)
        changed = (
            not change
            or added
            or bool(form.real_changes)
            or any(formset.has_changed() for formset in formsets)
        )
        request.nothing_changed = not changed  # type: ignore[attr-defined]
        if changed:
            self.parts_saved(request, form.instance)
            reason = form.cleaned_data.get("reason", "")
            self.complete(request, form, change=change, reason=reason)

    def add_rows(self, request: HttpRequest, form: Any) -> bool:
        """Add the rows that the form names beside its tables; say if there were any."""
        return False

    def parts_saved(self, request: HttpRequest, obj: Any) -> None:
        """Do what follows from the parts, before the rules are checked."""

    def complete(
        self, request: HttpRequest, form: Any, *, change: bool, reason: str
    ) -> None:
        """Close the edit of a record without review state: raise its version."""
        if change:
            form.instance.version += 1
            form.instance.save(update_fields=["version"])

    # What is answered -----------------------------------------------------------

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Log the change, unless there was none."""
        if getattr(request, "nothing_changed", False):
            return None
        return super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Go on as asked; say so when nothing was changed."""
        if not getattr(request, "nothing_changed", False) or "_popup" in request.POST:
            return super().response_change(request, obj)
        self.message_user(
            request, _now("Nothing was changed, so nothing was saved."), messages.INFO
        )
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)


class ReviewableAdmin(ReviewPages, VersionedAdmin):
    """Admin of a root record: drafted, reviewed, published, never deleted."""

    change_form_template = "admin/reviewable_change_form.html"
    review_fields: tuple[str, ...] = ("verified", "editor_note")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields that are fixed: the address name once published."""
        fixed = list(super().get_readonly_fields(request, obj))
        if obj is not None and obj.first_published_at:
            fixed.append("slug")
        return fixed

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the groups of fields, the editors' own group last."""
        own = (_("For the editors"), {"fields": self.review_fields})
        return [*(self.fieldsets or ()), own]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Render the form with what deserves a second look."""
        record = context.get("original")
        if record is not None:
            context["doubts"] = record.doubts()
        return super().render_change_form(request, context, *args, **kwargs)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Return the address of the page that readers see; None where they see none."""
        if obj is None or not obj.is_published:
            return None
        return page_address("", self.opts.model_name or "", str(obj.slug))

    # Rights ---------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether the user may write this record in its present state."""
        may = super().has_change_permission(request, obj)
        return may and roles.can_edit(user_of(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Records are retracted, never deleted."""
        return False

    # What is written ------------------------------------------------------------

    def complete(
        self, request: HttpRequest, form: Any, *, change: bool, reason: str
    ) -> None:
        """Close the edit as every door does."""
        if change:
            complete_edit(form.instance, by=user_of(request), reason=reason)
        else:
            complete_creation(form.instance)
        if "_continue" not in request.POST:  # that page lists them itself
            for doubt in form.instance.doubts():
                self.writing_of(request).note(messages.WARNING, doubt)


class PartPageAdmin(VersionedAdmin):
    """Admin of a part with a page of its own: rights and version are its root's."""

    def root_of(self, obj: Any) -> Reviewable | None:
        """Return the root record of a part, None while it is not known."""
        raise NotImplementedError

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether the user may write the root record."""
        may = super().has_change_permission(request, obj)
        root = self.root_of(obj) if obj is not None else None
        return may and roles.can_edit(user_of(request), root)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Parts are taken out on the page of their record."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Open the edit of the root for a new part; then write the row."""
        root = self.root_of(obj)
        if not change and root is not None:
            begin_edit(root, by=user_of(request), expected_version=root.version)
        super().save_model(request, obj, form, change)

    def complete(
        self, request: HttpRequest, form: Any, *, change: bool, reason: str
    ) -> None:
        """Raise the part's own version, if it has one, and close the root's edit."""
        if isinstance(form.instance, Record):
            super().complete(request, form, change=change, reason=reason)
        root = cast(Reviewable, self.root_of(form.instance))
        complete_edit(root, by=user_of(request), reason=reason)
