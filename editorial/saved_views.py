"""Short links: the same address has the same code, and a code lasts for ever."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from editorial.models import NamedView, SavedView

if TYPE_CHECKING:
    from editorial.models import User

# Without characters that are taken for each other: 0 and o, 1, i and l.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH, ATTEMPTS = 8, 5


def save_view(address: str) -> SavedView:
    """Return the saved view of an address, made now where there is none.

    address: path and query of a list, without the language, in its clean form.
    """
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
                view, _made = SavedView.objects.get_or_create(
                    address=address, defaults={"code": code}
                )
        except IntegrityError:  # the code is taken; another will be free
            continue
        return view
    raise RuntimeError("no free code was found")


def keep_view(view: SavedView, user: User, name: str) -> NamedView:
    """Put a saved view under a name on the list of an account, or name it anew."""
    kept, _made = NamedView.objects.update_or_create(
        view=view, user=user, defaults={"name": name}
    )
    return kept


def forget_view(user: User, code: str) -> bool:
    """Take a saved view off the list of an account; the short link goes on working."""
    gone, _by_model = NamedView.objects.filter(user=user, view__code=code).delete()
    return bool(gone)
