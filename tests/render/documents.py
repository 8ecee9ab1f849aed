"""Papers built by hand, one of every kind and every block, on which all renderers are tried.  It knows no compose()."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.compose.content import PartialDate
from drafting.compose.document import (
    AddresseeLine,
    AddresseeList,
    Block,
    Dateline,
    DemandList,
    Document,
    Heading,
    Issuer,
    ListItem,
    Note,
    NoteList,
    NumberLine,
    Paragraph,
    PresidingOfficer,
    QuotedText,
    Sheet,
    SheetRole,
    SignatoryLine,
    SignatoryList,
    Title,
)
from drafting.compose.figures import Chart, Figure, Point
from drafting.compose.kinds import Citations, Kind
from drafting.compose.reference import Align, Column, Contents, Drawing, Section, Table
from drafting.compose.style import Margins, Page

TITLE = "健康保険証の復活と誰もが安心して受診できる制度を求める意見書"
OFFICES = ("衆議院議長", "参議院議長", "内閣総理大臣", "厚生労働大臣", "デジタル大臣")

NOTES = (
    Note(1, "第210回国会衆議院内閣委員会（令和４年10月28日）"),
    Note(2, "全国保険医団体連合会調査（令和７年11月27日中間集計）"),
    Note(
        3, "全国保険医団体連合会調査（令和６年８月～９月、同年10月17日公表）　https://hodanren.doc-net.or.jp/info/news/"
    ),
    Note(4, "令和５年法律第48号附則、厚生労働省（令和７年４月３日）"),
)

COVER = Sheet(
    SheetRole.COVER,
    "表紙",
    (
        NumberLine("発議第　　　号"),
        Title(TITLE + "の提出について", centred=False),
        Paragraph("上記の議案を別紙のとおり三鷹市議会会議規則第14条第1項の規定により提出します。"),
        Dateline("令和８年12月　　日"),
        SignatoryList(
            (
                SignatoryLine("提出者", "三鷹市議会議員", "佐藤　一郎"),
                SignatoryLine("賛成者", "三鷹市議会議員", "鈴木　花子"),
                SignatoryLine("", "三鷹市議会議員", "𠮷田　髙志"),
                SignatoryLine("", "三鷹市議会議員", "勅使河原　慎太郎"),
                SignatoryLine("", "三鷹市議会議員", "林　実"),
            )
        ),
        PresidingOfficer("三鷹市議会議長", "", "様"),
    ),
)

BODY: tuple[Block, ...] = (
    Paragraph(
        "我が国は国民皆保険制度の下にあり、誰もが医療を受ける必要がある。受診の手段をマイナンバーカードに一本化すれば、"
        "取得するかどうかを選ぶ余地は失われ、名目上は任意であっても、実質的にカードの取得を義務付けることとなる。"
        "政府は第210回国会において、カードの取得は義務ではないと繰り返し答弁してきたところである。",
        id="b1",
        marks=(1,),
    ),
    Paragraph(
        "医療機関の窓口では、資格が正しく表示されない、顔認証ができないなどの不具合により、保険料を納めている市民が医療費の"
        "全額を請求される事例が生じている。保団連の調査では、回答した12,735医療機関の70.1％が、令和６年５月以降に"
        "トラブルがあったと答えた。",
        id="b2",
        marks=(2, 3),
    ),
    Paragraph(
        "資格確認書を申請によらず交付する扱いは、法律上「当分の間」の措置にとどまる。後期高齢者への一律の交付も、"
        "令和８年７月末までの暫定的な運用とされている。",
        id="b3",
        marks=(4,),
    ),
    Paragraph(
        "本市においても、高齢の市民やその家族から、これまでどおり受診できるのかという不安の声が寄せられている。"
        "市民の受診の機会を守ることは、市議会の責務である。",
        id="b4",
    ),
    Paragraph("よって、三鷹市議会は、国会及び政府に対し、下記の事項を実現するよう強く求める。"),
)

DEMANDS: tuple[Block, ...] = (
    Heading("記", centred=True),
    DemandList(
        (
            ListItem("健康保険証の発行を再開し、マイナ保険証との選択制とすること。", "１", id="d1"),
            ListItem("資格確認書を、「当分の間」に限らず全ての被保険者に交付すること。", "２", id="d2"),
            ListItem("医療現場で生じている問題を国の責任で調査・公表し、解決すること。", "３", id="d3"),
        )
    ),
)

CLOSING = Paragraph("以上、地方自治法第99条の規定により意見書を提出する。")

FOOT: tuple[Block, ...] = (
    Dateline("令和８年12月　　日"),
    Issuer(("三鷹市議会",), spaced=True),
    AddresseeList(tuple(AddresseeLine(office, honorific="様") for office in OFFICES)),
)

LETTER = Sheet(SheetRole.LETTER, "意見書案", (Title(TITLE + "（案）"), *BODY, *DEMANDS, CLOSING, *FOOT))


def opinion() -> Document:
    """A member's bill: cover, letter of one page, footnotes."""
    return Document(Kind.OPINION, TITLE, (COVER, LETTER), Page(), Citations.FOOTNOTES, NOTES)


