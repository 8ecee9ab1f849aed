"""Figures, dates and counts that a text states, for whoever asks where they come from.  It knows no draft."""

from __future__ import annotations

import re
import unicodedata

ERA = "(?:明治|大正|昭和|平成|令和)"
LAW_NUMBER = re.compile(
    ERA + "(?:元|[0-9]+)年(?:[一-龥]*(?:法律|政令|省令|府令|規則|条例|告示)|[一-龥]{0,4}\\([^()]*\\))第[0-9]+号"
)
# What bears digits and yet states no figure: numbers of articles, a fixed rate's name, figures of speech.
NO_FIGURE = re.compile(
    "第[0-9]+(?:条|項|号|章|節|回|期|次|類|種|版|弾|波|者)(?:の[0-9]+)*|[0-9]+割負担|24時間|365日"
    "|1日(?:も|でも)早|1人(?:1人|ひとり|でも)|[0-9]{4}年問題|別[表紙][0-9]+|骨太の方針[0-9]+"
)
_FIGURE = re.compile(
    "[0-9][0-9,.]*(?:兆|億|万|千|百)*(?:%|‰|パーセント|ポイント|割|分の[0-9]|倍|円|件|人|名|世帯|歳|年|月|日|か月|ヶ月|カ月"
    "|週間|時間|分|秒|回|枚|社|校|床|票|通|台|区|市|町|村|団体|自治体|議会|施設|機関|医療機関|診療所|病院|薬局|か所|箇所|カ所|ヶ所|ケース)"
    "|[一二三四五六七八九]割(?!負担)"
)
_QUOTED = re.compile("「(?:[^「」]|「[^「」]*」)*」|『[^『』]*』")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def figure_in(text: str) -> str:
    """The first one that the writer states himself; "" if there is none."""
    bare = NO_FIGURE.sub("", LAW_NUMBER.sub("", plain_digits(without_quotations(text))))
    found = _FIGURE.search(bare)
    return found.group() if found else ""


def without_quotations(text: str) -> str:
    """The words of others are not the writer's wording; neither is what stands in brackets the end of a sentence."""
    return _QUOTED.sub("「」", text)


def quotations_blanked(text: str) -> str:
    """As long as the text, so that a place in it is the place in the text."""
    return _QUOTED.sub(lambda quoted: f"「{'　' * (len(quoted.group()) - 2)}」", text)


def plain_digits(text: str) -> str:
    """For searching only: NFKC would change the kanji of names."""
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))
