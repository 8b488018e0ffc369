"""The REST API: every resource on one screen."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import include, path, re_path
from django.utils import translation
from django.views.generic import RedirectView
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from common.api import Cacheable, refuse_other_parameters
from meetings.api.agreements import AgreementResource, CommitmentResource
from meetings.api.compare import CompareView
from meetings.api.meetings import MeetingResource
from meetings.api.network import NetworkView
from meetings.api.outcomes import StatementResource
from meetings.api.pairs import PairView
from meetings.api.parties import CountedPartyResource
from meetings.api.places import PlaceResource
from meetings.api.reference import ProcessResource, TopicResource
from meetings.api.search import SearchView
from meetings.api.sources import CitedReportResource, CountedOutletResource

# Resources by their address name, in the order of the index.
RESOURCES: dict[str, Any] = {
    "meetings": MeetingResource,
    "parties": CountedPartyResource,
    "places": PlaceResource,
    "processes": ProcessResource,
    "topics": TopicResource,
    "statements": StatementResource,
    "agreements": AgreementResource,
    "commitments": CommitmentResource,
    "reports": CitedReportResource,
    "outlets": CountedOutletResource,
}
ABOUT = {
    "name": "Libya Tracker API",
    "version": "v1",
    "licence": {
        "name": "CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    "credits": [
        {
            "what": "Place coordinates",
            "who": "GeoNames",
            "licence": "CC BY 4.0",
            "url": "https://www.geonames.org/",
        }
    ],
}
router = SimpleRouter()
router.trailing_slash = "/?"
for name, resource in RESOURCES.items():
    router.register(name, resource, basename=f"api-{resource.record_type}")


class IndexView(Cacheable, APIView):
    """What the API offers, and under which licence."""

    http_method_names = ["get", "head", "options"]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """Name every endpoint."""
        refuse_other_parameters(request, frozenset())
        root = request.build_absolute_uri("/api/")
        names = [*RESOURCES, "network", "compare", "search"]
        endpoints = {name: f"{root}v1/{name}/" for name in names}
        about = {"schema": f"{root}v1/schema/", "documentation": f"{root}docs/"}
        return Response({**ABOUT, **about, "endpoints": endpoints})


class NothingHere(APIView):
    """Any other address under /api/: 404 in the one shape, whatever the method."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before the method is looked at."""
        raise Http404


class SchemaView(Cacheable, SpectacularAPIView):
    """The OpenAPI 3.1 document of this API, in English."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse parameters: there is one document."""
        super().initial(request, *args, **kwargs)
        refuse_other_parameters(request, frozenset())

    def handle_exception(self, exc: Exception) -> Response:
        """Answer errors as JSON, whatever form of the document was asked for."""
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(exc)

    def _get_schema_response(self, request: Request) -> Any:
        with translation.override("en"):
            return super()._get_schema_response(request)  # type: ignore[no-untyped-call]


class DocumentationView(SpectacularSwaggerSplitView):
    """The documentation as a page, under the site's own content security policy."""

    url_name = "schema"
    template_name = "api/docs.html"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse parameters but the one by which the page asks for its script."""
        super().initial(request, *args, **kwargs)
        refuse_other_parameters(request, frozenset({"script"}))


urlpatterns = [
    path("", IndexView.as_view(), name="api-index"),
    re_path(r"^v1/?$", IndexView.as_view(), name="api-v1"),
    path("v1/", include(router.urls)),
    re_path(
        r"^v1/parties/(?P<slug>[^/.]+)/with/(?P<other>[^/.]+)/?$",
        PairView.as_view(),
        name="api-pair",
    ),
    re_path(r"^v1/network/?$", NetworkView.as_view(), name="api-network"),
    re_path(r"^v1/compare/?$", CompareView.as_view(), name="api-compare"),
    re_path(r"^v1/search/?$", SearchView.as_view(), name="api-search"),
    path("v1/schema/", SchemaView.as_view(), name="schema"),
    path("v1/schema", SchemaView.as_view()),
    path("docs/", DocumentationView.as_view(), name="docs"),
    path("docs", RedirectView.as_view(pattern_name="docs")),
    re_path(r"^", NothingHere.as_view()),
]
