"""Pages that show meetings, behind the language prefix."""

from __future__ import annotations

from django.urls import path, re_path

from browse.exports import charts
from browse.exports import view as exports
from browse.views import (
    about,
    agreements,
    citing,
    compare,
    data,
    dossiers,
    home,
    meetings,
    network,
    pairs,
    parties,
    places,
    processes,
    saved,
    search,
    sources,
    statements,
    timeline,
    topics,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("meetings/dossier/", dossiers.meeting_dossier, name="meeting_dossier"),
    path(
        "meetings/dossier.pdf",
        dossiers.meeting_dossier,
        {"form": "pdf"},
        name="meeting_dossier_pdf",
    ),
    path(
        "parties/<slug:slug>/dossier.pdf",
        dossiers.party_dossier,
        {"form": "pdf"},
        name="party_dossier_pdf",
    ),
    re_path(
        r"^meetings/months\.(?P<format_name>svg|csv)$",
        charts.months,
        name="chart_months",
    ),
    path("meetings/places.csv", charts.places, name="chart_places"),
    re_path(
        r"^meetings/map-(?P<frame>libya|abroad)\.svg$",
        charts.place_map,
        name="chart_map",
    ),
    path("meetings/<slug:slug>/", meetings.meeting, name="meeting"),
    path("parties/", parties.party_list, name="party_list"),
    path("parties/<slug:slug>/", parties.party, name="party"),
    path("parties/<slug:slug>/dossier/", dossiers.party_dossier, name="party_dossier"),
    path("processes/", processes.process_list, name="process_list"),
    path("processes/<slug:slug>/", processes.process, name="process"),
    path("topics/", topics.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("parties/<slug:slug>/with/<slug:other>/", pairs.pair, name="pair"),
    path("statements/", statements.statement_list, name="statement_list"),
    path("statements/<slug:slug>/", statements.statement, name="statement"),
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/signatories/", agreements.signatory_list, name="signatory_list"),
    path("agreements/<slug:slug>/", agreements.agreement, name="agreement"),
    path("places/", places.place_list, name="place_list"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:slug>/", sources.outlet, name="outlet"),
    path("reports/", sources.report_list, name="report_list"),
    path("reports/<slug:slug>/", sources.report, name="report"),
    path("compare/", compare.compare, name="compare"),
    path("network/", network.network, name="network"),
    path("network.svg", charts.network_drawing, name="network_drawing"),
    re_path(
        r"^network\.(?P<format_name>csv|graphml|gexf)$",
        network.network_file,
        name="network_file",
    ),
    re_path(
        rf"^(?P<section>{citing.SECTIONS})/(?P<slug>[-a-z0-9]+)"
        rf"/cite\.(?P<format_name>{citing.FORMATS})$",
        citing.cite_file,
        name="cite_file",
    ),
    re_path(
        r"^parties/(?P<slug>[-a-z0-9]+)/with/(?P<other>[-a-z0-9]+)"
        rf"/cite\.(?P<format_name>{citing.FORMATS})$",
        citing.cite_pair,
        name="cite_pair",
    ),
    path("views/", saved.view_list, name="view_list"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("search/", search.search, name="search"),
    path("suggest/", search.suggest, name="suggest"),
    path("about/", about.about, name="about"),
    path("about/data/", about.data, name="about_data"),
    path("about/method/", about.method, name="about_method"),
    path("about/licences/", about.licences, name="about_licences"),
    path("data/", data.data, name="data"),
    re_path(
        rf"^(?P<list_name>{exports.LIST_NAMES})"
        rf"\.(?P<format_name>{exports.FORMAT_NAMES})$",
        exports.export,
        name="export",
    ),
]
