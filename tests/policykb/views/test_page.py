"""Which answers are kept, where, and how long."""

from datetime import date

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory

from policykb import memory
from policykb.views import page
from policykb.views.page import LARGEST, is_worth_keeping, read_only, remembered, rendered, site_of
from tests.policykb.test_memory import KEEPING, ROOMS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgetful(db: None) -> None:
    """Nothing stays from one test to the next."""
    with KEEPING:
        for name in ROOMS:
            caches[name].clear()


class Counted:
    """A page that says how often it was worked out."""

    def __init__(self, status: int = 200) -> None:
        self.times, self.status = 0, status

    def __call__(self, request: HttpRequest, words: str = "") -> HttpResponse:
        self.times += 1
        return HttpResponse(f"{words}{self.times}", status=self.status)


def view_of(counted: Counted) -> page.View:
    """It as a view of the site."""

    def view(request: HttpRequest, words: str = "") -> HttpResponse:
        return counted(request, words)

    return remembered(view)


@pytest.mark.parametrize(
    ("status", "is_question", "is_kept"),
    [
        (200, False, True),
        (200, True, True),
        (404, True, True),
        (404, False, False),
        (302, True, False),
        (500, True, False),
    ],
)
def test_an_answer_from_the_data_is_kept(status: int, is_question: bool, is_kept: bool) -> None:
    assert is_worth_keeping(HttpResponse(b"a", status=status), is_question) is is_kept


def test_what_is_larger_than_the_largest_or_comes_in_pieces_is_not() -> None:
    assert is_worth_keeping(HttpResponse(b"a" * LARGEST), False)
    assert not is_worth_keeping(HttpResponse(b"a" * (LARGEST + 1)), False)
    assert not is_worth_keeping(StreamingHttpResponse(iter([b"a"])), False)


@KEEPING
def test_a_page_is_worked_out_once_for_each_address(rf: RequestFactory) -> None:
    counted = Counted()
    view = view_of(counted)
    answers = [view(rf.get(path), words="甲").content.decode() for path in ("/a/", "/a/", "/b/", "/a/?x=1", "/a/?x=1")]
    assert answers == ["甲1", "甲1", "甲2", "甲3", "甲3"]
    assert view.__name__ == "view"


@KEEPING
def test_pages_and_questions_are_kept_in_rooms_of_their_own(rf: RequestFactory) -> None:
    counted = Counted()
    view = view_of(counted)
    view(rf.get("/a/")), view(rf.get("/a/?x=1"))
    caches["questions"].clear()
    assert view(rf.get("/a/")).content == b"1" and view(rf.get("/a/?x=1")).content == b"3"
    caches["default"].clear()
    assert view(rf.get("/a/?x=1")).content == b"3" and view(rf.get("/a/")).content == b"4"


@KEEPING
def test_a_question_without_an_answer_is_kept_and_a_wrong_address_is_not(rf: RequestFactory) -> None:
    counted = Counted(404)
    view = view_of(counted)
    assert [view(rf.get("/a/?x=1")).content for _ in range(2)] == [b"1", b"1"]
    assert [view(rf.get("/a/")).content for _ in range(2)] == [b"2", b"3"]


@KEEPING
def test_a_page_is_another_on_another_day(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted()
    view = view_of(counted)
    for day, answer in ((1, b"1"), (1, b"1"), (2, b"2")):
        monkeypatch.setattr(page.timezone, "localdate", lambda day=day: date(2031, 5, day))
        assert view(rf.get("/a/")).content == answer


@KEEPING
def test_who_is_logged_in_gets_a_fresh_page_and_leaves_none(rf: RequestFactory) -> None:
    counted = Counted()
    view = view_of(counted)
    request = rf.get("/a/")
    request.COOKIES["sessionid"] = "x"
    assert [view(request, words="甲").content.decode() for _ in range(2)] == ["甲1", "甲2"]
    assert view(rf.get("/a/")).content == b"3"


@KEEPING
def test_what_is_kept_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory.KEPT == 300
    given: list[int] = []
    monkeypatch.setattr(type(caches["default"]), "set", lambda cache, key, answer, seconds: given.append(seconds))
    memory.remember(("name",), lambda: "answer")
    assert given == [300]


def test_a_template_is_filled_in_before_it_is_kept(rf: RequestFactory) -> None:
    template = engines["django"].from_string("甲{{ number }}")
    answer = rendered(TemplateResponse(rf.get("/"), template, {"number": 7}))
    assert answer.content.decode() == "甲7"
    plain = HttpResponse(b"a")
    assert rendered(plain) is plain


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_a_page_is_only_read(rf: RequestFactory, method: str) -> None:
    view = read_only(Counted())
    assert getattr(rf, method)("/").method == method.upper()
    assert view(getattr(rf, method)("/")).status_code == 405
    assert view(rf.get("/")).status_code == view(rf.head("/")).status_code == 200
    assert view.csrf_exempt


def test_the_site_has_no_slash_at_its_end(rf: RequestFactory) -> None:
    assert site_of(rf.get("/a/b/", headers={"host": "testserver"})) == "http://testserver"
