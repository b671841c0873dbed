"""Questions and openings counted in memory."""

from datetime import date
from threading import Thread
from typing import Any

import pytest

from policykb.asked import counting
from policykb.asked.counting import Asked, Opened, Tally, asked

DAY = date(2026, 12, 1)


def test_a_text_is_counted_folded_and_under_one_key(settings: Any) -> None:
    settings.SEARCH_LOG_DAYS = 90
    one, other = asked("  綠電　ＣＣＵＳ ", 2, 3), asked("绿电 CCUS", 0, 0)
    assert one == Asked("绿电 ccus", 2, 3) and other
    assert one.key == other.key and len(one.key) == 10
    long = asked("词 " * 300, 0, 0)
    assert long and len(long.text) <= 200


@pytest.mark.parametrize(("days", "text"), [(0, "绿电"), (90, ""), (90, " \u200b "), (90, "找 13912345678")])
def test_what_is_not_counted(settings: Any, days: int, text: str) -> None:
    settings.SEARCH_LOG_DAYS = days
    assert asked(text, 1, 0) is None


def test_counts_are_taken_once() -> None:
    tally = Tally()
    threads = [Thread(target=lambda: [tally.add(DAY, Opened("k", "task", 1)) for _ in range(500)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally.take() == {(DAY, Opened("k", "task", 1)): 2000}
    assert tally.take() == {}


def test_only_so_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST", 2)
    tally = Tally()
    for text in ("风电", "光伏", "储能", "风电"):
        tally.add(DAY, Asked(text, 1, 0))
    assert {what.text: times for (_, what), times in tally.take().items()} == {"风电": 2, "光伏": 1}  # type: ignore[union-attr]
