"""Blocks of words: title, sentences of the style, body, demands, sections.  They know no order and no sheet."""

from __future__ import annotations

from collections.abc import Iterable

from .citations import Notes
from .content import BodyBlock, Demand, DemandItem, Passage, Wording
from .dates import dateline
from .document import (
    Block,
    Dateline,
    DemandList,
    Heading,
    ListItem,
    NumberLine,
    Paragraph,
    QuotedText,
    Title,
)
from .japanese import item_number, list_number, one_line
from .kinds import Asks, Kind, Register
from .setting import BLANK_TEXT, Setting

NUMBER_BLANK = "　" * 3
RULES_BLANK = "　" * 4 + "会議規則"
ARTICLE_BLANK = "第　　条"
ASKS_FOR_LETTER = "次の事項を内容とする意見書を国会及び関係行政庁に提出すること。"


def number(setting: Setting) -> Iterable[Block]:
    if setting.style.number_line:
        own = setting.content.bill_number or NUMBER_BLANK
        yield NumberLine(setting.phrase(setting.style.number_line, number=own))


def bare_title(setting: Setting) -> str:
    """Without the suffixes of the style, whichever of them the author typed along."""
    title = setting.text(one_line(setting.content.title))
    on_cover, on_letter = setting.style.cover_title_suffix, setting.style.letter_title_suffix
    for suffix in (on_cover, on_letter, on_cover):
        shorter = title.removesuffix(setting.text(suffix)) if suffix else title
        title = shorter.strip() or title
    return title or f"{BLANK_TEXT}に関する{setting.content.kind.label}"


def cover_title(setting: Setting) -> Iterable[Block]:
    yield Title(bare_title(setting) + setting.text(setting.style.cover_title_suffix), centred=False)


def letter_title(setting: Setting) -> Iterable[Block]:
    style = setting.style
    words = setting.content.kind.label if style.letter_title == "kind" else bare_title(setting)
    yield Title(words + setting.text(style.letter_title_suffix), spaced=style.letter_title_spaced)


def submit_sentence(setting: Setting) -> Iterable[Block]:
    style = setting.style
    rules = setting.phrase(style.rules) or RULES_BLANK
    article = style.article or ARTICLE_BLANK
    text = setting.phrase(style.submit_sentence, rules=rules, article=article, title=bare_title(setting))
    yield from setting.paragraphs(text)


def handing_in_date(setting: Setting) -> Iterable[Block]:
    when = dateline(setting.content.date, setting.style.date_calendar)
    yield Dateline(setting.text(when + setting.style.date_suffix))


def letter_date(setting: Setting) -> Iterable[Block]:
    """A bill's letter is dated by the vote, a citizens' paper by the day on which it is handed in."""
    if setting.is_citizens:
        yield from handing_in_date(setting)
    else:
        yield Dateline(setting.text(dateline(setting.content.letter_date, setting.style.date_calendar)))


def reasons(setting: Setting) -> Iterable[Block]:
    if setting.style.reasons_heading:
        yield Heading(setting.text(setting.style.reasons_heading))
    yield from setting.paragraphs(setting.content.reasons, "part-reasons") or [Paragraph(BLANK_TEXT)]


def summary(setting: Setting) -> list[Block]:
    """The gist of a petition, in the author's own words."""
    return [*setting.paragraphs(setting.content.summary, "part-summary")]


def body(setting: Setting, notes: Notes) -> list[Block]:
    """Empty if nothing is written; a letter then shows a blank, a petition leaves the section out."""
    blocks: list[Block] = [*setting.paragraphs(setting.content.preamble, "part-preamble")]
    for block in setting.content.body:
        blocks += _body_block(setting, block, notes.marks(block))
    return blocks


def headed_body(setting: Setting, notes: Notes) -> Iterable[Block]:
    if setting.style.body_heading:
        yield Heading(setting.text(setting.style.body_heading))
    yield from body(setting, notes) or [Paragraph(BLANK_TEXT)]


