"""Users and groups in the admin: what they may do is told in the words of the site."""

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest

VERBS: Final = {"add": "新增", "change": "修改", "delete": "删除或撤除", "view": "查看"}


class RightsField(forms.ModelMultipleChoiceField):
    """A choice of rights."""

    def label_from_instance(self, right: Any) -> str:
        """What a right is to: 文件：新增; one that the site made is named as it is."""
        verb = VERBS.get(right.codename.partition("_")[0])
        return f"{right.content_type.name}：{verb or right.name}"


class ToldRights:
    """A form in which rights are chosen."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.remote_field.model is Permission:
            rights = Permission.objects.select_related("content_type")  # all: those not shown would be taken away
            options |= {"form_class": RightsField, "queryset": rights}
        return super().formfield_for_manytomany(db_field, request, **options)  # type: ignore[misc]


admin.site.unregister([User, Group])


@admin.register(User)
class PersonAdmin(ToldRights, UserAdmin):
    """Who may log in."""


@admin.register(Group)
class PeopleAdmin(ToldRights, GroupAdmin):
    """What several people may do together."""