def opinion_with_endnotes() -> Document:
    """Endnotes, a quotation, nested demands, addressees on one line, 議長 as sender."""
    blocks: tuple[Block, ...] = (
        NumberLine("意見書第３号"),
        Title("意見書（案）", spaced=True),
        BODY[0],
        QuotedText(
            "請願は、請願者の氏名（法人の場合はその名称）及び住所（住所のない場合は居所）を記載し、文書でこれをしなければならない。",
            "請願法第２条",
            id="q1",
            marks=(2,),
        ),
        BODY[2],
        Heading("理　由"),
        Paragraph("資格の確認ができない事例が続いている。", id="r1", marks=(3, 4)),
        Heading("記", centred=True),
        DemandList(
            (
                ListItem(
                    "健康保険証を、希望する全ての被保険者に交付すること。",
                    "(1)",
                    id="d1",
                    items=(
                        ListItem("交付に当たっては、本人の申請を要しないものとすること。", "ア", id="d1a"),
                        ListItem("費用は国が負担すること。", "イ", id="d1b"),
                    ),
                ),
                ListItem("医療現場で生じている問題を調査し、公表すること。", "(2)", id="d2", marks=(1,)),
            )
        ),
        CLOSING,
        AddresseeList(
            tuple(AddresseeLine(office, honorific="あて") for office in OFFICES),
            label="提出先",
            each="各通",
            joined=True,
        ),
        Dateline("令和８年12月11日"),
        Issuer(("長野県", "松本市議会議長　上條　美智子")),
        NoteList("出典", NOTES),
    )
    sheet = Sheet(SheetRole.LETTER, "意見書案", blocks)
    return Document(Kind.OPINION, TITLE, (sheet,), Page(), Citations.ENDNOTES, NOTES)


def long_opinion() -> Document:
    """Three pages of body, so that footnotes stand on different pages and pages bear numbers."""
    body = tuple(
        Paragraph(block.text, id=f"p{turn}-{block.id}", marks=block.marks if turn == 2 * at else ())
        for turn in range(8)
        for at, block in enumerate(BODY)
        if isinstance(block, Paragraph) and block.id
    )
    sheet = Sheet(SheetRole.LETTER, "意見書案", (Title(TITLE + "（案）"), *body, *DEMANDS, CLOSING, *FOOT))
    return Document(Kind.OPINION, TITLE, (sheet,), Page(), Citations.FOOTNOTES, NOTES)


def combined_opinion() -> Document:
    """Cover and letter on one sheet, all submitters with 同, seals, reasons behind the letter, 12 pt on 40 × 36."""
    blocks: tuple[Block, ...] = (
        NumberLine("発議第18号"),
        Title("現行の健康保険証を残すことを求める意見書について", centred=False),
        Paragraph("熊本市議会会議規則第13条第1項の規定により意見書を次のとおり提出する。"),
        Dateline("令和５年９月27日提出"),
        SignatoryList(
            (
                SignatoryLine("", "熊本市議会議員", "上野　美惠子", "印"),
                SignatoryLine("", "同", "那須　円", "印"),
                SignatoryLine("", "同", "", "印"),
            )
        ),
        PresidingOfficer("熊本市議会議長", "田中　敦朗", "様"),
        Title("意見書（案）", spaced=True),
        *BODY[:2],
        CLOSING,
        Heading("提案理由"),
        Paragraph("国民皆保険を守る必要がある。これが、この案を提出する理由である。"),
        AddresseeList(
            (
                AddresseeLine("衆議院議長", "額賀　福志郎", "様"),
                AddresseeLine("内閣総理大臣", "", "様"),
                AddresseeLine("内閣府特命担当大臣（消費者及び食品安全）", "齋藤　一", "様"),
            ),
            label="提出先",
        ),
    )
    page = Page(40, 36, 12, Margins(25, 20, 25, 20))
    return Document(Kind.OPINION, TITLE, (Sheet(SheetRole.LETTER, "意見書案", blocks),), page)


