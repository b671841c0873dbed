"""What stands above the title that a page states goes, the notice that carries the document stays."""

from documents.text import read, repair

NOTICE = [
    "云川市水务局等3个部门",
    "关于印发《岸线整治方案》的通知",
    "（云水〔2031〕8号）",
    "各县水务局，市直有关部门：",
    "《岸线整治方案》已经市政府同意，现印发给你们。",
    "云川市水务局",
    "云川市林业局",
    "云川市档案馆",
    "2031年5月6日",
]
BODY = ["岸线整治方案", "为保护岸线，制定本方案。"]


def text_of(lines: list[str]) -> list[str]:
    page = ["---", "title: 岸线整治方案", "---", "", "# 岸线整治方案", *lines]
    return repair(read("\n\n".join(page).encode(), "a.md")).text.split("\n")[2:]


def test_the_notice_above_a_title_stays() -> None:
    assert text_of([*NOTICE, *BODY]) == [*NOTICE, *BODY]


def test_what_a_site_puts_above_the_notice_goes() -> None:
    assert text_of(["用户登录", "走进云川", "办事入口", *NOTICE, *BODY]) == [*NOTICE, *BODY]


def test_a_notice_that_begins_with_a_sentence_stays() -> None:
    assert text_of(["用户登录", "走进云川", "办事入口", *NOTICE[4:], *BODY]) == [*NOTICE[4:], *BODY]
