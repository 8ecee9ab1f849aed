import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.japanese import item_number, kanji_number, list_number, typeset, width

NUMERALS = ("half", "full", "one_full", "kanji")


@pytest.mark.parametrize(
    ("numerals", "printed"),
    [
        ("half", "第9条、12月、64.62%、1,415人、2022年、500万円"),
        ("full", "第９条、１２月、６４．６２%、１，４１５人、２０２２年、５００万円"),
        ("one_full", "第９条、12月、64.62%、1,415人、2022年、500万円"),
        ("kanji", "第九条、十二月、六十四・六二%、千四百十五人、二〇二二年、五百万円"),
    ],
)
@pytest.mark.parametrize(
    "typed",
    [
        "第9条、12月、64.62%、1,415人、2022年、500万円",
        "第９条、１２月、６４．６２%、１，４１５人、２０２２年、５００万円",
    ],
)
def test_numerals_become_uniform_however_they_were_typed(typed: str, numerals: str, printed: str) -> None:
    assert typeset(typed, numerals) == printed


@pytest.mark.parametrize("numerals", NUMERALS)
@pytest.mark.parametrize(
    "kept",
    ["「第２条(1)の12件」", "『調査(第2回)』", "「外『内(1)』と「中(2)」」", "https://example.jp/a(1)?n=12"],
)
def test_the_words_of_a_quotation_and_web_addresses_stay_as_they_are(kept: str, numerals: str) -> None:
    assert kept in typeset(f"前{kept}　後", numerals)


def test_brackets_are_full_width_on_paper() -> None:
    assert typeset("番号法(平成25年)は", "half") == "番号法（平成25年）は"


def test_a_bracket_that_never_closes_is_no_quotation() -> None:
    assert typeset("「第２条(1)", "half") == "「第2条（1）"


@pytest.mark.parametrize("code", ["A4", "COVID-19", "03-1234"])
def test_kanji_numerals_leave_codes_alone(code: str) -> None:
    assert typeset(f"様式{code}である", "kanji") == f"様式{code}である"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, "〇"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (105, "百五"),
        (1000, "千"),
        (10_000, "一万"),
        (4_941_102, "四百九十四万千百二"),
        (100_000_001, "一億一"),
    ],
)
def test_kanji_numbers_are_written_with_their_units(number: int, printed: str) -> None:
    assert kanji_number(number) == printed


def test_a_number_too_long_to_be_read_out_stays_in_digits() -> None:
    assert typeset("1" * 17, "kanji") == "1" * 17


@given(st.text(), st.sampled_from(NUMERALS))
def test_setting_a_text_twice_changes_nothing_more(text: str, numerals: str) -> None:
    once = typeset(text, numerals)
    assert typeset(once, numerals) == once


@given(st.text(alphabet="葛󠄀城髙﨑𠮷槗ﾊﾝ〜～①㈱ "))
def test_no_letter_is_normalised(text: str) -> None:
    assert typeset(text, "one_full") == text


@pytest.mark.parametrize(
    ("form", "third", "twelfth", "below", "second_below"),
    [
        ("１", "３", "１２", "(1)", "(2)"),
        ("1", "3", "12", "(1)", "(2)"),
        ("1.", "3.", "12.", "(1)", "(2)"),
        ("(1)", "(3)", "(12)", "ア", "イ"),
        ("一、", "三、", "十二、", "（一）", "（二）"),
    ],
)
def test_list_numbers_follow_the_sample(form: str, third: str, twelfth: str, below: str, second_below: str) -> None:
    assert (list_number(3, form), list_number(12, form)) == (third, twelfth)
    assert (item_number(1, form), item_number(2, form)) == (below, second_below)


def test_items_beyond_the_syllabary_still_have_a_number() -> None:
    assert item_number(47, "(1)") == "47"


@pytest.mark.parametrize(
    ("text", "wide"),
    [("葛\U000e0100城", 2), ("神\ufe00 a", 2), ("か\u3099", 1), ("𠮷𩸽㐂", 3), ("", 0)],
)
def test_a_selector_and_a_mark_of_voice_take_no_room(text: str, wide: float) -> None:
    assert width(text) == wide
