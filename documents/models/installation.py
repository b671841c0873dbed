"""Which installation this is: what tells its records from those of every other one."""

from typing import ClassVar
from uuid import UUID, uuid4, uuid5

from django.db import models


class Installation(models.Model):
    """This installation of the program (安装): one row, made with the database, and its random key."""

    number = models.PositiveSmallIntegerField("编号", primary_key=True, default=1, editable=False)
    key = models.UUIDField("标识", default=uuid4, editable=False)
    made_at = models.DateTimeField("建立时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "安装"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(number=1), name="one_installation")]

    def __str__(self) -> str:
        return str(self.key)

    @classmethod
    def this(cls) -> "Installation":
        """The one there is; made where a flushed database has lost it."""
        return cls.objects.get_or_create(pk=1)[0]

    def name_for(self, what: str) -> UUID:
        """A name for what is called so here: always the same, and no other installation's."""
        return uuid5(self.key, what)
