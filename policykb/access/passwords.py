"""How many passwords are checked at the same time: each costs half a second of a processor, on purpose."""

from threading import BoundedSemaphore, Lock
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

# In each process one password is looked at and one waits: the other threads go on serving readers.
AT_THE_DOOR = BoundedSemaphore(2)
LOOKED_AT = Lock()


class OneAtATime(ModelBackend):
    """Django's own backend, which in each process checks one password while one more waits. Further logins are
    refused at once: the form says so and keeps the user's name, and nothing is counted as a failed login."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, **credentials: Any
    ) -> User | None:
        if not AT_THE_DOOR.acquire(blocking=False):
            # Of what a backend may raise, this alone reaches the form and is no failed attempt.
            raise ValidationError("此刻登录的人太多，请过几秒再试。", code="busy")
        try:
            with LOOKED_AT:
                return super().authenticate(request, **credentials)
        finally:
            AT_THE_DOOR.release()
