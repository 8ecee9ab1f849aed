"""Words that come back to the writer: old articles, circled digits, relative dates, loaded words, long sentences.

Only the writer's own texts, and never what stands in quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..compose.stated import quotations_blanked, without_quotations
from .authorities import ARTICLE_99
from .base import Mend, Noted, Paper, Remedy, Severity, check
from .redating import absolute_dates
from .texts import Written, placed_sentences

LONGEST_SENTENCE = 120
LONGEST_TITLE = 60
_CIRCLED = re.compile("[\u2460-\u2473\u24ea\u24f5-\u24fe\u2776-\u277f\u2780-\u2793\u3251-\u325f\u32b1-\u32bf]")
_OLD_99 = re.compile(
    r"(?P<law>[一-龥々]+法(?:[（(][^（）()]*[）)])?)?"
    r"(?P<article>第?(?<![0-9０-９百千])(?:99|９９|九十九)条(?:第[2２二]項|の[2２二](?![0-9０-９]))(?:第[0-9０-９]+項)?)"
)
_RELATIVE = re.compile(
    "(?<![一-龥])(?:一昨年度?|昨年度?|去年|本年度?|今年度?|再来年度?|来年度?|先月|今月|来月|昨日|本日|明日|先日|先週|今週|来週"
    "|[昨今来][春夏秋冬])(?![金齢一-龥])"
)
_LOADED = re.compile(
    "強行(?!規定|法規|軍)|強権|暴挙|暴走|横暴|独裁|押し付け|押しつけ|ごり押し|だまし討ち|騙し|泥縄|言語道断|亡国|愚策|詐欺的|民意無視|国民無視"
)


@check("old-article-99", Severity.MEND, ARTICLE_99)
def old_article_99(paper: Paper) -> Iterator[Noted]:
    """The numbers from before the amendment that added the Diet; model texts still carry them."""
    for written in paper.own_texts:
        for match in _OLD_99.finditer(quotations_blanked(written.text)):
            if _is_another_law(match["law"] or "", written):
                continue
            message = f"「{match['article']}」は改正前の書き方です。今は「第99条」です。"
            text = written.text[: match.start("article")] + "第99条" + written.text[match.end("article") :]
            mend = Mend(Remedy.TEXT, written.where, written.text, text)
            yield Noted(written.where, message, "「第99条」に改めてください。", match["article"], mend)


@check("circled-digit", Severity.MEND)
def circled_digit(paper: Paper) -> Iterator[Noted]:
    for written in paper.own_texts:
        if found := _CIRCLED.findall(written.text):
            message = f"丸数字（{''.join(dict.fromkeys(found))[:12]}）は、議会のシステムで文字化けすることがあります。"
            hint = f"「{_bracketed(found[0])}」のような書き方に改めてください。"
            text = _CIRCLED.sub(lambda digit: _bracketed(digit.group()), written.text)
            yield Noted(written.where, message, hint, found[0], Mend(Remedy.TEXT, written.where, written.text, text))


@check("relative-date", Severity.NOTICE)
def relative_date(paper: Paper) -> Iterator[Noted]:
    for written, word in _first_match(paper, _RELATIVE):
        message = f"「{word}」は、読む日によって指す時が変わります。"
        text = absolute_dates(written.text, _RELATIVE, paper.content)
        mend = Mend(Remedy.TEXT, written.where, written.text, text) if text != written.text else None
        yield Noted(written.where, message, "年や月で書くと、後の議会でも使えます。", word, mend)


@check("loaded-word", Severity.NOTICE)
def loaded_word(paper: Paper) -> Iterator[Noted]:
    for written, word in _first_match(paper, _LOADED):
        message = f"「{word}」は評価の強い語です。"
        hint = "会派の間の調整で削られやすい語です。起きたことを事実で書くと、同意を得やすくなります。"
        yield Noted(written.where, message, hint, word)


@check("long-sentence", Severity.NOTICE)
def long_sentence(paper: Paper) -> Iterator[Noted]:
    for written in paper.own_texts:
        for sentence in placed_sentences(written.text):
            length = len(sentence.text)
            if written.where != "title" and length > LONGEST_SENTENCE:
                message, hint = f"一つの文が{length}字あります。", "二つに分けると、読み上げても伝わります。"
                yield Noted(written.where, message, hint, sentence.text[:40] + "…", sentences=(sentence,))


@check("long-title", Severity.NOTICE)
def long_title(paper: Paper) -> Iterator[Noted]:
    length = len(paper.content.title)
    if length > LONGEST_TITLE:
        yield Noted(
            "title", f"件名が{length}字あります。", f"{LONGEST_TITLE}字までなら、議案の一覧で読みやすくなります。"
        )


def _first_match(paper: Paper, pattern: re.Pattern[str]) -> Iterator[tuple[Written, str]]:
    for written in paper.own_texts:
        if match := pattern.search(without_quotations(written.text)):
            yield written, match.group()


def _is_another_law(named: str, written: Written) -> bool:
    """健康保険法第99条第2項 exists; 同法 is the law that was named last."""
    law = re.sub(r"[（(].*", "", named)
    if law.endswith("同法"):
        return "地方自治法" not in written.text
    return bool(law) and not law.endswith("地方自治法")


def _bracketed(digit: str) -> str:
    """NFKC knows all but the negative circled ones."""
    text = unicodedata.normalize("NFKC", digit)
    return f"（{text if text.isdigit() and text.isascii() else int(unicodedata.numeric(digit))}）"
