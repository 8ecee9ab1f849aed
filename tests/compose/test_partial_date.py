"""Dates known to the year, the month or the day."""

import pytest

from drafting.compose.content import PartialDate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", PartialDate()),
        ("2026", PartialDate(2026)),
        ("2026-12", PartialDate(2026, 12)),
        ("2028-02-29", PartialDate(2028, 2, 29)),
    ],
)
def test_a_date_is_read_to_its_precision_and_written_back(text: str, expected: PartialDate) -> None:
    assert PartialDate.parse(text) == expected
    assert expected.iso == text


@pytest.mark.parametrize(
    "text", ["2026-00", "2026-13", "2026-02-30", "2027-02-29", "0000", "２０２６", "2026-1", "26-01", "2026-12-01 "]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the plain ValueError of the standard library will do)
        PartialDate.parse(text)
