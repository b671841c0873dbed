"""What makes a function a page that is only read."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def read_only(view: View) -> View:
    """GET and HEAD alone are answered; anything else is a 405, whether or not it brings a form's token."""
    return csrf_exempt(require_safe(view))  # type: ignore[no-any-return]
