"""How often a password may be tried, and who pays for it."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policykb.access.passwords import AT_THE_DOOR

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "203.0.113.5", "198.51.100.7"


@pytest.fixture(autouse=True)
def administrator(db: None) -> Any:
    return get_user_model().objects.create_superuser("管理员", password="正确的口令")


def log_in(name: str = "管理员", password: str = "正确的口令", address: str = HERE, **more: str) -> Any:
    return Client(REMOTE_ADDR=address, **more).post(reverse("admin:login"), {"username": name, "password": password})


def fail(times: int, **options: str) -> Any:
    for _ in range(times):
        response = log_in(**({"password": "错误的口令"} | options))
    return response


def test_the_sixth_attempt_is_not_looked_at(settings: Any) -> None:
    assert fail(settings.AXES_FAILURE_LIMIT - 1).status_code == 200
    assert fail(1).status_code == 429
    response = log_in()
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "登录失败的次数太多，15 分钟内不再接受从这里登录；从别处登录不受影响。" in page
    assert "sessionid" not in response.cookies


def test_a_locked_password_costs_nothing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(settings.AXES_FAILURE_LIMIT)

    def never(*_: object) -> None:
        raise AssertionError("a password was looked at")

    monkeypatch.setattr("django.contrib.auth.base_user.AbstractBaseUser.check_password", never)
    monkeypatch.setattr("django.contrib.auth.base_user.AbstractBaseUser.set_password", never)
    assert log_in().status_code == 429


def test_nobody_is_locked_out_from_elsewhere(settings: Any) -> None:
    fail(settings.AXES_FAILURE_LIMIT)
    assert log_in(address=ELSEWHERE).status_code == 302
    assert log_in(address=HERE).status_code == 429
    get_user_model().objects.create_superuser("另一位", password="正确的口令")
    assert log_in("另一位").status_code == 302


def test_a_header_that_the_sender_writes_opens_no_lock(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(settings.AXES_FAILURE_LIMIT):
        fail(1, address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, {HERE}")
    assert log_in(address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"10.0.0.99, {HERE}").status_code == 429
    assert log_in(address="127.0.0.1", HTTP_X_FORWARDED_FOR=ELSEWHERE).status_code == 302


def test_many_names_from_one_address_are_bounded_too(settings: Any) -> None:
    settings.MOST_FAILURES_FROM_AN_ADDRESS = 8
    for number in range(8):
        assert fail(1, name=f"猜{number}").status_code == 200
    assert log_in().status_code == 429
    assert log_in(address=ELSEWHERE).status_code == 302


def test_a_lock_ends_by_itself_though_it_is_tried_again(settings: Any) -> None:
    fail(settings.AXES_FAILURE_LIMIT + 3)
    past = timezone.now() - settings.AXES_COOLOFF_TIME
    assert AccessAttempt.objects.update(attempt_time=past - timedelta(seconds=1)) == 1
    assert log_in().status_code == 302


def test_success_starts_the_count_anew(settings: Any) -> None:
    fail(settings.AXES_FAILURE_LIMIT - 1)
    assert log_in().status_code == 302
    assert fail(settings.AXES_FAILURE_LIMIT - 1).status_code == 200


def test_what_is_stored_expires_and_holds_no_password(settings: Any) -> None:
    fail(1, address=ELSEWHERE, name="猜")
    stored = AccessAttempt.objects.get()
    assert "口令" not in f"{stored.post_data}{stored.get_data}" and "%E5%8F%A3" not in stored.post_data
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME)
    fail(1)
    assert [attempt.ip_address for attempt in AccessAttempt.objects.all()] == [HERE]
    log_in(address=ELSEWHERE)
    assert not AccessLog.objects.exists() and not AccessFailureLog.objects.exists()


def test_where_no_place_is_left_at_the_door_the_form_says_so_and_nothing_is_counted() -> None:
    with AT_THE_DOOR, AT_THE_DOOR:  # one password is looked at, one waits
        response = log_in()
        page = response.content.decode()
        assert response.status_code == 200 and "此刻登录的人太多，请过几秒再试。" in page
        assert 'value="管理员"' in page and "正确的口令" not in page
    assert not AccessAttempt.objects.exists()
    assert log_in().status_code == 302


def test_a_log_in_without_an_address_to_go_on_to_leads_to_the_desk(client: Client) -> None:
    url = f"{reverse('admin:login')}?next=//evil.example"
    response = client.post(url, {"username": "管理员", "password": "正确的口令", "next": "//evil.example"})
    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))
