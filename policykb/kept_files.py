"""Django's cache in files, which does without where there is no room for one."""

import logging
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)


class KeptFiles(FileBasedCache):
    """What is kept in a folder that several processes share. A file that cannot be written (the disk is full) is told
    in the log; it only would have saved time."""

    def set(self, key: Any, value: Any, *arguments: Any, **more: Any) -> None:
        """Keep the value, if there is room."""
        try:
            super().set(key, value, *arguments, **more)
        except OSError as error:
            logger.warning("An answer cannot be kept: %s", error)
