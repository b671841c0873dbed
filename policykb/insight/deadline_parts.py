"""An agency in; the parties of deadlines that it is out: by what name, or by what role in the document."""

from collections.abc import Iterable

from django.db.models import Q

from documents.models import Agency
from tasks.models import DeadlineParty, Responsibility
from tasks.models.parties import DeadlinePartyQuerySet

Group, Role = DeadlineParty.Group, Responsibility.Role
ROLES = {Group.LEADS: [Role.LEAD], Group.SUPPORTS: [Role.SUPPORT], Group.ALL: list(Role)}


def parts_of(agency: Agency, collectives: Iterable[Agency]) -> DeadlinePartyQuerySet:
    """The parties that an agency is: by its name, by that of a collective which includes it, or, where the words name
    all of a role, by the role that it has in the document."""
    named = Q(agency__in=[agency.pk, *(each.pk for each in collectives)])
    for group, roles in ROLES.items():
        duties = Responsibility.objects.published().filter(agency=agency, role__in=roles)
        named |= Q(group=group, document__in=duties.order_by().values("task__document"))
    found: DeadlinePartyQuerySet = DeadlineParty.objects.current().filter(named)
    return found
