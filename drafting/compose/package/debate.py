"""賛成討論: what the paper does not ask, numbered reasons with their facts, the answer to an objection, the call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import text_blocks as text
from ..backing import BackedArgument, Backing, Evidence, FactValue, Objection
from ..citations import phrase
from ..content import Demand, DraftContent
from ..dates import dated_in, in_calendar
from ..document import Block, Document, Note, Paragraph
from ..japanese import kanji_number
from ..kinds import FactStatus, Kind
from ..setting import Setting
from .parts import PackageOptions, Part, label_of
from .spoken import characters, lectern_paper, matter, quoted, reading_time, said, spoken_setting

MOST_REASONS = 5
FACTS_A_REASON = 2
SHARE = ("%", "％")

# Demands of the library none of whose texts asks to do away with マイナ保険証 itself: read one by one in November 2026.
# Whoever adds a demand to the library decides here; a test names those that nobody has looked at.
LEAVES_THE_CARD = frozenset(
    {
        *("d-haishi-tekkai", "d-sentakusei", "d-furieki-kinshi", "d-kakugi-tachikaeri", "d-zentei-joken"),
        *("d-shikakukakuninsho", "d-zengaku-futan", "d-trouble-chosa", "d-onshi-gimuka", "d-jiko-joho-hosei"),
        *("d-iryo-tokubetsuho", "d-doi-kaizen", "d-kibi-dv-hogo", "d-kyoyo-yameru", "d-byodo-service"),
        *("d-kofuzei", "d-yosan", "d-kasan", "d-himo-genin", "d-mikinyu-himo", "d-kisai-gimuka"),
        *("d-kaoninsho-kisei", "d-digitalcho-sekinin", "d-ansho-anzen", "d-kaijo-shuchi"),
    }
)
# Of these nothing is claimed: they touch the card, the number or the sharing of records as such.
MAY_TOUCH_THE_CARD = frozenset(
    {"d-platform", "d-zenjumin-tekkai", "d-onecard-chushi", "d-bango-gentei", "d-seido-saikento"}
)
_ENDS_THE_CARD = re.compile("(マイナ保険証|マイナンバーカード)[^。]{0,12}(廃止|中止|停止|やめ|なくす)")


def debate(content: DraftContent, backing: Backing, options: PackageOptions) -> Document:
    setting = spoken_setting(content)
    notes = _Notes(setting)
    arguments = backing.arguments[:MOST_REASONS]
    blocks = [
        *setting.paragraphs(f"ただいま議題となりました{matter(setting)}につきまして、賛成の立場から討論いたします。"),
        *_what_is_asked(setting),
        *_reasons(setting, backing, arguments, notes),
        *_answer(setting, arguments),
        *setting.paragraphs(_call(setting)),
    ]
    remarks = [reading_time(characters(blocks), options.chars_per_minute)]
    if rest := backing.arguments[MOST_REASONS:]:
        remarks.append(f"ほかの論点は想定問答と資料集にあります：{'、'.join(one.title for one in rest)}。")
    label = label_of(Part.DEBATE, content.kind)
    return lectern_paper(setting, label, blocks, remarks, notes.notes)


def leaves_the_card(demands: tuple[Demand, ...]) -> bool:
    """Only where every demand is the library's own words, and known not to end マイナ保険証."""
    return bool(demands) and all(_leaves(demand) for demand in demands)


def _leaves(demand: Demand) -> bool:
    origin = demand.origin
    known = origin is not None and origin.known and not origin.edited and origin.slug in LEAVES_THE_CARD
    return known and not demand.items and not _ENDS_THE_CARD.search(demand.wording.text)


