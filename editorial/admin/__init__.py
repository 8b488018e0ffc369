"""The admin of accounts, and the bases of the other rooms' admins."""

from editorial.admin import accounts

__all__ = ["accounts"]
