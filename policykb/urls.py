"""The map of the site's addresses."""

from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from policykb.pages import about, agencies, documents, feeds, home, machines, reading, search, task, tasks


class NameConverter(StringConverter):
    """A part of an address; no database takes a NUL."""

    regex = r"[^/\x00]+"


register_converter(NameConverter, "name")

documents_pages = (
    [
        path("", documents.document_list, name="list"),
        path("<name:slug>/", reading.document_detail, name="detail"),
        path("<name:slug>/source/", reading.document_source, name="source"),
        path("<name:slug>/document.json", reading.document_json, name="json"),
    ],
    "documents",
)
tasks_pages = (
    [
        path("", tasks.task_list, name="list"),
        path("export.<name:format>", tasks.task_export, name="export"),
        path("feed.atom", tasks.task_list_feed, name="feed"),
        path("<name:slug>/<name:key>/", task.task_detail, name="detail"),
    ],
    "tasks",
)
agencies_pages = (
    [
        path("", agencies.agency_list, name="list"),
        path("<name:slug>/", agencies.agency_detail, name="detail"),
        path("<name:slug>/brief/", agencies.agency_brief, name="brief"),
        path("<name:slug>/deadlines.ics", agencies.agency_calendar, name="calendar"),
        path("<name:slug>/feed.atom", agencies.agency_feed, name="feed"),
    ],
    "agencies",
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path("search/suggest/", search.suggestions, name="suggestions"),
    path("tasks/", include(tasks_pages)),
    path("documents/", include(documents_pages)),
    path("agencies/", include(agencies_pages)),
    path("cite/", documents.cite, name="cite"),
    # Targets, timeline, topics and matrix: their sections appear in the navigation as soon as they are named here.
    path("feeds/documents.atom", feeds.document_feed, name="feed"),
    path("about/", about.about, name="about"),
    path("healthz", machines.healthz, name="healthz"),
    path("robots.txt", machines.robots, name="robots"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("sitemap.xml", index, {"sitemaps": machines.SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml", sitemap, {"sitemaps": machines.SITEMAPS}, name="django.contrib.sitemaps.views.sitemap"
    ),
    path("admin/", admin.site.urls),
]

handler400 = "policykb.pages.errors.bad_request"
handler403 = "policykb.pages.errors.forbidden"
handler404 = "policykb.pages.errors.not_found"
