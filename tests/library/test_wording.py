"""All words that readers see are official Japanese: register, spelling, brackets, no loaded words."""

import re

from .shelf import (
    KEYS,
    PLACEHOLDER,
    REGISTERS,
    STRENGTHS,
    all_opposing,
    items,
    passages,
    readable,
    seen_by_readers,
    sentences,
)

POLITE_END = re.compile(r"(?:です|ます|でした|ました|ません|でしょうか)。$")
PLAIN_END = re.compile(r"[うくすつぬむるいた]。$")
ENTIRE = re.compile(
    r"residents|here|assembly|state|date:\d{4}-\d\d-\d\d|month:\d{4}-\d\d|years_since:\d{4}-\d\d(-\d\d)?"
)
BY_HAND = re.compile(r"(?:令和|平成|昭和)(?:元|\d+)年(?!度)|(?:19|20)\d\d年")
# Statutes are named by their year; that is part of the name.
STATUTES = re.compile(r"[（(]?(?:平成|令和|昭和|大正)(?:元|\d+)年(?:法律|政令)第\d+号[）)]?")
RELATIVE = re.compile("[昨来今本翌前]年(?!度)|[今来昨]秋|[先来今]月|先日|近年|このほど")
LOADED = re.compile(
    "強行|焦り|独り歩き|押し付け|押しつけ|拙速|人質|ボッタクリ|泥縄|ごり押し|無駄遣い|暴走|破綻|強権|愚策"
    "|まやかし|騙|脅し|脅迫|餌|失策|改悪|暴挙|だまし討ち|カミングアウト"
)
# 公用文作成の考え方 (2022): the left-hand forms are not written so.
SPELLING = re.compile(
    r"すべて|および|ならびに|もしくは|[ヶヵカケ]月|但し|出来る|下さい|或い|但、|さまざま|をめぐ|とうり"
)
HALF_BRACKETS = re.compile(r"[()]|[①-⑳]|[０-９]")
# Terms in 「」 that are names of things, not words of somebody.
TERMS = {"当分の間", "自己情報提供不可フラグ"}
# Ministers, officials and members who spoke in the Diet; nobody else is named.
PUBLIC_FIGURES = ("河野", "岸田", "寺田", "村上", "牧島", "福岡", "上野", "林芳正", "松本尚", "高市", "後藤祐一")
OFFICES = "デジタル大臣|総務大臣|厚生労働大臣|内閣総理大臣|国務大臣|大臣|首相|デジタル庁統括官|統括官|政府参考人|議員"
BODY = re.compile(
    "厚生労働省?|内閣総理|総務|衆議院|参議院|国会|[区市]議会|財務|担当|法務|外務|文部科学|農林水産|経済産業|国土交通"
    "|環境|防衛|復興|内閣府特命担当"
)
_VARIANTS = [(name, register, passage[register]) for name, passage in passages() for register in REGISTERS]
_DEMANDS = [(d["slug"], s, text[s]) for d in items("demands") for text in d["texts"] for s in STRENGTHS]


def test_passages_are_of_a_length_to_be_read_aloud() -> None:
    lengths = [(name, register, len(readable(text))) for name, register, text in _VARIANTS]
    assert [entry for entry in lengths if not 60 <= entry[2] <= 220] == []


def test_no_sentence_runs_over_a_hundred_and_twenty_characters() -> None:
    everything = _VARIANTS + _DEMANDS
    assert [(n, len(s)) for n, _, text in everything for s in sentences(readable(text)) if len(s) > 120] == []


def test_each_passage_ends_every_sentence_in_its_register() -> None:
    for name, register, text in _VARIANTS:
        assert text.endswith("。"), (name, register)
        for sentence in sentences(text):
            spoken = re.sub(r"（[^（）]*）。$", "。", sentence)
            is_polite = bool(POLITE_END.search(spoken))
            assert is_polite == (register == "polite"), (name, sentence)
            assert is_polite or PLAIN_END.search(spoken), (name, sentence)


def test_the_two_registers_are_not_the_same_text() -> None:
    assert [name for name, passage in passages() if passage["plain"] == passage["polite"]] == []