def resolution() -> Document:
    """A 決議: no addressees; one demand without a number; the paper is vertical in Word."""
    blocks: tuple[Block, ...] = (
        Title("国民皆保険を守る決議（案）"),
        *BODY[:1],
        DemandList((ListItem("国民皆保険を堅持すること。", id="d1"),)),
        Paragraph("以上、決議する。"),
        Dateline("令和　　年　　月　　日"),
        Issuer(("鹿追町議会",)),
    )
    return Document(
        Kind.RESOLUTION, "国民皆保険を守る決議", (Sheet(SheetRole.LETTER, "決議案", blocks),), Page(vertical=True)
    )


PETITIONERS = SignatoryList(
    (
        SignatoryLine(
            "請願者",
            "代表",
            "山田　太郎　外551名",
            "印",
            above=("東京都渋谷区宇田川町1番1号　渋谷ビル３階", "渋谷の医療を考える会"),
        ),
        SignatoryLine("", "", "Robert Smith", "印", above=("東京都渋谷区渋谷１丁目２番３号",)),
    )
)


def petition() -> Document:
    """A 請願書: cover with 紹介議員, the petition, the 意見書案 attached."""
    title = "健康保険証の存続を求める意見書の提出に関する請願書"
    cover: tuple[Block, ...] = (
        Title(title),
        SignatoryList((SignatoryLine("紹介議員", "", "佐藤　一郎", "印"), SignatoryLine("", "", "", "印"))),
    )
    paper: tuple[Block, ...] = (
        Title(title),
        Heading("請願の趣旨"),
        Paragraph("健康保険証の存続を求める意見書を、国会及び政府に提出してください。", id="s1"),
        Heading("請願の理由"),
        *BODY[:2],
        Heading("請願事項"),
        Paragraph("次の事項を内容とする意見書を国会及び関係行政庁に提出すること。"),
        DEMANDS[1],
        Paragraph("地方自治法第124条の規定により、上記のとおり請願書を提出します。"),
        Dateline("令和８年12月10日"),
        PresidingOfficer("渋谷区議会議長", "丸山　高司", "様"),
        PETITIONERS,
    )
    sheets = (
        Sheet(SheetRole.COVER, "表紙", cover),
        Sheet(SheetRole.PETITION, "請願書", paper),
        Sheet(SheetRole.ATTACHMENT, "意見書案", LETTER.blocks),
    )
    return Document(Kind.PETITION, title, sheets, Page())


def appeal() -> Document:
    """A 陳情書 on one sheet, with characters that try fonts and markup."""
    blocks: tuple[Block, ...] = (
        Title("「保険証」を残してください<陳情書> & 要望"),
        Heading("陳情の趣旨"),
        Paragraph("槗本さんと𠮷野さん、髙﨑さんは、葛󠄀城市・祇󠄀園・〒150-0042 ①ℓ㎡ ～ 〜 ― を用いた。" * 3, id="c<1>"),
        Paragraph("上記のとおり陳情します。"),
        Dateline("令和８年12月10日"),
        PresidingOfficer("佐賀県議会議長", "", "殿"),
        SignatoryList((SignatoryLine("陳情者", "", "髙橋　槗子", above=("佐賀県佐賀市城内１丁目",)),)),
    )
    return Document(Kind.APPEAL, "保険証を残す陳情書", (Sheet(SheetRole.PETITION, "陳情書", blocks),), Page())


def bare() -> Document:
    """What a new draft gives: blanks, an empty paragraph, an empty list."""
    blocks: tuple[Block, ...] = (
        Title("（案）"),
        Paragraph("", id="e1"),
        DemandList(()),
        Issuer(("",)),
        AddresseeList(()),
    )
    return Document(Kind.OPINION, "", (Sheet(SheetRole.LETTER, "意見書案", blocks),), Page())


