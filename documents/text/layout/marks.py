"""The marks and words at the end of a line that tell whether it goes on."""

import re

TERMINAL = re.compile(r"[。！？!?；;：:][”’\"」』）)》\]】〕]{0,3}$|[）)】〕\]]$")
COMMA = re.compile(r"[，,、]$")
SENTENCE_MARK = re.compile(r"[，。；！？;]")
ANY_MARK = re.compile(r"[，。；：、！？;:,）)”》]")
TITLE_WORD = (
    "通知|意见|方案|规划|计划|办法|决定|规定|条例|细则|通报|公告|通告|批复|函|报告|请示"
    "|纲要|要点|措施|指南|清单|行动|公报|命令|议案|纪要|决议"
)
TITLE_LAST = re.compile(rf"(?:{TITLE_WORD})[》”]?(?:[（(][^（）()]{{1,20}}[）)])?$")
