"""Roles and what each may do: the only table of rights in the project.

Roles are Django groups, made and kept equal to this table by migrations
(`sync_groups`). Rights on single records (own drafts, published records) are the
functions at the end; every door asks them and never looks at group names itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from django.apps.registry import Apps

    from editorial.models import Reviewable, User

READER, CONTRIBUTOR, EDITOR = "reader", "contributor", "editor"
PUBLISHER, ADMINISTRATOR = "publisher", "administrator"

# Models by who works on them. Roots are never deleted, only retracted.
ROOTS = (
    "parties.party",
    "meetings.meeting",
    "meetings.statement",
    "meetings.agreement",
    "meetings.process",
)
PARTS = (
    "parties.partyname",
    "parties.partyidentifier",
    "parties.partyoldslug",
    "parties.position",
    "parties.relation",
    "parties.alignment",
    "parties.partycitation",
    "meetings.meetingplace",
    "meetings.meetingprocess",
    "meetings.meetingtopic",
    "meetings.meetingconvener",
    "meetings.meetinglink",
    "meetings.meetingoldslug",
    "meetings.participation",
    "meetings.meetingcitation",
    "meetings.statementcitation",
    "meetings.statementoldslug",
    "meetings.agreementdate",
    "meetings.agreementoldslug",
    "meetings.signature",
    "meetings.commitment",
    "meetings.commitmentstatus",
    "meetings.agreementcitation",
    "meetings.processname",
    "meetings.processsponsor",
    "meetings.processoldslug",
    "meetings.processcitation",
    "meetings.contention",
    "meetings.contendedvalue",
    "meetings.contendedvaluecitation",
)
REPORTS = ("sources.report",)
REFERENCE = (
    "sources.outlet",
    "sources.outlethost",
    "meetings.place",
    "meetings.placename",
    "meetings.topic",
    "meetings.topicname",
)
ACCOUNTS = ("editorial.user",)


@dataclass(frozen=True)
class Role:
    """What holders of a role may do, as Django permissions on groups of models."""

    name: str
    meaning: str
    staff: bool
    rights: dict[tuple[str, ...], tuple[str, ...]]


VIEW, WRITE = ("view",), ("view", "add", "change")
WRITE_AND_REMOVE = (*WRITE, "delete")

ROLES = (
    Role(READER, "Signed in; sees what everybody sees.", False, {}),
    Role(
        CONTRIBUTOR,
        "Writes own drafts and reports; sees own drafts and report texts.",
        True,
        {ROOTS: WRITE, PARTS: WRITE_AND_REMOVE, REPORTS: WRITE, REFERENCE: VIEW},
    ),
    Role(
        EDITOR,
        "Edits every record, published ones with a reason; sees every state.",
        True,
        {
            ROOTS: WRITE,
            PARTS: WRITE_AND_REMOVE,
            REPORTS: WRITE,
            REFERENCE: WRITE_AND_REMOVE,
        },
    ),
    Role(
        PUBLISHER,
        "As an editor; also publishes and retracts.",
        True,
        {
            ROOTS: WRITE,
            PARTS: WRITE_AND_REMOVE,
            REPORTS: WRITE,
            REFERENCE: WRITE_AND_REMOVE,
        },
    ),
    Role(
        ADMINISTRATOR,
        "Manages accounts and roles; reads every record, writes none.",
        True,
        {
            ROOTS: VIEW,
            PARTS: VIEW,
            REPORTS: VIEW,
            REFERENCE: VIEW,
            ACCOUNTS: WRITE,
            ("auth.group",): VIEW,
        },
    ),
)
ROLE_NAMES = frozenset(role.name for role in ROLES)

_SEES_EVERY_STATE = frozenset({EDITOR, PUBLISHER, ADMINISTRATOR})
_READS_REPORT_TEXT = frozenset({CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR})
_EDITS_EVERY_RECORD = frozenset({EDITOR, PUBLISHER})


def permissions_of(role: Role) -> set[str]:
    """Return the role's permissions as `app.action_model`."""
    return {
        f"{model.split('.')[0]}.{action}_{model.split('.')[1]}"
        for models, actions in role.rights.items()
        for model in models
        for action in actions
    }


def sync_groups(apps: Apps) -> None:
    """Make the groups and their permissions equal to the table (for migrations).

    Creates the content types and permissions that Django itself would create only
    after the last migration. Models unknown to `apps` are left for the migration
    of the room that brings them.
    """
    group_model = apps.get_model("auth", "Group")
    for role in ROLES:
        group, _ = group_model.objects.get_or_create(name=role.name)
        found = [_permission(apps, name) for name in sorted(permissions_of(role))]
        group.permissions.set([p for p in found if p is not None])


def _permission(apps: Apps, name: str) -> Any:
    app_label, codename = name.split(".")
    action, model_name = codename.split("_", 1)
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return None
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label=app_label, model=model_name)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {action} {model._meta.verbose_name}"[:255]},
    )
    return permission


def roles_of(user: User | AnonymousUser | None) -> frozenset[str]:
    """Return the role names of a user; a superuser holds all, a stranger none.

    Read once per user object, so once per request.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return ROLE_NAMES
    cached: frozenset[str] | None = getattr(user, "_roles", None)
    if cached is None:
        names = user.groups.filter(name__in=ROLE_NAMES).values_list("name", flat=True)
        cached = frozenset(names)
        user.__dict__["_roles"] = cached
    return cached


def sees_every_state(user: User | AnonymousUser | None) -> bool:
    """Say whether drafts, reviews and retracted records of all are visible."""
    return bool(roles_of(user) & _SEES_EVERY_STATE)


def sees_own_drafts(user: User | AnonymousUser | None) -> bool:
    """Say whether the user writes drafts of their own."""
    return CONTRIBUTOR in roles_of(user)


def reads_report_text(user: User | AnonymousUser | None) -> bool:
    """Say whether stored report texts may be shown; the public never sees them."""
    return bool(roles_of(user) & _READS_REPORT_TEXT)


def can_publish(user: User | AnonymousUser | None) -> bool:
    """Say whether the user may publish and retract."""
    return PUBLISHER in roles_of(user)


def edits_every_record(user: User | AnonymousUser | None) -> bool:
    """Say whether the user may write what others entered and what is public."""
    return bool(roles_of(user) & _EDITS_EVERY_RECORD)


def can_edit(user: User | AnonymousUser | None, record: Reviewable | None) -> bool:
    """Say whether the user may write this record (None: some record at all)."""
    if edits_every_record(user):
        return True
    if user is None or not sees_own_drafts(user):
        return False
    return record is None or (
        record.state == "draft" and record.created_by_id == user.pk
    )
