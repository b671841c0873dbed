"""Sets by tag: what is counted from them, and what of them changes with the records."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from documents.tag_sets.sets import Kind, Sets, gathered, replaced

TAGS = st.sets(st.sampled_from(["g630000", "g630100", "a7", "a7.lead", "a8", "y2027", "yrecurring"]))
RECORDS = st.dictionaries(st.integers(0, 40), TAGS)


def kind_of(records):
    return Kind().changed(gathered(records.items()).items())


def test_values_are_counted_by_letter_and_part_within_any_set():
    kind = kind_of({1: ["a7", "a7.lead"], 2: ["a7", "a8", "a8.lead"], 3: []})
    assert kind.every == BitMap([1, 2, 3])
    assert kind.counts("a") == {"7": 2, "8": 1}
    assert kind.counts("a", BitMap([2, 3])) == {"7": 1, "8": 1}
    assert kind.counts("a", part="lead") == {"7": 1, "8": 1}
    assert kind.any(["a8", "a7.lead", "a9"]) == BitMap([1, 2])
    assert not kind["a9"]


def test_a_set_is_read_anew_only_by_its_own_kind_and_tag():
    sets = Sets().changed([("task", "a7", BitMap([1])), ("target", "a7", BitMap([5]))])
    later = sets.changed([("task", "a7", BitMap([2]))])
    assert (sets.of("task")["a7"], later.of("task")["a7"]) == (BitMap([1]), BitMap([2]))
    assert later.of("target")["a7"] == BitMap([5])
    assert not later.of("agency").every


@given(RECORDS, RECORDS, st.sets(st.integers(0, 40)))
def test_what_changes_is_just_what_differs_from_all_counted_anew(before, changed, gone):
    known = kind_of(before)
    gone -= set(changed)
    after = {key: tags for key, tags in (before | changed).items() if key not in gone}
    new = replaced(known, gathered(changed.items()), BitMap([*changed, *gone]))
    assert all(keys != known[tag] for tag, keys in new.items())
    assert {tag: keys for tag, keys in known.changed(new.items()).tags if keys} == {
        tag: keys for tag, keys in gathered(after.items()).items() if keys
    }


@given(RECORDS, RECORDS)
def test_what_others_hold_is_never_changed_in_place(before, changed):
    known = kind_of(before)
    held = {tag: BitMap(keys) for tag, keys in known.tags}
    known.changed(replaced(known, gathered(changed.items()), BitMap(changed)).items())
    assert dict(known.tags) == held