def test_demands_end_as_the_items_of_a_petition_do_and_grow_softer() -> None:
    assert [(slug, s) for slug, s, text in _DEMANDS if not text.endswith("こと。")] == []
    for demand in items("demands"):
        for text in demand["texts"]:
            assert len({text[s] for s in STRENGTHS}) == 3, demand["slug"]


def test_braces_hold_known_placeholders_only() -> None:
    texts = [text for _, _, text in _VARIANTS + _DEMANDS] + [s["cite_as"] for s in items("sources")]
    found = [inner for text in texts for inner in PLACEHOLDER.findall(text)]
    assert [inner for inner in found if not ENTIRE.fullmatch(inner)] == []
    assert [text for text in texts if re.search(r"[{}]", PLACEHOLDER.sub("", text))] == []


def test_time_passed_brings_its_own_unit() -> None:
    assert [name for name, _, text in _VARIANTS if re.search(r"\{years_since:[^}]*\}年", text)] == []


def test_no_date_of_a_passage_or_demand_is_typed_by_hand() -> None:
    assert [(n, m) for n, _, text in _VARIANTS + _DEMANDS for m in BY_HAND.findall(STATUTES.sub("", text))] == []


def test_no_passage_speaks_of_last_year_or_next_month() -> None:
    assert [(n, word) for n, _, text in _VARIANTS + _DEMANDS for word in RELATIVE.findall(text)] == []


def test_a_passage_is_not_older_than_the_days_that_it_names() -> None:
    for name, passage in passages():
        for register in REGISTERS:
            days = re.findall(r"\{(?:date|month):([\d-]+)\}", passage[register])
            ahead = [
                day for day in days if passage["from"] < day and not (passage["until"] and day >= passage["until"])
            ]
            assert ahead == [], (name, register)


def _seen() -> list[tuple[str, str]]:
    every = [(item["slug"], item) for kind in KEYS if kind not in {"notes", "quotations"} for item in items(kind)]
    every += [(o["slug"], o) for o in all_opposing()]
    return [(slug, text) for slug, item in every for text in seen_by_readers(item)]


def test_no_loaded_word_reaches_a_reader() -> None:
    assert [(slug, word) for slug, text in _seen() for word in LOADED.findall(text)] == []


def test_spelling_follows_the_rules_for_official_documents() -> None:
    own = [(a["slug"], a[key]) for a in items("arguments") for key in ("title", "claim", "reasoning")]
    own += [(o["slug"], o[key]) for o in all_opposing() for key in ("claim", "reply")]
    own += [(name, text) for name, _, text in _VARIANTS + _DEMANDS]
    own += [(f["slug"], f["statement"] + f["status_note"]) for f in items("facts")]
    assert [(slug, found[0]) for slug, text in own if (found := SPELLING.search(text))] == []
    assert [slug for slug, text in own if not slug.startswith(("f-", "u-")) and HALF_BRACKETS.search(text)] == []


def test_abbreviations_are_explained_where_a_passage_first_uses_them() -> None:
    short = {"保団連": "全国保険医団体連合会（保団連）", "J-LIS": "地方公共団体情報システム機構（略称J-LIS）"}
    short |= {"医療DX": "（医療DX）", "中医協": "（中医協）", "住基カード": "（住基カード）"}
    for name, _, text in _VARIANTS + _DEMANDS:
        for word, full in short.items():
            assert word not in text or full in text, (name, word)
        assert not re.search(r"PIN|前述|上述|先述", text), name


def test_corner_brackets_hold_only_quoted_words_or_terms() -> None:
    quoted = [q["text"] for q in items("quotations") if q["kind"] in {"verbatim", "short_phrase"}]
    inner = [(name, words) for name, _, text in _VARIANTS + _DEMANDS for words in re.findall(r"「([^」]*)」", text)]
    assert [(n, words) for n, words in inner if words not in TERMS and not any(words in q for q in quoted)] == []


def test_only_holders_of_public_office_are_named() -> None:
    named = re.compile(rf"(?<![一-龥])([一-龥]{{2,5}}?)(?={OFFICES}|内閣|氏|さん)")
    found = {(slug, name) for slug, text in _seen() for name in named.findall(text)}
    strangers = {
        (slug, n) for slug, n in found if not BODY.fullmatch(n) and not n.removeprefix("次").startswith(PUBLIC_FIGURES)
    }
    assert strangers == set()
