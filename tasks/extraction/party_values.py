"""The parties of a deadline, beside the duties of its task: who has to act by then, and who receives what is due."""

from dataclasses import dataclass
from enum import StrEnum

from documents.text.spans import Span


class PartyRole(StrEnum):
    """What a body has to do with a deadline, beside its duties."""

    ACTS = "acts"  # 牵头部门要…: who has to have done it
    RECEIVES = "receives"  # 报送省发展改革委: to whom it is reported


class PartyGroup(StrEnum):
    """Bodies that a deadline names by their role in the document's tasks, not by name."""

    LEADS = "leads"  # 各牵头部门
    SUPPORTS = "supports"  # 各配合单位
    ALL = "all"  # 各责任单位


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party (承办、接收单位) that the sentence of a deadline names: one body by its full official name, or a
    `group`, whose `agency` is "". `span` covers `as_written`."""

    role: PartyRole
    agency: str
    as_written: str
    span: Span
    group: PartyGroup | None = None