class _Notes:
    """Numbers the sources of the facts that are told, each once."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._numbers: dict[str, int] = {}

    def marks(self, evidence: Evidence) -> tuple[int, ...]:
        texts = (self._setting.text(phrase(source, self._setting.words)) for source in evidence.fact.sources)
        return tuple(sorted({self._numbers.setdefault(text, len(self._numbers) + 1) for text in texts if text}))

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(Note(number, text) for text, number in self._numbers.items())


def _what_is_asked(setting: Setting) -> Iterator[Block]:
    content = setting.content
    paper = {Kind.OPINION: "この意見書案", Kind.RESOLUTION: "この決議案"}.get(content.kind, "この請願")
    if not content.demands:
        return
    yield from setting.paragraphs(
        f"初めに、{paper}が何を求めているのかを確かめておきます。求めているのは、次の事項です。"
    )
    yield text.demands(setting, headed=True)[-1]
    beyond = "これ以外のことを求めるものではありません。"
    if leaves_the_card(content.demands):
        beyond += "マイナ保険証をなくすことも、その利用をやめさせることも、求めてはおりません。"
    yield from setting.paragraphs(beyond)


def _reasons(
    setting: Setting, backing: Backing, arguments: tuple[BackedArgument, ...], notes: _Notes
) -> Iterator[Block]:
    if not arguments:
        paper = "案文" if setting.content.kind.is_bill else "請願書"
        yield from setting.paragraphs(f"賛成する理由は、お手元の{paper}に述べられているとおりです。")
        return
    count = setting.text(f"{len(arguments)}点")
    yield from setting.paragraphs(
        f"次に、賛成する理由を{count}申し上げます。" if len(arguments) > 1 else "次に、賛成する理由を申し上げます。"
    )
    for at, argument in enumerate(arguments, 1):
        number = f"第{kanji_number(at)}に、" if len(arguments) > 1 else ""
        yield from setting.paragraphs(number + said(setting, argument.claim))
        for evidence in _key_facts(backing, argument):
            yield Paragraph(fact_said(setting, evidence), marks=notes.marks(evidence))


def _key_facts(backing: Backing, argument: BackedArgument) -> list[Evidence]:
    """Those that the passage itself rests on first, of them those that still hold; nothing that is 要確認."""
    told = {one.fact.slug for block in argument.blocks for one in backing.block(block).facts}
    sound = [one for one in argument.facts if one.fact.status in (FactStatus.CURRENT, FactStatus.HISTORICAL)]
    sound.sort(key=lambda one: (one.fact.slug not in told, one.fact.status is not FactStatus.CURRENT))
    return sound[:FACTS_A_REASON]


def fact_said(setting: Setting, evidence: Evidence) -> str:
    """With its day and its denominators, where the sentence itself does not name them."""
    beside = "".join(f"（{remark}）" for remark in fact_remarks(setting, evidence))
    return said(setting, evidence.fact.statement) + setting.text(beside)


def fact_remarks(setting: Setting, evidence: Evidence) -> Iterator[str]:
    statement, calendar = evidence.fact.statement, setting.style.date_calendar
    as_of = evidence.fact.as_of
    if as_of and f"{as_of.year}年" not in statement:
        yield f"{in_calendar(as_of, calendar)}の時点"
    counted = [value for value in evidence.values if value.denominator and value.denominator not in statement]
    shares = {value.denominator for value in counted if value.unit in SHARE}
    if len(shares) == 1 and len({value.denominator for value in counted}) == 1:
        yield dated_in(f"分母は、{counted[0].denominator}", calendar)
    else:
        # Of a count, the field says what was counted: 累計, the day up to which.
        yield from (dated_in(f"{one.label}{_means(one)}{one.denominator}", calendar) for one in counted)


def _means(value: FactValue) -> str:
    return "の分母は、" if value.unit in SHARE else "は、"


def _answer(setting: Setting, arguments: tuple[BackedArgument, ...]) -> Iterator[Block]:
    objection = _first_objection(arguments)
    if objection is None:
        return
    claim = dated_in(objection.claim, setting.style.date_calendar).removesuffix("。")
    yield from setting.paragraphs(f"これに対しては、「{quoted(claim)}」という御意見もあります。")
    yield from setting.paragraphs(said(setting, objection.reply))


def _first_objection(arguments: tuple[BackedArgument, ...]) -> Objection | None:
    """Against the reason that the writer put first: what stands or falls with it."""
    return next((objection for argument in arguments for objection in argument.objections), None)


def _call(setting: Setting) -> str:
    what = "この請願の採択" if setting.content.kind is Kind.PETITION else matter(setting)
    return f"以上の理由から、{what}に賛成いたします。議員の皆様の御賛同をお願い申し上げ、賛成討論といたします。"
