"""What is kept is forgotten when the data change."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from errno import ENOSPC
from multiprocessing import Pipe, get_context
from pathlib import Path
from threading import Event
from time import sleep
from unittest.mock import Mock, patch

import pytest
from django.core.cache import caches
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from documents.models import Change, Document
from documents.records.locks import withdraw
from documents.records.saving import save
from documents.records.writing import state, tell, writing
from policykb.memory import remember, renewal
from policykb.views.page import remembered
from tests.factories import make_agency, make_document, make_duty, make_task

pytestmark = pytest.mark.django_db
ROOMS = ("default", "questions")


def keeping(most: int = 50) -> override_settings:
    """Settings under which answers are kept, `most` in each room, in rooms of the test's own."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    options = {"OPTIONS": {"MAX_ENTRIES": most, "CULL_FREQUENCY": 2}}
    return override_settings(
        CACHES={name: {"BACKEND": backend, "LOCATION": f"test-{name}-{most}", **options} for name in ROOMS}
    )


KEEPING = keeping()


def sharing(folder: Path) -> override_settings:
    """Settings under which answers are kept in a folder."""
    return override_settings(
        CACHES={name: {"BACKEND": "policykb.kept_files.KeptFiles", "LOCATION": str(folder / name)} for name in ROOMS}
    )


