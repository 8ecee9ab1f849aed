"""Every passage as a letter prints it: filled for an assembly, a day and each calendar, in both registers.

Register, relative dates and brackets of the unfilled words are seen to in test_wording, figures in test_facts."""

import re
from datetime import date

import pytest

from drafting.compose.content import PartialDate, Wording
from drafting.compose.wording import Words, fill
from drafting.render.fonts import missing_glyphs

from .shelf import REGISTERS, STRENGTHS, all_opposing, items, passages, sentences
from .test_facts import RELEASED
from .test_wording import RELATIVE

DAY = PartialDate(2026, 12, 10)
CALENDARS = ("wareki", "seireki", "both")
# What had happened by the release, told as though it lay ahead.
AHEAD = re.compile(
    r"(?:廃止|終了|停止|施行|交付|導入|実施)(?:する|される|となる)(?:予定|見込み|見通し|運び)"
    r"|(?:廃止|終了|停止)(?:しよう|されよう|させよう)と"
    r"|(?:廃止|終了|停止)する(?:方針である|方針です|方針を示してい[るま]|としてい[るま]|こととしてい[るま])"
    r"|(?:廃止|終了|停止)され(?:る|ます)。"
    r"|(?:始まる|始める|使えなくなる|切り替わる)(?:予定|見込み|見通し|ことにな(?:る|ります)。)"
    r"|廃止(?:を前に|が迫|までに残|を見送|を見合わせ|を延期|を中止)|(?:廃止|停止)を進めようと"
    r"|健康保険証を(?:なくすべきではな|廃止すべきではな|廃止しないよう)"
    r"|経過措置(?:の続く間|の間|が続く)|発行済みの(?:健康)?保険証が使える|最長で\{date:[\d-]+\}まで(?:使える|有効)"
    r"|今後(?:廃止|停止|終了)|いずれ(?:廃止|停止|終了)"
)
STILL_AHEAD = re.compile(
    r"\{(?:date|month):([\d-]+)\}(?:に|から|まで|をもって|の)?[^。、]*(?:予定で(?:ある|す|、)|見込みで(?:ある|す|、))"
)
# The last letters of a plain sentence and what a mechanical conversion makes of them.
ENDINGS = (
    *(("である", "です"), ("であった", "でした"), ("だ", "です"), ("い", "いです"), ("ではない", "ではありません")),
    *(
        ("ない", "ません"),
        ("らない", "りません"),
        ("かない", "きません"),
        ("わない", "いません"),
        ("さない", "しません"),
    ),
    *(("た", "ました"), ("った", "りました"), ("った", "いました"), ("いた", "きました"), ("んだ", "みました")),
    *(("た", "ています"), ("ている", "ました"), ("る", "ます"), ("る", "ります"), ("う", "います"), ("く", "きます")),
    *(
        ("す", "します"),
        ("つ", "ちます"),
        ("む", "みます"),
        ("ぶ", "びます"),
        ("要る", "必要です"),
        ("重い", "重くなります"),
    ),
)


def _filled(template: str, calendar: str) -> str:
    words = Words("区民", "本区", "世田谷区議会", "国", calendar, DAY)
    return fill(Wording(template, template=True), words)


def _in_force() -> list[tuple[str, str]]:
    """What is offered for a letter of the release's day, and what an argument's page says whatever the day."""

    def holds(variant: dict[str, str]) -> bool:
        return variant["from"] <= RELEASED.isoformat() <= (variant["until"] or "9999")

    texts = [(name, p[register]) for name, p in passages() if holds(p) for register in REGISTERS]
    texts += [(d["slug"], t[s]) for d in items("demands") for t in d["texts"] if holds(t) for s in STRENGTHS]
    texts += [(a["slug"], a[field]) for a in items("arguments") for field in ("claim", "reasoning")]
    return texts + [(o["slug"], o["reply"]) for o in all_opposing()]


def told_as_future(text: str) -> bool:
    long_past = (PartialDate.parse(day).first_day for day in STILL_AHEAD.findall(text))
    return bool(AHEAD.search(text)) or any(day and day <= RELEASED for day in long_past)


