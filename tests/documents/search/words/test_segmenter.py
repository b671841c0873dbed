"""The segmenter: jieba with our words, nothing kept in shared folders, nothing said."""

import tempfile
from pathlib import Path

import pytest

from documents.search.words.segmenter import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


def test_words_are_kept_whole_while_learned(segmenter: Segmenter) -> None:
    assert segmenter.cut("探索绿电直连") != ("探索", "绿电直连")
    segmenter.learn(["绿电直连"])
    assert segmenter.cut("探索绿电直连") == ("探索", "绿电直连")
    segmenter.learn([])
    assert "绿电直连" not in segmenter.cut("探索绿电直连")


def test_what_was_learned_before_leaves_no_trace() -> None:
    fresh, used = Segmenter(), Segmenter()
    used.learn(["水电站", "绿电", "绿电直连"])
    used.learn(["绿电直连", "产业园区"])
    fresh.learn(["绿电直连", "产业园区"])
    for run in ("水电站", "探索绿电直连", "抽水蓄能水电站建设", "零碳产业园区"):
        assert used.cut(run) == fresh.cut(run)
    used.learn([])
    assert used.cut("水电站") == Segmenter().cut("水电站") == ("水电站",)


def test_a_cut_during_which_words_are_learned_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    segmenter = Segmenter()
    segmenter.warm()
    cut = segmenter._tokenizer.lcut

    def outrun(run: str, HMM: bool) -> list[str]:
        words: list[str] = cut(run, HMM=HMM)
        monkeypatch.undo()
        segmenter.learn(["绿电直连"])  # as another thread may do meanwhile
        return words

    monkeypatch.setattr(segmenter._tokenizer, "lcut", outrun)
    assert "绿电直连" not in segmenter.cut("探索绿电直连")
    assert segmenter.cut("探索绿电直连") == ("探索", "绿电直连")


def test_shorter_words_in_longer_ones(segmenter: Segmenter) -> None:
    segmenter.learn(["产业园区"])
    assert {"产业", "园区", "产业园区"} <= set(segmenter.cut_for_search("产业园区"))


def test_loading_is_silent_and_leaves_no_file(tmp_path: Path, monkeypatch, capfd) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    Segmenter().warm()
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
