"""The head of a table's column in; what the column says it holds (序号, 任务, 牵头单位, 完成时限), out."""

import re
from dataclasses import dataclass
from enum import StrEnum

from documents.text.duty_labels import DutyPart, duty_part


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    GROUP = "group"  # 领域: what several rows are about
    TASK = "task"
    GOAL = "goal"  # 工作目标 beside a column of tasks
    LEAD = "lead"
    SUPPORT = "support"
    IMPLEMENT = "implement"
    LIST = "list"  # 责任单位: a plain list of bodies
    PERSON = "person"
    TIME = "time"
    INDICATOR = "indicator"
    UNIT = "unit"
    YEAR = "year"
    VALUE = "value"
    ATTRIBUTE = "attribute"  # 约束性, 预期性
    OTHER = "other"


PARTS = {
    DutyPart.LEAD: Column.LEAD,
    DutyPart.MAIN: Column.LEAD,
    DutyPart.SUPPORT: Column.SUPPORT,
    DutyPart.IMPLEMENT: Column.IMPLEMENT,
    DutyPart.LIST: Column.LIST,
}
BODIES = frozenset({Column.LEAD, Column.SUPPORT, Column.IMPLEMENT, Column.LIST})
LONGEST_HEAD = 20


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says; `is_plain` where its words are used for little else, so that they need no second witness."""

    kind: Column
    is_plain: bool = True


# 主管部门 and 实施机关 stand in lists of laws, too
ANSWERS = re.compile(r"牵头|责任|负责|配合|主办|承办|协办|主责|落实|分工|参与")
_UNIT = r"(?:单位|部门|机构|机关|主体|处室|科室)"
# What may follow the word that says what a column holds: 任务及分工, 举措（三年）
_END = r"(?:$|[及和与、/（(]|名称|分解|内容|安排|描述|要求|清单)"
# What a head is about, whatever else it says: 牵头领导 is no body, 任务来源 no task
ASIDES = tuple(
    (re.compile(pattern), Head(kind, is_plain))
    for pattern, kind, is_plain in (
        (r"^(?:任务|项目|条目|指标|总)?(?:序号|编号|序列号)$|^[序号]$|^(?:№|[Nn][Oo]\.?)$", Column.NUMBER, True),
        (
            r"备注|说明|依据|来源|范围|地点|地址|电话|联系方式|资金|投资|金额|级别|状态|情况|进展|分值|得分|权重|公式",
            Column.OTHER,
            True,
        ),
        (
            rf"^(?!.*{_UNIT}[及和与、/（(]).*(?:领导|人员|联系人|联络员|责任人|负责人|姓名|同志|市长|县长)(?:[（(].*)?$",
            Column.PERSON,
            True,
        ),
        (r"时限|期限|时间|进度|日期|节点|年限|时序", Column.TIME, True),
    )
)
CONTENTS = tuple(
    (re.compile(pattern), Head(kind, is_plain))
    for pattern, kind, is_plain in (
        (r"^(?:计量)?单位$", Column.UNIT, True),
        (rf"{_UNIT}(?:名称)?$", Column.LIST, False),
        (r"目标值|规划值|指标值|预期值|任务值|计划值|完成值|^指标要求$|^目标$", Column.VALUE, True),
        (r"^(?:[“‘]?十[一二三四五六七]五[”’]?)?末?[（(]?(?:19|20)\d\d年?(?:[末底])?[）)]?(?:[（(].{1,8}[）)]|"
         r"(?:规划|预期|目标|指标|现状|基期|基准|实际|完成|计划|预计|发展){0,3}[值数年]?)$", Column.YEAR, True),
        (rf"(?:任务|举措|措施|整改|要点){_END}", Column.TASK, True),
        (r"属性|^性质$|指标性质", Column.ATTRIBUTE, True),
        (r"指标", Column.INDICATOR, True),
        (rf"内容{_END}", Column.TASK, False),
        (rf"(?:目标|标准|成效|成果|标志){_END}", Column.GOAL, True),
        (rf"(?:类别|类型|分类|领域|板块|方面|层面|维度){_END}", Column.GROUP, True),
        (rf"(?:工作|重点){_END}", Column.TASK, True),
        (rf"(?:事项|项目|条款|要求|问题|行动|工程|职责|做法){_END}", Column.TASK, False),
    )
)  # fmt: skip


def read_head(words: str) -> Head | None:
    """What a column's head says, None where it says nothing known. Blanks do not count.

    >>> read_head("牵头责任单位").kind.value, read_head("分 管 县领导").kind.value, read_head("目标与任务").kind.value
    ('lead', 'person', 'task')
    """
    squeezed = "".join(words.split())
    if not squeezed or len(squeezed) > LONGEST_HEAD:
        return None
    aside = next((head for pattern, head in ASIDES if pattern.search(squeezed)), None)
    part = PARTS.get(duty_part(squeezed) or DutyPart.NONE)
    if aside or part:
        return aside or Head(part or Column.LIST, bool(ANSWERS.search(squeezed)))
    return next((head for pattern, head in CONTENTS if pattern.search(squeezed)), None)
