"""Every address prefix on one screen."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from browse.views import saved
from common.http import only_read
from libya_tracker import views

urlpatterns = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/", include("libya_tracker.api")),
    path("v/<slug:code>/", saved.saved_view, name="saved_view"),
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        path("", include("browse.urls")),
        prefix_default_language=True,
    ),
    path(
        "favicon.ico",
        only_read(RedirectView.as_view(url="/static/img/favicon.svg")),
    ),
]
# handler400 = "browse.views.errors.bad_request"
# handler403 = "browse.views.errors.forbidden"
# handler404 = "browse.views.errors.not_found"
# handler500 = "browse.views.errors.server_error"
