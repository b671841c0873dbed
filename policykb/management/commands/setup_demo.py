"""manage.py setup_demo: everything a first start needs; later ones find it done."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from documents.models import Document


class Command(BaseCommand):
    help = "Migrate, load agencies and terms, ingest the sample policies, and make a staff login; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # else whitenoise warns of its absence
        call_command("migrate", verbosity=0, interactive=False)
        if not Document.objects.exists():
            call_command("load_registry")
            call_command("ingest", settings.BASE_DIR / "fixtures" / "policies")
        self.make_login()

    def make_login(self) -> None:
        """The first time only: a staff login with a random password, shown once."""
        users = get_user_model().objects
        if users.exists():
            return
        password = secrets.token_urlsafe(9)
        users.create_superuser("admin", password=password)
        self.stdout.write(f"Staff login for /admin/ (shown this once): admin / {password}")
