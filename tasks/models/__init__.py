"""The records of the tasks app."""

from tasks.models.citations import Citation
from tasks.models.deadlines import Deadline
from tasks.models.parties import DeadlineParty
from tasks.models.reports import Report
from tasks.models.responsibilities import Responsibility
from tasks.models.targets import Target
from tasks.models.tasks import ReviewState, Task

__all__ = ["Citation", "Deadline", "DeadlineParty", "Report", "Responsibility", "ReviewState", "Target", "Task"]
