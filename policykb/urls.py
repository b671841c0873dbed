"""The map of the site's addresses."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter
from django.urls.converters import StringConverter

from policykb.machines import api, feeds, health, metrics, sitemaps
from policykb.views import (
    about,
    agencies,
    agency_list,
    calendars,
    changes,
    citations,
    document,
    documents,
    home,
    matrix,
    pairs,
    places,
    reports,
    search,
    targets,
    task,
    tasks,
    timeline,
    topics,
    versions,
    wanted,
)


class NameConverter(StringConverter):
    """A part of an address; no database takes a NUL."""

    regex = r"[^/\x00]+"


register_converter(NameConverter, "name")

documents_pages = (
    [
        path("", documents.document_list, name="list"),
        path("<name:slug>/", document.document_detail, name="detail"),
        path("<name:slug>/source/", document.document_source, name="source"),
        path("<name:slug>/document.json", document.document_json, name="json"),
        path("<name:slug>/deadlines.ics", calendars.document_calendar, name="calendar"),
        path("<name:slug>/calendar/", calendars.document_page, name="subscribe"),
        path("<name:slug>/cite/", citations.document_citation, name="cite"),
        path("<name:slug>/report/", reports.report_document, name="report"),
        path("<name:slug>/citation.<name:format>", citations.document_citation_file, name="citation"),
        path("<name:slug>/versions/", versions.version_list, name="versions"),
        path("<name:slug>/versions/<int:pk>/", versions.version_detail, name="version"),
        path("<name:slug>/versions/<int:old>/<int:new>/", versions.version_changes, name="changes"),
        path("<name:slug>/versions/<int:pk>/file", versions.version_file, name="file"),
    ],
    "documents",
)
tasks_pages = (
    [
        path("", tasks.task_list, name="list"),
        path("export.<name:format>", tasks.task_export, name="export"),
        path("feed.atom", tasks.task_list_feed, name="feed"),
        path("calendar.ics", calendars.list_calendar, name="calendar"),
        path("calendar/", calendars.list_page, name="subscribe"),
        path("<name:slug>/<name:key>/", task.task_detail, name="detail"),
        path("<name:slug>/<name:key>/cite/", citations.task_citation, name="cite"),
        path("<name:slug>/<name:key>/report/", reports.report_task, name="report"),
        path("<name:slug>/<name:key>/citation.<name:format>", citations.task_citation_file, name="citation"),
    ],
    "tasks",
)
agencies_pages = (
    [
        path("", agency_list.agency_list, name="list"),
        path("<name:slug>/", agencies.agency_detail, name="detail"),
        path("<name:slug>/brief/", agencies.agency_brief, name="brief"),
        path("<name:slug>/brief.docx", agencies.agency_brief_file, name="brief-file"),
        path("<name:slug>/deadlines.ics", calendars.agency_calendar, name="calendar"),
        path("<name:slug>/calendar/", calendars.agency_page, name="subscribe"),
        path("<name:slug>/feed.atom", agencies.agency_feed, name="feed"),
    ],
    "agencies",
)

targets_pages = (
    [
        path("", targets.target_list, name="list"),
        path("targets.<name:format>", targets.target_export, name="export"),
    ],
    "targets",
)
topics_pages = (
    [
        path("", topics.topic_list, name="list"),
        path("<name:slug>/", topics.topic_detail, name="detail"),
        path("<name:slug>/compare.<name:format>", topics.comparison_export, name="export"),
        path("<name:slug>/deadlines.ics", calendars.topic_calendar, name="calendar"),
        path("<name:slug>/calendar/", calendars.topic_page, name="subscribe"),
    ],
    "topics",
)
api_pages = (
    [
        path("", api.explanation, name="explanation"),
        path("documents/", api.documents, name="documents"),
        path("documents/<name:slug>/", api.document, name="document"),
        path("tasks/", api.tasks, name="tasks"),
        path("tasks/<name:slug>/<name:key>/", api.task, name="task"),
        path("agencies/", api.agencies, name="agencies"),
        path("targets/", api.targets, name="targets"),
        path("deadlines/", api.deadlines, name="deadlines"),
        path("topics/", api.topics, name="topics"),
        re_path(r"^.+/$", api.unknown),
    ],
    "api",
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path("search/suggest/", search.suggestions, name="suggestions"),
    path("tasks/", include(tasks_pages)),
    path("documents/", include(documents_pages)),
    path("agencies/", include(agencies_pages)),
    path("cite/", documents.cite, name="cite"),
    path("targets/", include(targets_pages)),
    path("timeline/", timeline.timeline, name="timeline"),
    path("calendar.ics", calendars.site_calendar, name="calendar"),
    path("calendar/", calendars.site_page, name="subscribe"),
    path("topics/", include(topics_pages)),
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix/matrix.csv", matrix.matrix_export, name="matrix-export"),
    path("matrix/pairs/", pairs.pair_list, name="pairs"),
    path("places/", places.places, name="places"),
    path("api/", include(api_pages)),
    path("feeds/documents.atom", feeds.document_feed, name="feed"),
    path("feeds/all.atom", feeds.site_feed, name="site-feed"),
    path("changes/", changes.change_list, name="changes"),
    path("changes/feed.atom", changes.change_feed, name="changes-feed"),
    path("reports/wanted/", wanted.ask_for_document, name="wanted"),
    path("reports/<name:token>/", reports.report_state, name="report"),
    path("about/", about.about, name="about"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("robots.txt", health.robots, name="robots"),
    path("opensearch.xml", health.opensearch, name="opensearch"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<name:section>.xml", sitemaps.section, name="sitemap-section"),
    path("admin/", admin.site.urls),
]

handler400 = "policykb.failures.errors.bad_request"
handler403 = "policykb.failures.errors.forbidden"
handler404 = "policykb.failures.errors.not_found"
handler500 = "policykb.failures.errors.server_error"
