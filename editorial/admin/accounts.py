"""Accounts and their roles, for administrators.

An account's rights are its roles and nothing else: no page here shows or writes
`is_superuser` or single permissions, and `is_staff` follows from the roles.
"""

from __future__ import annotations

from typing import Any, cast

import django.contrib.auth.admin  # noqa: F401 - registers Group, which we replace
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.admin.base import TrackerAdmin, user_of
from editorial.history import because
from editorial.models import User

MEANINGS = {role.name: role.meaning for role in roles.ROLES}
STAFF_ROLES = frozenset(role.name for role in roles.ROLES if role.staff)


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The roles of an account, each with what it means."""

    def __init__(self) -> None:
        super().__init__(
            label=_("roles"),
            queryset=Group.objects.filter(name__in=roles.ROLE_NAMES).order_by("pk"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("What the person may do. Example: tick “editor” only."),
        )

    def label_from_instance(self, obj: Any) -> str:
        """Return the role's name and meaning."""
        return f"{obj.name}: {MEANINGS[obj.name]}"


PERSONAL_HELP = {
    "first_name": _("For the editors' eyes. Example: “Amal”."),
    "last_name": _("For the editors' eyes. Example: “Salem”."),
    "email": _("Where the person is reached. Example: “amal@example.org”."),
    "is_active": _("Untick to close the account; its history stays."),
}


class AccountForm(UserChangeForm):  # type: ignore[type-arg]
    """Change an account."""

    roles = RolesField()

    class Meta:
        model = User
        fields = ("username", "password", "first_name", "last_name", "email")
        help_texts = PERSONAL_HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "roles" in self.fields:
            self.initial["roles"] = self.instance.groups.all()


class NewAccountForm(AdminUserCreationForm):  # type: ignore[type-arg]
    """Make an account."""

    roles = RolesField()

    class Meta:
        model = User
        fields = ("username",)


@admin.register(User)
class AccountAdmin(TrackerAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts."""

    form = AccountForm
    add_form = NewAccountForm
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "roles")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "usable_password",
                    "password1",
                    "password2",
                    "roles",
                ),
            },
        ),
    )
    list_display = ("username", "full_name", "role_names", "is_active", "last_login")
    list_filter = ("is_active", ("groups", admin.RelatedOnlyFieldListFilter))
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    actions = None

    @admin.display(description=_("name"))
    def full_name(self, obj: User) -> str:
        """First and last name."""
        return obj.get_full_name()

    @admin.display(description=_("roles"))
    def role_names(self, obj: Any) -> str:
        """The account's roles."""
        if obj.is_superuser:
            return str(_("superuser"))
        return ", ".join(group.name for group in obj.role_groups)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load the roles along."""
        groups = Group.objects.filter(name__in=roles.ROLE_NAMES).order_by("pk")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("groups", queryset=groups, to_attr="role_groups")
            )
        )

    # Rights ---------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether the account may be changed; a superuser's only by another."""
        may = super().has_change_permission(request, obj)
        return may and (
            obj is None or not obj.is_superuser or user_of(request).is_superuser
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are closed, never deleted: history names them."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is shown only; nobody changes their own rights."""
        fixed = ["last_login", "date_joined"]
        if obj is not None and obj.pk == request.user.pk:
            fixed += ["is_active", "own_roles"]
        return fixed

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the groups of fields; one's own roles are shown only."""
        groups = super().get_fieldsets(request, obj)
        if not self._roles_are_fixed(request, obj):
            return groups
        return [
            (
                title,
                options
                | {
                    "fields": tuple(
                        "own_roles" if name == "roles" else name
                        for name in options["fields"]
                    )
                },
            )
            for title, options in groups
        ]

    def _roles_are_fixed(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and (
            obj.pk == request.user.pk or not self.has_change_permission(request, obj)
        )

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form class, without roles where they may not be changed."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if self._roles_are_fixed(request, obj):
            form.base_fields.pop("roles", None)
        return form

    @admin.display(description=_("roles"))
    def own_roles(self, obj: User) -> str:
        """The roles, where they may not be changed."""
        return self.role_names(obj) or "-"

    # What is written ------------------------------------------------------------

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show or save an account; history names who did it."""
        with because(by=user_of(request), reason="account"):
            return super().changeform_view(request, *args, **kwargs)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Give the roles; staff follows from them."""
        super().save_related(request, form, formsets, change)
        if "roles" not in form.cleaned_data:
            return
        user = cast(User, form.instance)
        chosen = list(form.cleaned_data["roles"])
        others = user.groups.exclude(name__in=roles.ROLE_NAMES)
        user.groups.set([*others, *chosen])
        staff = user.is_superuser or any(g.name in STAFF_ROLES for g in chosen)
        if user.is_staff != staff:
            user.is_staff = staff
            user.save(update_fields=["is_staff"])


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(TrackerAdmin, GroupAdmin):
    """Roles: shown only, they come from the table in editorial/roles.py."""

    actions = None
    fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Roles are made by migrations."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Roles are kept by migrations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Roles are kept by migrations."""
        return False
