"""Tables, sections and the distances about them."""

import pytest

from drafting.compose.document import Heading, Paragraph, lines_before
from drafting.compose.reference import Column, Section, Table

TWO = (Column("項目", 3), Column("値", 1))


def test_columns_share_out_the_whole_width() -> None:
    assert Table(TWO, ()).shares == (0.75, 0.25)


@pytest.mark.parametrize(
    ("columns", "rows"), [((), ()), (TWO, (("一つ",),)), (TWO, (("一", "二"), ("一", "二", "三")))]
)
def test_a_row_without_a_cell_for_each_column_is_no_table(
    columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    with pytest.raises(ValueError, match="each row"):
        Table(columns, rows)


def test_a_table_follows_its_heading_at_once_and_a_section_begins_a_page() -> None:
    table, section = Table(TWO, ()), Section("１", "one")
    assert lines_before(Heading("根拠"), table) == 0
    assert lines_before(section, Paragraph("文。")) == 0
    assert lines_before(table, Paragraph("文。")) == 1
    assert lines_before(table, section) == 0
    assert lines_before(None, section) == 0
