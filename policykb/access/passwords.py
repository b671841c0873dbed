"""How many passwords are looked at at a time: each costs half a second of a processor, by design."""

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
    """Django's own backend, but for whom there is no place at the door: the form says so and keeps the user's name,
    and no failure is counted. A refusal costs nothing, and holds no thread."""

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
