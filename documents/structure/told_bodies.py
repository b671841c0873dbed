"""Sections in; those that tell bodies what to do (县水利局要…, 各镇切实…) out."""

import re
from collections.abc import Sequence

from documents.structure.values import ParsedSection

PUBLIC_NOTICE = re.compile(r"(?:公告|通告)$")
PLACE = r"(?:省|市(?!民)|州|县|区|旗|盟|苏木|乡|镇|街道|嘎查|村(?!民)|社区|居委会|园区)"
# 各镇要… · 区水务部门、区林业局在汛期前应… · 各村护林员切实…, at the begin of a sentence
TOLD = re.compile(
    rf"""
    (?:\A|(?<=[。；\n]))\s*
    (?P<names>各(?![类种项条])[\u4e00-\u9fff]{{0,10}}?(?:{PLACE}|[员长])
        |[\u4e00-\u9fff、（）()]{{0,30}}?(?:部门|政府|(?P<any>单位|机构)|委员会|办事处|[局委厅办]))
    (?:[，,]?[在自从于][^。；，,\n]{{1,16}}(?:期间|前|后|内|中|日起)[，,]?)?  # 在休渔期间,
    (?:(?:应当?|要|必须|须)(?![有对])|切实|认真|严格履行|负责(?!人|同志))""",
    re.VERBOSE,
)
NO_BODY = re.compile("任何|个人|企业|业主|群众|公民|居民|用户|经营")
FEWEST_TOLD = 3  # items that tell bodies what to do
FEWEST_OF_PUBLIC = 2  # of a notice to the public, most of which is told to everybody


def told_items(text: str, genre: str, sections: Sequence[ParsedSection]) -> list[ParsedSection]:
    """The outermost items that tell bodies what to do, if several do; in a text to the public (通告) bodies of the
    state and those whom they appoint, not every 单位."""
    is_public = PUBLIC_NOTICE.search(genre) is not None
    outermost = (section for section in sections if section.number and not section.parent)
    told = [section for section in outermost if _is_told(section.own.quote(text).strip(), is_public)]
    return told if len(told) >= (FEWEST_OF_PUBLIC if is_public else FEWEST_TOLD) else []


def _is_told(words: str, is_public: bool) -> bool:
    """Whether a sentence of a section tells bodies what to do."""
    found = TOLD.finditer(words)
    return any(not (is_public and (match["any"] or NO_BODY.search(match["names"]))) for match in found)
