"""The vocabulary of search: what people say, and the words of documents that say the same."""

from types import MappingProxyType
from typing import ClassVar, Final, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords


class WordPairQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """The pairs that search goes by."""
        return self.filter(state=WordPair.State.IN_USE)


class WordPair(models.Model):
    """A pair of the vocabulary (词对): who types the one word (没电的牧区) is also given what says the other
    (偏远地区). Pairs of kind `same` and `former` hold both ways."""

    class Kind(models.TextChoices):
        SAME = "same", "同义词"
        NARROWER = "narrower", "下位词"
        FORMER = "former", "旧称"
        EVERYDAY = "everyday", "日常说法"
        ENGLISH = "english", "英文"
        REGIONAL = "regional", "港台用语"

    class State(models.TextChoices):
        IN_USE = "in-use", "采用"
        PROPOSED = "proposed", "建议"
        DECLINED = "declined", "不采用"

    typed = models.CharField("输入的词", max_length=40)
    official = models.CharField("文件用语", max_length=40)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices, default=Kind.EVERYDAY)
    weight = models.FloatField(
        "权重",
        null=True,
        blank=True,
        validators=[MinValueValidator(0.05), MaxValueValidator(1)],
        help_text="一处文件用语抵几处输入的词，0.05 至 1；留空则按类别。",
    )
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.IN_USE)
    note = models.CharField("来由", max_length=200, blank=True)
    history = HistoricalRecords(verbose_name="历史")

    objects = WordPairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检索词对"
        ordering: ClassVar = ["typed", "official"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["typed", "official"], name="word_pair_once", violation_error_message="已有这一词对。"
            ),
            models.CheckConstraint(
                condition=~models.Q(typed="") & ~models.Q(official="") & ~models.Q(typed=models.F("official")),
                name="word_pair_of_two",
                violation_error_message="两个词都要填，而且不能相同。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.typed} → {self.official}"


# What a mention of the official word counts, relative to one of the word typed, unless the pair says otherwise.
WEIGHTS: Final = MappingProxyType(
    {
        WordPair.Kind.SAME: 0.9,
        WordPair.Kind.NARROWER: 0.5,
        WordPair.Kind.FORMER: 0.8,
        WordPair.Kind.EVERYDAY: 0.6,
        WordPair.Kind.ENGLISH: 0.9,
        WordPair.Kind.REGIONAL: 0.9,
    }
)
BOTH_WAYS: Final = frozenset({WordPair.Kind.SAME, WordPair.Kind.FORMER})
