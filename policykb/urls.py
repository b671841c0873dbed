"""The map of the site's addresses."""

from django.contrib import admin
from django.urls import include, path

from policykb.pages import agencies, documents, home, plain, search, tasks

documents_pages = (
    [
        path("", documents.document_list, name="list"),
        path("<str:slug>/", plain.document_detail, name="detail"),
    ],
    "documents",
)
tasks_pages = (
    [
        path("", tasks.task_list, name="list"),
        path("<str:slug>/<str:key>/", plain.task_detail, name="detail"),
    ],
    "tasks",
)
agencies_pages = (
    [
        path("", agencies.agency_list, name="list"),
        path("<str:slug>/", agencies.agency_detail, name="detail"),
    ],
    "agencies",
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path("tasks/", include(tasks_pages)),
    path("documents/", include(documents_pages)),
    path("agencies/", include(agencies_pages)),
    path("cite/", documents.cite, name="cite"),
    # Targets, timeline, topics and matrix: their sections appear in the navigation as soon as they are named here.
    path("admin/", admin.site.urls),
]