def demands(setting: Setting, first: bool = False, headed: bool = False) -> list[Block]:
    """The lead and the list, or one sentence; `first`: no text stands before it; `headed`: the heading is printed."""
    lead = setting.paragraphs(setting.content.lead, "part-lead")
    below = "下記" if setting.style.list_heading and not headed else "次"
    if setting.style.demand_layout == "sentence":
        template = _own_or(setting.style.demand_sentence, _demand_sentence(setting))
        sentence = _without_yotte(template, first and not lead)
        joined = setting.phrase(sentence, below=below, demands=_joined_demands(setting))
        lead += setting.paragraphs(joined, "part-demands")
        if "{demands}" in template:
            return [*lead]
    elif not lead:
        template = _own_or(setting.style.demand_lead, _demand_lead(setting))
        lead = setting.paragraphs(setting.phrase(_without_yotte(template, first), below=below), "part-lead")
    heading = [Heading(setting.style.list_heading, centred=True)] if below == "下記" else []
    return [*lead, *heading, _demand_list(setting)]


def closing(setting: Setting) -> Iterable[Block]:
    text = setting.style.closing
    yield from setting.paragraphs(setting.phrase(_default_closing(setting) if text is None else text))


def _body_block(setting: Setting, block: BodyBlock, marks: tuple[int, ...]) -> list[Block]:
    if isinstance(block, Passage):
        return [*setting.paragraphs(setting.filled(block.wording), block.id, marks)]
    return [QuotedText(block.text, block.speaker, block.id, marks)]


def _own_or(own: str | None, default: str) -> str:
    return default if own is None else own


def _demand_lead(setting: Setting) -> str:
    if setting.is_citizens:
        return ASKS_FOR_LETTER if setting.content.asks is Asks.OPINION else ""
    return f"よって、{{state}}におかれては、{{below}}の事項を実現するよう強く{_ask(setting)}。"


def _demand_sentence(setting: Setting) -> str:
    if setting.is_citizens:
        return _demand_lead(setting)
    return f"よって、{{state}}におかれては、{{demands}}を強く{_ask(setting)}。"


def _ask(setting: Setting) -> str:
    return "求めます" if setting.content.register is Register.POLITE else "求める"


def _without_yotte(template: str, first: bool) -> str:
    """よって refers to what stands before."""
    return template.removeprefix("よって、") if first else template


def _joined_demands(setting: Setting) -> str:
    texts = [_sentence_part(setting, demand) for demand in setting.content.demands] or [BLANK_TEXT]
    *head, last = texts
    return f"{'、'.join(head)}並びに{last}" if head else last


def _sentence_part(setting: Setting, demand: Demand) -> str:
    text = setting.line(demand.wording).removesuffix("。")
    items = [setting.text(one_line(item.text)).removesuffix("。") for item in demand.items]
    return f"{text}（{'、'.join(items)}）" if items else text


def _demand_list(setting: Setting) -> DemandList:
    wanted = setting.content.demands or (Demand("", Wording(BLANK_TEXT)),)
    form, single = setting.style.list_numbers, len(wanted) == 1
    return DemandList(
        tuple(
            ListItem(
                setting.line(demand.wording),
                number="" if single else list_number(position, form),
                id=demand.id,
                items=_items(setting, demand.items),
            )
            for position, demand in enumerate(wanted, 1)
        )
    )


def _items(setting: Setting, items: tuple[DemandItem, ...]) -> tuple[ListItem, ...]:
    form, single = setting.style.list_numbers, len(items) == 1
    return tuple(
        ListItem(
            setting.text(one_line(item.text)),
            number="" if single else item_number(position, form),
            id=item.id,
        )
        for position, item in enumerate(items, 1)
    )


def _default_closing(setting: Setting) -> str:
    """地方自治法99条 for letters; a 決議 is sent nowhere and names no article; 124条 is for petitions only."""
    register = setting.style.closing_register
    polite = register == "polite" or (register == "same" and setting.content.register is Register.POLITE)
    return {
        Kind.OPINION: f"以上、地方自治法第99条の規定により意見書を提出{'します' if polite else 'する'}。",
        Kind.RESOLUTION: "以上、決議する。",
        Kind.PETITION: "地方自治法第124条の規定により、上記のとおり請願書を提出します。",
        Kind.APPEAL: "上記のとおり陳情します。",
    }[setting.content.kind]
