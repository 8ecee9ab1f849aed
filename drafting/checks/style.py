"""Does the writing agree with itself and with the house style: register, calendar, 記 and 下記, empty paragraphs?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..compose.content import Passage
from ..compose.kinds import Kind, Register
from ..compose.stated import plain_digits, quotations_blanked, without_quotations
from .authorities import WRITING_OF_2022
from .base import Mend, Noted, Paper, Remedy, Severity, check
from .redating import in_one_calendar
from .registers import in_register
from .texts import Sentence, Written, placed_sentences, without_brackets

_POLITE = re.compile(
    "(?:です|ます|でした|ました|ません|ましょう|でしょう|ください|下さい|ございます)(?:が|か|ね|から)?$"
)
_PLAIN = re.compile("(?:である|であった|だ|だった|ない|なかった|べき|[うくぐすつぬぶむるた]|[しきなたよ]い)$")
_ERA_YEAR = re.compile("(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年")
_WESTERN_YEAR = re.compile("(?<![0-9])(?:1[89]|20)[0-9]{2}年(?!問題)")
# A law's number keeps its era everywhere; 令和8年（2026年） says both on purpose.
BOTH_CALENDARS = re.compile(
    r"(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年(?:\((?:1[89]|20)[0-9]{2}年?\)|[一-龥]*(?:法律|政令|令|規則|条例|告示)第)"
    r"|(?:1[89]|20)[0-9]{2}年?\((?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年?\)"
)


@check("mixed-register", Severity.CONFIRM)
def mixed_register(paper: Paper) -> Iterator[Noted]:
    register = paper.content.register
    for written in paper.own_texts:
        # 提案理由 is spoken to the assembly, the closing has a register of its own in the style.
        if not written.running or written.where in ("reasons", "style.closing"):
            continue
        if found := _ending_otherwise(written.text, register):
            other = next(one for one in Register if one is not register)
            which = "この文は" if len(found) == 1 else f"{_counted(len(found))}の文が"
            message = f"文書は「{register.label}」ですが、{which}「{other.label}」で終わっています。"
            hint, mend = _in_one_register(written, register)
            yield Noted(written.where, message, hint, found[0].text[-40:], mend, sentences=found)


@check("mixed-calendar", Severity.NOTICE)
def mixed_calendar(paper: Paper) -> Iterator[Noted]:
    calendar = paper.content.style.date_calendar
    if calendar == "both":
        return
    pattern, word, own = (_WESTERN_YEAR, "西暦", "和暦") if calendar == "wareki" else (_ERA_YEAR, "和暦", "西暦")
    for written in paper.own_texts:
        if year := pattern.search(BOTH_CALENDARS.sub("", plain_digits(without_quotations(written.text)))):
            message = f"{own}の文書に、{word}の年（{year.group()}）があります。"
            text = in_one_calendar(written.text, calendar, BOTH_CALENDARS)
            mend = Mend(Remedy.TEXT, written.where, written.text, text) if text != written.text else None
            yield Noted(written.where, message, f"{own}にそろえると読みやすくなります。", year.group(), mend)


@check("below-without-list", Severity.CONFIRM, WRITING_OF_2022)
def below_without_list(paper: Paper) -> Iterator[Noted]:
    style = paper.content.style
    has_list = style.list_heading == "記" and style.demand_layout == "list"
    # In a petition the heading 請願事項 stands for 記.
    if paper.content.kind in (Kind.PETITION, Kind.APPEAL) or has_list:
        return
    for written in paper.own_texts:
        if "下記" in without_quotations(written.text):
            mend = Mend(Remedy.TEXT, written.where, written.text, _with_next(written.text))
            message = "「下記」とありますが、この様式には「記」がありません。"
            yield Noted(written.where, message, "「次のとおり」のように改めてください。", "下記", mend)


@check("lead-without-below", Severity.NOTICE)
def lead_without_below(paper: Paper) -> Iterator[Noted]:
    content = paper.content
    if not content.kind.is_bill or content.style.list_heading != "記" or content.style.demand_layout != "list":
        return
    if match := re.search("次の(?=とおり|事項|こと|措置|[0-9０-９一二三四五六七八九十]+点)", content.lead):
        message = "「記」のある様式では、「下記のとおり」と受けるのがふつうです。"
        text = content.lead[: match.start()] + "下記の" + content.lead[match.end() :]
        mend = Mend(Remedy.TEXT, "lead", content.lead, text)
        yield Noted("lead", message, "「次の」を「下記の」に替えられます。", content.lead[:60], mend)


@check("empty-paragraph", Severity.NOTICE)
def empty_paragraph(paper: Paper) -> Iterator[Noted]:
    for block in paper.content.body:
        if isinstance(block, Passage) and not block.wording.text.strip():
            mend = Mend(Remedy.DROP, block.id)
            yield Noted(block.id, "文のない段落があります。", "文を書くか、外してください。", mend=mend)
    for demand in paper.content.demands:
        if not demand.wording.text.strip():
            mend = Mend(Remedy.DROP, demand.id)
            yield Noted(demand.id, "文のない項目があります。", "文を書くか、外してください。", mend=mend)


def _with_next(text: str) -> str:
    """下記のとおり → 次のとおり, 下記事項 → 次の事項; not in quotations."""
    shown = quotations_blanked(text)
    for match in reversed([*re.finditer("下記(?P<noun>(?=[一-龥0-9０-９ァ-ヴ]))?", shown)]):
        said = "次の" if match["noun"] is not None else "次"
        text = text[: match.start()] + said + text[match.end() :]
    return text


def _ending_otherwise(text: str, register: Register) -> tuple[Sentence, ...]:
    return tuple(one for one in placed_sentences(text) if _ends_otherwise(one.text, register))


def _in_one_register(written: Written, register: Register) -> tuple[str, Mend | None]:
    """A hint, and the mend of what can be said otherwise in one way only."""
    text = in_register(written.text, register, lambda sentence: _ends_otherwise(sentence, register))
    if text == written.text:
        return "文の終わりをそろえてください。", None
    left = len(_ending_otherwise(text, register))
    hint = (
        f"残る{_counted(left)}の文は、言い方が一つに決まらないので、ご自分で直してください。"
        if left
        else "文の終わりをそろえます。"
    )
    return hint, Mend(Remedy.TEXT, written.where, written.text, text)


def _counted(number: int) -> str:
    """3つ, 12."""
    return f"{number}つ" if number < 10 else str(number)


def _ends_otherwise(sentence: str, register: Register) -> bool:
    end = without_brackets(without_quotations(sentence)).rstrip("　 、")
    polite = _POLITE.search(end) is not None
    return polite if register is Register.PLAIN else not polite and _PLAIN.search(end) is not None
