"""Values as the columns of a model keep them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.models import Document, Section
from documents.records.bounds import KEY_LENGTH, short_key, storable
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.models import Deadline, Target
from tests.factories import make_document

EXTREMES = {
    "indicator": st.text(st.characters(codec=None), max_size=400),
    "unit": st.text(max_size=40),
    "quote": st.text(max_size=600),
    "value": st.none() | st.decimals(),
    "value_high": st.none() | st.decimals(allow_nan=False),
    "baseline_year": st.none() | st.integers(),
    "order": st.integers(),
}


@given(st.fixed_dictionaries(EXTREMES))
def test_any_values_fit_and_stay_as_they_are(values: dict[str, Any]) -> None:
    fitted = storable(Target, values)
    assert storable(Target, fitted) == fitted
    for name, value in fitted.items():
        if value is not None:
            Target._meta.get_field(name).run_validators(value)
    assert len(fitted["indicator"]) <= 300
    assert "\x00" not in fitted["indicator"]
    fitted["indicator"].encode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal(1) / 3, "0.333333"),
        (Decimal("0.1234565"), "0.123456"),
        (Decimal("12345678901234.567891"), "12345678901234.600000"),
        (Decimal("99999999999999.4"), "99999999999999.400000"),
        (Decimal("99999999999999.999999"), "None"),
        (Decimal("1e40"), "None"),
        (Decimal("NaN"), "None"),
        (Decimal("-Infinity"), "None"),
    ],
)
def test_a_decimal_comes_back_as_it_was_stored(value: Decimal, kept: str) -> None:
    values = storable(Target, {"indicator": "园区", "value": value})
    target = Target.objects.create(document=make_document(), **values)
    target.refresh_from_db()
    assert (str(target.value), target.value) == (kept, values["value"])


@pytest.mark.parametrize(
    ("model", "values", "kept", "message"),
    [
        (Section, {"title": "长" * 301}, "长" * 300, "层次的“标题”有 301 字，只保存了前 300 字"),
        (Section, {"level": 40000}, 32767, "层次的“层级”是 40000，超出可以保存的范围，按 32767 保存"),
        (Target, {"baseline_year": 99999}, None, "指标的“基期年”是 99999，超出可以保存的范围，未保存"),
        (Target, {"value": Decimal("1e-9")}, Decimal(0), "指标的“指标值”是 1e-9，按 6 位小数保存为 0"),
        (
            Target,
            {"value": Decimal("1234567890.123456")},
            Decimal("1234567890.12346"),
            "指标的“指标值”是 1.23457e+9，只保存 15 位有效数字",
        ),
        (Target, {"value": Decimal("1e20")}, None, "指标的“指标值”是 1e+20，超出可以保存的范围，未保存"),
        (Deadline, {"rule": "起" * 101}, "起" * 100, "期限的“推算依据”有 101 字，只保存了前 100 字"),
    ],
)
def test_what_is_cut_is_noted_where_it_stands(model: Any, values: dict[str, Any], kept: Any, message: str) -> None:
    notes: list[Note] = []
    fitted = storable(model, values | {"start": 3, "end": 5}, notes)
    assert fitted[next(iter(values))] == kept
    assert [(note.kind, note.message, note.span) for note in notes] == [("shortened", message, Span(3, 5))]


def test_lists_lose_what_no_database_keeps() -> None:
    fitted = storable(Document, {"addressees": ["省\x00政府", "甲\ud800乙"], "region_id": None})
    assert fitted == {"addressees": ["省\ufffd政府", "甲\ufffd乙"], "region_id": None}


def test_long_keys_stay_apart() -> None:
    one, other = short_key("1." * 60 + "1"), short_key("1." * 60 + "2")
    assert len(one) == len(other) == KEY_LENGTH == Section._meta.get_field("key").max_length
    assert one != other
    assert short_key("1.2.3") == "1.2.3"
