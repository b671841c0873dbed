"""What is an address of the web, and what only looks like one."""

import pytest

from documents.text.web_addresses import page_address, web_address


@pytest.mark.parametrize(
    "address",
    [
        "http://www.qinghai.gov.cn/xxgk/1.html", "https://www.gov.cn/zhengce/content/2021-02/22/content_5588274.htm?a=1#b",
        "https://例子.中国/政策/1.html", "http://10.1.2.3:8080/a.html",
    ],
)  # fmt: skip
def test_a_web_address_stays_as_it_is(address: str) -> None:
    assert web_address(address) == page_address(address) == address


@pytest.mark.parametrize(
    "words",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)//www.gov.cn", "java\nscript:alert(1)", "data:text/html,<b>x",
        "file:///etc/passwd", "ftp://www.gov.cn/a", "//www.gov.cn/a.html", "/zhengce/1.html", "www.gov.cn/a.html",
        "http://", "http:///a", "http://localhost/a", "http://www..cn/a", "https://www.gov.cn@evil.example/a",
        "https://user:word@www.gov.cn/a", "https://www.gov.cn\\@evil.example/a", "http://www.gov.cn:port/a",
        "http://www.gov.cn/a b", "http://www.gov.cn/\u202eb", "http://[::1]/a", "http://www.gov.cn/" + "a" * 500,
    ],
)  # fmt: skip
def test_nothing_else_is_one(words: str) -> None:
    assert web_address(words) == page_address(words) == ""


@pytest.mark.parametrize("site", ["https://www.gov.cn", "https://www.gov.cn/", "http://www.gov.cn/index.html#top"])
def test_a_site_is_no_page(site: str) -> None:
    assert web_address(site) == site and page_address(site) == ""
