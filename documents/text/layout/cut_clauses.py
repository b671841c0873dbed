"""Two lines in; whether a clause of duties (牵头单位：甲局、…) is cut between them, out."""

import re

from documents.text.duty_labels import LABEL, opens_with_label

OPENING, CLOSING = "（(〔[【［", "）)〕]】］"
LONGEST_CLAUSE = 400
LAST_NAME = re.compile(r"[^、，,；;:：\s]{1,20}$")
FIRST_NAME = re.compile(r"[^、，,；;。）)〕\]】\s]{1,16}(?=[、，,；;。）)〕\]】]|$)")
ENDS_NAME = re.compile(r"[委局厅部办署院会室府司处区市州县所队站社中心业位构集团镇乡]$")


def is_cut_clause(before: str, line: str) -> bool:
    """Whether the words `before` a line end inside a labelled clause that goes on in it: its bracket is still open, or
    its last name is cut.

    >>> is_cut_clause("加强检查。（牵头单位：市财政局、市水", "利局、市林业局）")
    True
    >>> is_cut_clause("牵头单位：市财政局、市水", "利局"), is_cut_clause("牵头单位：市财政局", "加强检查，落实责任。")
    (True, False)
    """
    words = before[-LONGEST_CLAUSE:]
    sentence = words[words.rfind("。") + 1 :]
    label = next((match for match in LABEL.finditer(sentence) if match["bodies"] or match["glued"]), None)
    if label is None:
        return False
    is_bracketed = sentence[: label.start()].rstrip()[-1:] in (*OPENING,)
    if _is_open(sentence):
        closing = next((index for index, mark in enumerate(line) if mark in CLOSING), len(line))
        return "。" not in line[:closing]
    if is_bracketed or opens_with_label(line):
        return False  # （责任单位：甲局）, closed, and a line that begins with a body (国际博览会)
    last, first = LAST_NAME.search(sentence, label.end()), FIRST_NAME.match(line)
    if last is None or first is None:
        return False
    return not ENDS_NAME.search(last[0]) and bool(ENDS_NAME.search(first[0]))


def is_whole_clause(words: str) -> bool:
    """Whether words end with a labelled clause whose last name is whole, so that only a mark could go on with it.

    >>> is_whole_clause("新建公厕50座。责任单位：区住建局"), is_whole_clause("责任单位：区住建局、区水")
    (True, False)
    """
    sentence = words[words.rfind("。") + 1 :][-LONGEST_CLAUSE:]
    label = next((match for match in LABEL.finditer(sentence) if match["bodies"] or match["glued"]), None)
    last = LAST_NAME.search(sentence, label.end()) if label else None
    return last is not None and not _is_open(sentence) and bool(ENDS_NAME.search(last[0]))


def _is_open(words: str) -> bool:
    """Whether a bracket that opens in the words closes in none of them."""
    return sum(words.count(mark) for mark in OPENING) > sum(words.count(mark) for mark in CLOSING)
