"""資料集: for each argument of a document its claim, facts, figures, quotations, and the other side with the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..backing import BackedArgument, Backing, DrawnFigure, Evidence, Quoted
from ..content import DraftContent, PartialDate
from ..document import Block, Document, Heading, Paragraph, QuotedText, Sheet, SheetRole, Title
from ..figures import Chart as ChartType
from ..reference import NOT_KNOWN, Align, Column, Contents, Drawing, Section, Table, numbers_of
from ..setting import Setting
from ..text_blocks import bare_title
from . import frame
from .parts import PackageOptions

TITLE = "資料集"
STATEMENT, VALUES = Column("内容", 17), Column("値と分母", 9.5)
REST = (Column("時点", 8.8), Column("状態", 5.3, Align.CENTRE), Column("出典", 10))
OBJECTIONS = (Column("反対の意見", 1), Column("答え", 1.2))
TERMS = (Column("用語", 1), Column("読み", 1.2), Column("意味", 3.5))
NO_ARGUMENTS = Paragraph("この文書では、ライブラリの論点、事実及び引用を使っていません。")


def evidence(content: DraftContent, backing: Backing, _options: PackageOptions) -> Document:
    setting = Setting(content)
    parts = list(_Binder(setting).parts(backing))
    title = bare_title(setting)
    front: list[Block] = [Title(TITLE), Paragraph(f"「{title}」で使った論点の根拠をまとめた資料です。")]
    sheets = _sheets(front, parts) if parts else (Sheet(SheetRole.COMPANION, TITLE, (front[0], NO_ARGUMENTS)),)
    return Document(content.kind, f"{TITLE}（{title}）", sheets, frame.PAGE)


def _sheets(front: Sequence[Block], parts: Sequence[tuple[Section, list[Block]]]) -> tuple[Sheet, ...]:
    contents = Contents("目　次", tuple(section for section, _ in parts))
    blocks = (block for section, inside in parts for block in (section, *inside))
    return (
        Sheet(SheetRole.COVER, "目次", (*front, contents, Paragraph(frame.LEGEND))),
        Sheet(SheetRole.COMPANION, TITLE, tuple(blocks)),
    )


class _Binder:
    """Binds the sections of one paper; a figure is shown once, where it first belongs."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._shown: dict[str, str] = {}

    def parts(self, backing: Backing) -> Iterator[tuple[Section, list[Block]]]:
        number = 0
        for number, argument in enumerate(backing.arguments, 1):
            name = f"{number}　{argument.title}"
            yield Section(name, argument.slug), list(self._argument(argument, name))
        for title, name, blocks in self._behind_the_arguments(backing):
            if blocks:
                number += 1
                yield Section(f"{number}　{title}", name), blocks

    def _behind_the_arguments(self, backing: Backing) -> Iterator[tuple[str, str, list[Block]]]:
        yield "そのほかの段落の根拠", "other-paragraphs", list(self._of_blocks(backing))
        figures = {one.figure.slug: one for argument in backing.arguments for one in argument.figures}
        words = [self._words(drawn) for drawn in figures.values() if not drawn.figure.is_drawn]
        yield "比較と年表", "comparisons", [*words]
        rows = tuple((term.title, term.reading, term.definition) for term in backing.terms)
        yield "用語", "terms", [Table(TERMS, rows, row_heads=True)] if rows else []

    def _argument(self, argument: BackedArgument, section: str) -> Iterator[Block]:
        yield Paragraph(argument.claim)
        yield from self._facts(argument.facts)
        for drawn in argument.figures:
            if drawn.figure.is_drawn:
                yield from self._figure(drawn, section)
        yield from self._quotations(argument.quotations)
        if argument.objections:
            yield Heading("反対の意見と、答え", inner=True)
            yield Table(OBJECTIONS, tuple((one.claim, one.reply) for one in argument.objections))

    def _of_blocks(self, backing: Backing) -> Iterator[Block]:
        """What paragraphs of the writer's own and quotations cite, and no argument brings along."""
        facts = {one.fact.slug for argument in backing.arguments for one in argument.facts}
        quotations = {one.slug for argument in backing.arguments for one in argument.quotations}
        yield from self._facts([one for one in backing.facts if one.fact.slug not in facts])
        yield from self._quotations([one for one in backing.quotations if one.slug not in quotations])

    def _facts(self, facts: Sequence[Evidence]) -> Iterator[Block]:
        if facts:
            yield Heading("根拠となる事実", inner=True)
            # Most facts are events: a column of dashes would only narrow the others.
            counted = any(one.values for one in facts)
            columns = (STATEMENT, *([VALUES] if counted else []), *REST)
            yield Table(columns, tuple(tuple(self._fact_row(one, counted)) for one in facts))

    def _fact_row(self, one: Evidence, counted: bool) -> Iterator[str]:
        yield frame.statement(one, self._setting)
        if counted:
            yield frame.values(one)
        yield frame.in_lines(one.fact.as_of, self._setting)
        yield one.fact.status.label
        yield frame.listed(frame.cited(one.fact.sources, self._setting))

    def _figure(self, drawn: DrawnFigure, section: str) -> Iterator[Block]:
        figure = drawn.figure
        if known := self._shown.get(figure.slug):
            yield Paragraph(f"図表「{figure.title}」は、「{known}」にあります。")
            return
        self._shown[figure.slug] = section
        yield Drawing(figure)
        yield numbers_of(figure, self._on, self._sources(drawn))

    def _sources(self, drawn: DrawnFigure) -> tuple[str, ...]:
        """In one paragraph: a chronology has thirty."""
        named = frame.cited(drawn.sources, self._setting)
        return (f"出典：{'／'.join(named)}",) if named else ()

    def _words(self, drawn: DrawnFigure) -> Table:
        """A comparison or a chronology."""
        figure, below = drawn.figure, (*filter(None, [drawn.figure.note]), *self._sources(drawn))
        if figure.chart is ChartType.TIMELINE:
            events = tuple((self._on(point.when) or NOT_KNOWN, str(point.value)) for point in figure.points)
            return Table((Column("時期", 3), Column("出来事", 6)), events, figure.title, row_heads=True, below=below)
        heads = figure.columns
        columns = (Column("項目", 2), *(Column(head, 4) for head in heads))
        sides = tuple((point.label, *(dict(point.cells).get(head, "") for head in heads)) for point in figure.points)
        return Table(columns, sides, figure.title, row_heads=True, below=below)

    def _on(self, when: PartialDate) -> str:
        return frame.day(when, self._setting)

    def _quotations(self, quotations: Sequence[Quoted]) -> Iterator[Block]:
        if quotations:
            yield Heading("引用", inner=True)
        for one in quotations:
            place = "、".join(frame.cited(one.sources, self._setting))
            said = "　".join(filter(None, (one.speaker, place)))
            yield QuotedText(one.text, f"{said}（{frame.comparison(one)}）")
