"""What kind of text a document is, and whether it is in force."""

from django.db import models

from documents.structure import values


class DocumentKind(models.TextChoices):
    """What kind of text a document is (文件种类)."""

    PLAN = values.DocumentKind.PLAN.value, "规划"
    PROGRAMME = values.DocumentKind.PROGRAMME.value, "方案计划"
    OPINION = values.DocumentKind.OPINION.value, "意见"
    MEASURES = values.DocumentKind.MEASURES.value, "政策措施"
    DIVISION = values.DocumentKind.DIVISION.value, "任务分工"
    NOTICE = values.DocumentKind.NOTICE.value, "通知"
    REGULATION = values.DocumentKind.REGULATION.value, "法规制度"
    INTERPRETATION = values.DocumentKind.INTERPRETATION.value, "政策解读"
    QUESTIONS = values.DocumentKind.QUESTIONS.value, "问答"
    GUIDE = values.DocumentKind.GUIDE.value, "办事指南"
    NEWS = values.DocumentKind.NEWS.value, "新闻"
    REPORT = values.DocumentKind.REPORT.value, "报告"
    OTHER = values.DocumentKind.OTHER.value, "其他"


class Validity(models.TextChoices):
    """Whether a document is in force (时效性)."""

    UNKNOWN = values.Validity.UNKNOWN.value, "未标明"
    IN_FORCE = values.Validity.IN_FORCE.value, "现行有效"
    NOT_YET = values.Validity.NOT_YET.value, "尚未生效"
    AMENDED = values.Validity.AMENDED.value, "已修改"
    EXPIRED = values.Validity.EXPIRED.value, "已失效"
    REPEALED = values.Validity.REPEALED.value, "已废止"


ENDED = (Validity.EXPIRED, Validity.REPEALED)
ENDED_OR_AMENDED = (*ENDED, Validity.AMENDED)