def by_endings_alone(plain: str, polite: str) -> bool:
    """Whether the polite sentence is the plain one with another ending."""
    plain, polite = plain.removesuffix("。"), polite.removesuffix("。")
    return any(plain.removesuffix(end) + other == polite for end, other in ENDINGS if plain.endswith(end))


def mechanical(plain: str, polite: str) -> bool:
    """Most of the sentences of one register are those of the other with other endings."""
    pairs = list(zip(sentences(plain), sentences(polite), strict=False))
    return 2 * sum(by_endings_alone(*pair) for pair in pairs) > len(sentences(plain))


@pytest.mark.parametrize("calendar", CALENDARS)
def test_a_filled_passage_is_of_a_length_to_be_read_aloud(calendar: str) -> None:
    filled = [(name, _filled(p[register], calendar)) for name, p in passages() for register in REGISTERS]
    assert len(filled) >= 2 * 90
    assert [(name, len(text)) for name, text in filled if not 60 <= len(text) <= 220] == []
    assert [(name, len(s)) for name, text in filled for s in sentences(text) if len(s) > 120] == []


@pytest.mark.parametrize("calendar", CALENDARS)
def test_the_paper_can_print_every_character_of_a_filled_passage(calendar: str) -> None:
    texts = [_filled(p[register], calendar) for _, p in passages() for register in REGISTERS]
    texts += [_filled(t[strength], calendar) for d in items("demands") for t in d["texts"] for strength in STRENGTHS]
    texts += [_filled(source["cite_as"], calendar) for source in items("sources")]
    assert missing_glyphs("".join(texts)) == set()
    assert missing_glyphs("\U0001f600") == {"\U0001f600"}


def test_no_placeholder_fills_in_a_relative_date_or_a_half_width_bracket() -> None:
    filled = [(name, _filled(p[register], "both")) for name, p in passages() for register in REGISTERS]
    assert [
        (name, found) for name, text in filled if (found := RELATIVE.findall(text) or re.findall(r"[()｢｣{}\[\]]", text))
    ] == []


@pytest.mark.parametrize("text", [
    "健康保険証は廃止される予定である。",
    "政府は健康保険証を廃止しようとしています。",
    "健康保険証の発行は終了する予定です。",
    "{month:2024-12}に新規の発行を停止する見込みである。",
    "{date:2024-12-02}から特急発行を行う予定である。",
    "健康保険証を廃止する方針を示しています。",
    "経過措置の続く間に制度を整えるべきである。",
    "券面で資格を確かめられる健康保険証をなくすべきではない。",
])  # fmt: skip
def test_the_patterns_know_a_past_event_told_as_future(text: str) -> None:
    assert told_as_future(text)


@pytest.mark.parametrize("text", [
    "{date:2022-10-13}に、政府は健康保険証の廃止を目指す方針を表明した。",
    "本格運用の開始は、{month:2021-03}の予定から同年10月に延期された。",
    "{month:2030-01}に次のカードを導入したい考えである。",
])  # fmt: skip
def test_the_patterns_leave_a_past_plan_told_as_past(text: str) -> None:
    assert not told_as_future(text)


def test_nothing_offered_today_tells_a_past_event_as_future() -> None:
    texts = _in_force()
    assert len(texts) > 500
    assert [entry for entry in texts if told_as_future(entry[1])] == []


@pytest.mark.parametrize(("plain", "polite", "alone"), [
    ("検証が必要である。", "検証が必要です。", True),
    ("保障しなければならない。", "保障しなければなりません。", True),
    ("方針が表明された。", "方針が表明されました。", True),
    ("義務は課していないと答弁した。", "義務は課していないと答弁しています。", True),
    ("検証が必要である。", "検証することが求められます。", False),
])  # fmt: skip
def test_a_conversion_by_endings_is_recognised(plain: str, polite: str, alone: bool) -> None:
    assert by_endings_alone(plain, polite) is alone


def test_the_polite_register_is_written_and_not_converted() -> None:
    converted = [name for name, p in passages() if mechanical(p["plain"], p["polite"])]
    assert len(converted) / len(list(passages())) <= 0.25, converted


def test_the_day_of_the_sample_is_after_the_release() -> None:
    assert (DAY.first_day or date.min) > RELEASED