TROUBLE = Figure(
    "c-trouble",
    "マイナ保険証に関するトラブルがあったと答えた医療機関",
    Chart.BAR,
    "%",
    (
        Point("2024年8月から9月まで", 70.1, PartialDate(2024, 9), "回答した12,735医療機関"),
        Point("2025年10月から12月まで", 69.8, PartialDate(2025, 12), "回答した10,519医療機関", is_current=True),
    ),
    "回答した医療機関に占める割合。",
)
RATE = Figure(
    "c-rate",
    "マイナ保険証の利用率",
    Chart.LINE,
    "%",
    tuple(Point(f"2025年{m}月", 25 + m, PartialDate(2025, m), "オンライン資格確認の件数") for m in range(1, 11)),
)
FACT = ("回答した医療機関の70.1％が、トラブルがあったと答えた。\n分母は回答した12,735医療機関", "70.1％", "2024年9月")


def evidence() -> Document:
    """A 目次 on a page of its own, sections with a long table, an unnamed one beside it, and charts."""
    sections = tuple(Section(f"{number}　<窓口>での十割負担の発生", f"a-{number}") for number in range(1, 4))
    columns = (Column("内容", 6), Column("値", 2, Align.RIGHT), Column("時点", 2, Align.CENTRE))
    blocks: list[Block] = []
    for number, section in enumerate(sections):
        blocks += [
            section,
            Paragraph("資格が正しく表示されない事例が続いている。"),
            Heading("根拠となる事実", inner=True),
            Table(columns, (FACT,) * (1 + 20 * number), caption="事実の一覧", row_heads=True),
            Table((Column("用語"), Column("意味", 3)), (("保険証", ""),)),
            Drawing(TROUBLE if number % 2 else RATE, ("全国保険医団体連合会「調査」 https://hodanren.doc-net.or.jp/",)),
            Paragraph("以上が根拠である。"),
        ]
    sheets = (
        Sheet(SheetRole.COVER, "目次", (Title("資料集"), Contents("目　次", sections))),
        Sheet(SheetRole.COMPANION, "資料集", tuple(blocks)),
    )
    return Document(Kind.OPINION, "資料集", sheets, Page())


def signatures() -> Document:
    """A sheet to be signed: a table of empty cells with which it ends."""
    columns = (Column("番号", 2, Align.CENTRE), Column("氏名", 8), Column("住所", 16))
    rows = tuple((str(number), "", "") for number in range(1, 11))
    table = Table(columns, rows, row_lines=2.5)
    sheets = tuple(
        Sheet(SheetRole.COMPANION, "署名用紙", (Title("健康保険証の復活を求める請願"), CLOSING, table)) for _ in "12"
    )
    return Document(Kind.PETITION, "署名用紙", sheets, Page())


SAMPLES: dict[str, Document] = {
    make.__name__: make()
    for make in (
        opinion,
        opinion_with_endnotes,
        long_opinion,
        combined_opinion,
        resolution,
        petition,
        appeal,
        bare,
        evidence,
        signatures,
    )
}


def sheet_of(*blocks: Block, page: Page | None = None) -> Document:
    """A paper of one sheet with these blocks."""
    return Document(Kind.OPINION, "試し", (Sheet(SheetRole.LETTER, "意見書案", blocks),), page or Page())


def blocks_of(document: Document) -> Iterator[Block]:
    for sheet in document.sheets:
        yield from sheet.blocks


def texts_of(document: Document) -> list[str]:
    """Every piece of text that a reader must find in any format, in the order of the paper; footnotes last."""
    texts = [text for block in blocks_of(document) for text in _texts(block)]
    notes = document.notes if document.citations is Citations.FOOTNOTES else ()
    return [text for text in [*texts, *(note.text for note in notes)] if text]


def _texts(block: Block) -> Iterator[str]:  # noqa: C901 (one case a block)
    match block:
        case NumberLine() | Title() | Paragraph() | Heading() | Dateline():
            yield block.text
        case QuotedText():
            yield from (block.text, block.attribution)
        case DemandList():
            for item in block.items:
                yield from (item.number, item.text)
                yield from _texts(DemandList(item.items))
        case PresidingOfficer():
            yield from (block.office, block.name, block.honorific)
        case SignatoryList():
            for person in block.lines:
                yield from (person.label, *person.above, person.title, person.name, person.seal)
        case Issuer():
            yield from block.lines
        case AddresseeList():
            yield block.label
            for line in block.lines:
                yield from (line.office, line.name, line.honorific)
            yield block.each
        case NoteList():
            yield block.heading
            yield from (note.text for note in block.notes)
        case Section():
            yield block.text
        case Contents():
            yield block.heading
            yield from (entry.text for entry in block.entries)
        case Table():
            yield block.caption
            yield from (column.head for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
        case Drawing():
            yield block.figure.title
            yield from block.below
