"""The admin site of the editors."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class TrackerAdminSite(AdminSite):
    site_header = _("Libya Tracker: editing")
    site_title = _("Libya Tracker")
    index_title = _("Records")
    enable_nav_sidebar = True
