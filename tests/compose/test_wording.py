from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.content import Assembly, PartialDate, Period, Wording
from drafting.compose.kinds import AssemblyType
from drafting.compose.wording import fill, fill_style, local_words, variant_on, words_of
from tests.compose.papers import SAGA, content


@pytest.mark.parametrize(
    ("name", "prefecture", "type", "residents", "here", "assembly"),
    [
        ("東京都", "東京都", AssemblyType.PREFECTURE, "都民", "本都", "東京都議会"),
        ("北海道", "北海道", AssemblyType.PREFECTURE, "道民", "本道", "北海道議会"),
        ("大阪府", "大阪府", AssemblyType.PREFECTURE, "府民", "本府", "大阪府議会"),
        ("佐賀県", "佐賀県", AssemblyType.PREFECTURE, "県民", "本県", "佐賀県議会"),
        ("熊本市", "熊本県", AssemblyType.DESIGNATED_CITY, "市民", "本市", "熊本市議会"),
        ("渋谷区", "東京都", AssemblyType.SPECIAL_WARD, "区民", "本区", "渋谷区議会"),
        ("白川町", "岐阜県", AssemblyType.TOWN, "町民", "本町", "白川町議会"),
        ("原村", "長野県", AssemblyType.VILLAGE, "村民", "本村", "原村議会"),
    ],
)
def test_local_words_follow_the_unit_of_the_assembly(
    name: str, prefecture: str, type: AssemblyType, residents: str, here: str, assembly: str
) -> None:
    assert local_words(Assembly(name, prefecture, type)) == (residents, here, assembly)


def test_without_an_assembly_the_local_words_are_blanks() -> None:
    template = Wording("{residents}と{here}と{assembly}", template=True)
    assert fill(template, words_of(content(assembly=None))) == "○○と○○と○○議会"


def test_placeholders_of_the_library_are_filled() -> None:
    words = words_of(content(assembly=SAGA, style={"state": "政府"}, date=PartialDate(2026, 12)))
    template = "{state}と{here}の{residents}は{date:2022-10-13}、{month:2022-10}、{years_since:2024-12-02}"
    assert fill(Wording(template, template=True), words) == "政府と本県の県民は令和4年10月13日、令和4年10月、2年"


@pytest.mark.parametrize(
    ("calendar", "printed"),
    [
        ("wareki", "令和4年10月13日、令和4年10月"),
        ("seireki", "2022年10月13日、2022年10月"),
        ("both", "令和4年（2022年）10月13日、令和4年（2022年）10月"),
    ],
)
def test_dates_in_library_text_follow_the_calendar_of_the_style(calendar: str, printed: str) -> None:
    words = words_of(content(style={"date_calendar": calendar}))
    assert fill(Wording("{date:2022-10-13}、{month:2022-10-13}", template=True), words) == printed


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ({}, "1年11か月"),
        ({"date": PartialDate(2026, 12, 10)}, "2年"),
        ({"date": PartialDate(2026, 12, 10), "letter_date": PartialDate(2027, 3)}, "2年3か月"),
    ],
)
def test_years_are_counted_to_the_letters_date_else_to_handing_in_else_to_today(values: dict, printed: str) -> None:
    words = words_of(content(**values))
    assert fill(Wording("{years_since:2024-12-02}", template=True), words) == printed


@pytest.mark.parametrize("text", ["{unknown}", "{date:}", "{date:2022-13}", "{month:2022}", "{}", "{residents:x}"])
def test_a_placeholder_that_the_program_does_not_know_is_a_fault_of_the_library(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the text is the programmer's, not a user's)
        fill(Wording(text, template=True), words_of(content()))


@given(st.text() | st.sampled_from(["{here}", "{unknown}", "{{date:x}", "}{"]))
def test_braces_of_a_writer_are_never_filled(text: str) -> None:
    assert fill(Wording(text), words_of(content())) == text


def test_texts_of_a_style_keep_braces_that_mean_nothing_there() -> None:
    words = words_of(content())
    assert fill_style("{assembly}の{title}{x}{", words, title="{assembly}") == "世田谷区議会の{assembly}{x}{"


@pytest.mark.parametrize(
    ("day", "found"), [(date(2024, 12, 1), "before"), (date(2024, 12, 2), "after"), (date(2023, 1, 1), None)]
)
def test_the_variant_of_a_text_is_chosen_by_the_day(day: date, found: str | None) -> None:
    variants = [
        (Period(date(2023, 6, 2), date(2024, 12, 1)), "before"),
        (Period(date(2024, 12, 2)), "after"),
    ]
    assert variant_on(variants, day) == found
