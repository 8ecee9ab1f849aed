"""What was found in order is said in a reader's words, and of every check."""

from drafting.checks import CHECKS
from drafting.checks.families import FAMILIES, in_order

from .papers import appeal, codes, opinion, petition, resolution


def test_every_check_belongs_to_one_family() -> None:
    listed = [code for family in FAMILIES for code in family.codes]
    assert sorted(listed) == sorted(CHECKS)


def test_a_clean_paper_is_in_order_in_all_that_it_has() -> None:
    said = in_order(opinion(), [])
    assert {"宛先の範囲", "数字と出典", "文体のそろい", "提出者と賛成者"} <= set(said)
    assert "請願者・陳情者と紹介議員" not in said
    assert "引用の語" not in said


def test_what_has_a_finding_is_not_in_order() -> None:
    content = opinion(addressees=())
    assert "宛先の範囲" not in in_order(content, codes(content))
    assert "文体のそろい" in in_order(content, codes(content))


def test_nothing_is_said_of_what_a_paper_does_not_have() -> None:
    assert "宛先の範囲" not in in_order(resolution(), [])
    assert all("提出者と賛成者" not in in_order(content, []) for content in (petition(), appeal()))
    assert "数字と出典" not in in_order(opinion(body=()), [])
