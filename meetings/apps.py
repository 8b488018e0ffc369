from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Say what must be rebuilt after a record changed."""
        from editorial.derived import register
        from meetings import refresh
        from meetings.models import Agreement, Meeting, Statement
        from parties.models import Party

        register(Meeting, refresh.after_meeting)
        register(Statement, refresh.after_statement)
        register(Agreement, refresh.after_agreement)
        register(Party, refresh.after_party)