class Slowly:
    """A way to compute an answer that tells when it has begun, and ends when it may."""

    def __init__(self, answer: str) -> None:
        self.answer, self.begun, self.may_end = answer, Event(), Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.may_end.wait(10)
        return self.answer


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Nothing stays from one test to the next."""
    yield
    for most in (50, 4):
        with keeping(most):
            for name in ROOMS:
                caches[name].clear()


def test_the_state_differs_after_every_writing_that_told_of_something() -> None:
    states = [state()]
    document = make_document()
    states.append(state())
    with writing():
        save(document, ["title"])
        tell(document, "updated", ["title"])
    states.append(state())
    assert len(set(states)) == 3
    with writing():
        pass
    assert state() == states[-1]


@KEEPING
def test_an_answer_is_worked_out_once_for_all_who_ask_at_the_same_time() -> None:
    slowly = Slowly("the first")
    with patch("policykb.memory.state", lambda: (1, "same")), ThreadPoolExecutor(2) as readers:
        first = readers.submit(remember, ("page",), slowly)
        assert slowly.begun.wait(10)
        second = readers.submit(remember, ("page",), lambda: "the second")
        is_early = bool(wait([second], timeout=0.2).done)
        slowly.may_end.set()
        assert (is_early, first.result(10), second.result(10)) == (False, "the first", "the first")


@KEEPING
def test_while_one_page_is_worked_out_anew_the_others_are_given_as_they_were() -> None:
    slowly, states = Slowly("the next"), [(1, None)]
    with (
        ThreadPoolExecutor(1) as readers,
        patch("policykb.memory.state", lambda: states[-1]),
        patch("policykb.memory.changed_lately", lambda before: before == (1, None)),
    ):
        assert [remember((name,), lambda: "of before", may_lag=True) for name in "abc"] == ["of before"] * 3
        states.append((2, None))
        first = readers.submit(remember, ("a",), slowly, may_lag=True)
        assert slowly.begun.wait(10)
        lagging = remember(("b",), lambda: "the next", may_lag=True)
        slowly.may_end.set()
        exact = remember(("c",), lambda: "exact")
        new = remember(("d",), lambda: "new", may_lag=True)
        assert (lagging, exact, new, first.result(10)) == ("of before", "exact", "new", "the next")
        assert remember(("b",), lambda: "the next", may_lag=True) == "the next"


@KEEPING
def test_what_changed_longer_ago_is_worked_out_though_another_page_is() -> None:
    remember(("page",), lambda: "of before", may_lag=True)
    before = state()[0]
    make_document()
    given = []
    with renewal():
        for seconds in (4, 6):
            Change.objects.filter(revision__gt=before).update(at=timezone.now() - timedelta(seconds=seconds))
            given.append(remember(("page",), lambda: "the next", may_lag=True))
    assert given == ["of before", "the next"]


@KEEPING
def test_one_renews_at_a_time_and_who_was_killed_meanwhile_stands_in_nobodys_way() -> None:
    with renewal() as first, renewal() as second:
        assert (first, second) == (True, False)
    with renewal() as third:
        assert third
    with patch("policykb.memory.LONGEST_RENEWAL", 0.1):
        killed = renewal()
        killed.__enter__()
        sleep(0.2)
        with renewal() as fourth:
            assert fourth


@KEEPING
def test_one_answer_is_worked_out_at_a_time_while_what_is_kept_is_given_out() -> None:
    slowly = Slowly("a")
    with patch("policykb.memory.state", lambda: (1, "same")), ThreadPoolExecutor(2) as readers:
        remember(("kept",), lambda: "kept")
        first = readers.submit(remember, ("a",), slowly)
        assert slowly.begun.wait(10)
        second = readers.submit(remember, ("b",), lambda: "b")
        is_early = bool(wait([second], timeout=0.2).done)
        kept = remember(("kept",), lambda: "worked out again")
        slowly.may_end.set()
        assert (is_early, kept, first.result(10), second.result(10)) == (False, "kept", "a", "b")


@KEEPING
def test_what_takes_too_long_holds_up_those_alone_who_ask_for_the_same() -> None:
    slowly = Slowly("a")
    with (
        patch("policykb.memory.state", lambda: (1, "same")),
        patch("policykb.memory.LONGEST_SITTING", 0.1),
        ThreadPoolExecutor(2) as readers,
    ):
        first = readers.submit(remember, ("a",), slowly)
        assert slowly.begun.wait(10)
        same = readers.submit(remember, ("a",), lambda: "worked out again")
        other = remember(("b",), lambda: "b")
        slowly.may_end.set()
        assert (other, first.result(10), same.result(10)) == ("b", "a", "a")


@KEEPING
def test_an_answer_may_be_made_of_others() -> None:
    assert remember(("whole",), lambda: remember(("part",), lambda: "a part")) == "a part"


def test_processes_with_one_folder_keep_for_each_other(tmp_path: Path) -> None:
    """A second process is given what the first one kept, and leaves a renewal to it."""
    ours, theirs = Pipe()

    def ask() -> None:
        with renewal() as is_mine:
            theirs.send((remember(("page",), lambda: "worked out again"), is_mine))

    with sharing(tmp_path), patch("policykb.memory.state", lambda: (1, "same")), renewal():
        remember(("page",), lambda: "kept by the first")
        other = get_context("fork").Process(target=ask)
        other.start()
        other.join(20)
        assert ours.poll(0) and ours.recv() == ("kept by the first", False)


def test_without_room_on_the_disk_answers_are_worked_out_each_time(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make_document(title="青海省方案")
    full = OSError(ENOSPC, "No space left on device")
    monkeypatch.setattr("django.core.cache.backends.filebased.tempfile.mkstemp", Mock(side_effect=full))
    with sharing(tmp_path):
        for _ in range(2):
            assert "青海省方案" in client.get("/documents/").content.decode()
    assert "No space left on device" in caplog.text


@KEEPING
def test_an_answer_is_worked_out_once() -> None:
    asked = []
    for _ in range(3):
        assert remember(("once",), lambda: asked.append(1) or "answer") == "answer"
    make_document()
    remember(("once",), lambda: asked.append(2) or "answer")
    assert asked == [1, 2]


@KEEPING
def test_a_kept_page_shows_every_change(client: Client, django_assert_num_queries: object) -> None:
    document = make_document(title="青海省方案")
    first = client.get("/documents/").content
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert client.get("/documents/").content == first
    with writing():
        withdraw(document)
    assert "青海省方案" not in client.get("/documents/").content.decode()


@KEEPING
def test_addresses_and_errors_are_not_mixed_up(client: Client) -> None:
    agency = make_agency()
    make_duty(agency=agency)
    one, other = client.get("/tasks/?role=lead"), client.get("/tasks/?role=support")
    assert one.content != other.content
    for _ in range(2):
        assert client.get("/agencies/无此局/").status_code == 404
        assert client.get("/agencies/", {"agency": agency.slug}).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=发展风电",
        "/cite/?q=无此文号",
        "/api/",
        "/api/tasks/",
        "/api/documents/测/",
        "/api/targets/?kind=quantified",
        "/documents/测/source/",
        "/documents/测/source/?lines=1",
        "/feeds/documents.atom",
        "/agencies/青海省能源局/feed.atom",
        "/agencies/青海省能源局/deadlines.ics",
    ],
)
@KEEPING
def test_what_is_asked_again_costs_one_query(client: Client, path: str, django_assert_num_queries: object) -> None:
    make_duty(make_task(make_document(slug="测")), make_agency())
    first = client.get(path)
    with django_assert_num_queries(1):  # type: ignore[operator]
        again = client.get(path)
    for answer in (first, again):
        del answer["X-Request-ID"]  # each request has its own
    assert (again.status_code, again.content, again.headers) == (first.status_code, first.content, first.headers)


@KEEPING
def test_staff_always_see_a_fresh_page(admin_client: Client, django_assert_max_num_queries: object) -> None:
    make_document(title="青海省方案")
    admin_client.get("/documents/")
    Document.objects.update(title="改过的方案")  # goes past the history
    assert "改过的方案" in admin_client.get("/documents/").content.decode()
    assert "改过的方案" in Client().get("/documents/").content.decode()


@keeping(most=4)
def test_questions_do_not_drive_out_pages(client: Client, django_assert_num_queries: object) -> None:
    make_document()
    client.get("/documents/")
    for number in range(20):
        client.get(f"/documents/?x={number}")
        client.get(f"/api/documents/无{number}/")
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get("/documents/")


@KEEPING
def test_what_is_too_large_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.views.page.LARGEST", 100)
    make_document(title="青海省方案")
    client.get("/documents/")
    Document.objects.update(title="改过的方案")  # goes past the history
    assert "改过的方案" in client.get("/documents/").content.decode()


@KEEPING
def test_what_is_streamed_is_not_kept(rf: RequestFactory) -> None:
    view = remembered(lambda request: StreamingHttpResponse(iter([b"a", b"b"])))
    assert [view(rf.get("/")).getvalue() for _ in range(2)] == [b"ab", b"ab"]
