"""Lists for staff whose records nobody edits: they are looked at only."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class LookedAtAdmin(admin.ModelAdmin):
    """Nothing is added, changed or deleted; who may look is told by `has_view_permission`."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
