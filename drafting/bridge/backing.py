"""What the library has behind a draft as read: of each argument the edition that the draft pins, of facts and sources
those that its notes print.  A fixed number of queries, however long the draft is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from drafting.compose import backing as core
from drafting.compose.content import CitedSource, PartialDate, Passage, Quotation
from drafting.compose.wording import fill
from drafting.intake.draft_file import ArgumentEntry, QuotationEntry
from drafting.models import ArgumentEdition, FactEdition, Link, QuotationEdition, TermEdition, ThemeEdition
from drafting.models.browsing import Cited, shown
from drafting.models.figures import ShownFigure, figures_on, shown_figures
from drafting.models.shelf import Shelf, cited_source

from .reading import Reading

Named = dict[str, list[str]]  # role -> slugs, in order
ROLES = ("theme", "fact", "cite", "source", "quotation")


def backing_of(reading: Reading) -> core.Backing:
    editions = _pinned_arguments(reading)
    named = _named_by(editions)
    facts = _facts(reading.shelf)
    stock = _Stock(
        reading.shelf,
        evidence={edition.entry.slug: _evidence(edition, reading.shelf) for edition in facts},
        quotations=_quotations(reading, named.values()),
        figures=shown_figures(figures_on(facts)) if editions else [],
        themes=_themes(named.values()),
    )
    arguments = tuple(_argument(reading, edition, named[edition.pk], stock) for edition in editions)
    return core.Backing(arguments, tuple(_blocks(reading, stock)), tuple(_terms(reading)))


@dataclass
class _Stock:
    """All that the arguments and blocks of one draft name."""

    shelf: Shelf
    evidence: dict[str, core.Evidence]
    quotations: dict[str, core.Quoted]
    figures: list[ShownFigure]
    themes: dict[str, str]

    def facts(self, slugs: Iterable[str]) -> tuple[core.Evidence, ...]:
        return tuple(self.evidence[slug] for slug in dict.fromkeys(slugs) if slug in self.evidence)

    def quoted(self, slugs: Iterable[str]) -> tuple[core.Quoted, ...]:
        return tuple(self.quotations[slug] for slug in dict.fromkeys(slugs) if slug in self.quotations)

    def figures_on(self, slugs: Iterable[str]) -> tuple[core.DrawnFigure, ...]:
        wanted = set(slugs)
        return tuple(_drawn(one) for one in self.figures if wanted & {fact.edition.entry.slug for fact in one.facts})


def _pinned_arguments(reading: Reading) -> list[ArgumentEdition]:
    """Each once: of one that stands twice in the text, the edition of the first."""
    found: dict[str, ArgumentEdition] = {}
    for entry in reading.file.body:
        if isinstance(entry, ArgumentEntry):
            edition = reading.shelf.edition(entry.argument, entry.version)
            if isinstance(edition, ArgumentEdition):
                found.setdefault(entry.argument, edition)
    return list(found.values())


def _named_by(editions: Iterable[ArgumentEdition]) -> dict[int, Named]:
    named: dict[int, Named] = defaultdict(lambda: defaultdict(list))
    links = Link.objects.filter(edition__in=[edition.pk for edition in editions], role__in=ROLES)
    for edition, role, slug in links.order_by("position", "pk").values_list("edition_id", "role", "entry__slug"):
        named[edition][role].append(slug)
    return named


def _facts(shelf: Shelf) -> list[FactEdition]:
    rows = FactEdition.objects.filter(pk__in=[shelf.used[slug] for slug in shelf.facts]).select_related("entry")
    return list(rows)


def _evidence(edition: FactEdition, shelf: Shelf) -> core.Evidence:
    values = tuple(
        core.FactValue(*(str(one.get(key) or "") for key in ("label", "value", "unit", "denominator")))
        for one in edition.values
        if one.get("value")
    )
    return core.Evidence(shelf.facts[edition.entry.slug], values, edition.status_note)


def _quotations(reading: Reading, named: Iterable[Named]) -> dict[str, core.Quoted]:
    """The published ones that arguments and paragraphs name; of a quotation block the one that it pins."""
    cited = {slug for entry in reading.file.body if not isinstance(entry, QuotationEntry) for slug in entry.cites}
    slugs = cited | {slug for one in named for slug in one["quotation"]}
    rows = list(shown(QuotationEdition).filter(entry__slug__in=slugs)) if slugs else []
    for entry in reading.file.body:
        if isinstance(entry, QuotationEntry):
            edition = reading.shelf.edition(entry.quotation, entry.version)
            rows += [edition] if isinstance(edition, QuotationEdition) else []
    return {row.entry.slug: _quoted(row, reading.shelf) for row in rows}


def _quoted(edition: QuotationEdition, shelf: Shelf) -> core.Quoted:
    slug = edition.entry.slug
    source = shelf.sources.get(shelf.source_of_quotation.get(slug, ""))
    return core.Quoted(
        slug,
        edition.text,
        edition.speaker,
        PartialDate.parse(edition.date),
        kind=edition.get_kind_display(),
        compared=edition.compared,
        note=edition.note,
        sources=(replace(source, locator=edition.locator),) if source else (),
    )


def _themes(named: Iterable[Named]) -> dict[str, str]:
    slugs = {slug for one in named for slug in one["theme"]}
    return {row.entry.slug: row.title for row in shown(ThemeEdition).filter(entry__slug__in=slugs)} if slugs else {}


def _argument(reading: Reading, edition: ArgumentEdition, named: Named, stock: _Stock) -> core.BackedArgument:
    slug = edition.entry.slug
    blocks = tuple(e.id for e in reading.file.body if isinstance(e, ArgumentEntry) and e.argument == slug)
    facts = [*named["fact"], *named["cite"]]
    return core.BackedArgument(
        slug,
        edition.number,
        edition.title,
        edition.claim,
        edition.reasoning,
        next((stock.themes[theme] for theme in named["theme"] if theme in stock.themes), ""),
        blocks,
        objections=tuple(core.Objection(one.get("slug", ""), one["claim"], one["reply"]) for one in edition.opposing),
        facts=stock.facts(facts),
        sources=tuple(stock.shelf.sources[one] for one in named["source"] if one in stock.shelf.sources),
        figures=stock.figures_on(facts),
        quotations=stock.quoted([*named["quotation"], *named["cite"]]),
    )


def _blocks(reading: Reading, stock: _Stock) -> Iterator[core.BackedBlock]:
    for entry, block in zip(reading.file.body, reading.content.body, strict=True):
        match entry, block:
            case QuotationEntry(), Quotation():
                # As the paper prints it; where the library lacks it, all that is known stands in the file.
                known = stock.quotations.get(entry.quotation, core.Quoted(entry.quotation, block.text, block.speaker))
                quotation = replace(known, text=block.text, sources=block.sources)
                yield core.BackedBlock(block.id, sources=block.sources, quotations=(quotation,))
            case _, Passage() as passage:
                facts = stock.facts(fact.slug for fact in passage.facts)
                cites = () if isinstance(entry, QuotationEntry) else entry.cites
                yield core.BackedBlock(passage.id, facts, passage.sources, stock.quoted(cites))


def _drawn(one: ShownFigure) -> core.DrawnFigure:
    sources = [_located(cited) for fact in one.facts for cited in fact.citations]
    return core.DrawnFigure(one.figure, tuple(dict.fromkeys(sources)))


def _located(cited: Cited) -> CitedSource:
    return replace(cited_source(cited.source), locator=cited.locator)


def _terms(reading: Reading) -> Iterator[core.Term]:
    """The words of the library's list that the text uses."""
    text = "\n".join(_texts(reading))
    for row in shown(TermEdition).order_by("reading", "title") if text else ():
        if row.title in text:
            yield core.Term(row.title, row.reading, row.definition)


def _texts(reading: Reading) -> Iterator[str]:
    content = reading.content
    for block in (*content.body, *content.demands):
        yield block.text if isinstance(block, Quotation) else fill(block.wording, reading.words)
