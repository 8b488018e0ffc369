"""The admin of meetings and of what belongs to them."""

from meetings.admin import agreement, contention, meeting, place, process, statement

__all__ = ["agreement", "contention", "meeting", "place", "process", "statement"]
