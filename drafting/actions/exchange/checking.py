"""Items that were read, judged together and against the library: what can be taken, or every reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from drafting.actions.library import Item, item_from
from drafting.actions.library_form import problems_of
from drafting.intake.refusal import Refusal
from drafting.intake.style_layer import read_layer
from drafting.models import EDITION_OF, AddresseeEdition, Entry, EntryKind
from drafting.models.browsing import shown

from . import objects, text_table, workbook
from .columns import TABLES, references
from .items import Raw, published
from .reading import Found, Reading, Refused, Unreadable

MOST_BYTES = 5 * 1024 * 1024
Reasons = Iterator[tuple[str, str]]  # path in the item, and what is wrong there


@dataclass(frozen=True)
class Taken:
    """An item that may be taken; `before`: what readers see of it now."""

    item: Item
    raw: Raw
    before: Raw | None

    @property
    def is_changed(self) -> bool:
        return self.before is None or _item_or_none(self.item.kind, self.before) != self.item


@dataclass
class Known:
    """Against what an item is judged: the library's entries, and the first of each slug in the file."""

    entries: Mapping[str, str]
    first: dict[str, Found] = field(default_factory=dict)

    def kind(self, slug: str) -> str | None:
        found = self.first.get(slug)
        return self.entries.get(slug) or (found.kind.value if found else None)


def read(content: bytes, file_name: str) -> list[Taken]:
    """Every item of a file; Unreadable, or Refused with all that is wrong, and then nothing of it is taken."""
    reading = Reading()
    _read_by_format(reading, content, file_name)
    if not reading.found and not reading.problems:
        raise Unreadable("ファイルに項目がありません。")
    _judge_together(reading)
    taken = _taken(reading)
    if reading.problems:
        raise Refused(reading.problems)
    return taken


def _read_by_format(reading: Reading, content: bytes, file_name: str) -> None:
    """By what the file is; its name decides only between texts."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"ファイルが大きすぎます。{MOST_BYTES // 1024 // 1024}MBまでです。")
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if content.startswith(b"PK"):
        workbook.read_xlsx(reading, content)
    elif file_name.lower().endswith(".csv"):
        text_table.read_csv(reading, content)
    elif start in (b"{", b"["):
        objects.read_json(reading, content, file_name)
    else:
        raise Unreadable("XLSX、JSON、CSV のどれでもありません。")


def _judge_together(reading: Reading) -> None:
    known = Known(dict(Entry.objects.values_list("slug", "kind")))
    for found in reading.found:
        known.first.setdefault(found.slug, found)
    offices = _offices(reading.found)
    for found in reading.found:
        reasons = [reason for rule in _RULES for reason in rule(found, known)]
        if not found.broken:
            reasons += [*_dangling(found, known), *_unknown_offices(found, offices)]
        for path, reason in reasons:
            reading.refuse_in(found, path, reason)


def _taken(reading: Reading) -> list[Taken]:
    """With what stands now, by which only what changes has to be judged as a row."""
    slugs = [found.slug for found in reading.found]
    kinds = {found.kind for found in reading.found}
    before = {raw["slug"]: raw for kind in kinds for raw in published(kind, slugs)}
    taken = []
    for found in reading.found:
        if not found.broken and (item := _item(reading, found)):
            one = Taken(item, found.raw, before.get(found.slug))
            taken.append(one)
            for path, reason in _wrong_as_row(one.item) if one.is_changed else ():
                reading.refuse_in(found, path, reason)
    return taken


def _item(reading: Reading, found: Found) -> Item | None:
    try:
        return item_from(found.kind, found.raw)
    except ValidationError as error:
        for message in error.messages:
            reading.refuse_in(found, "", message)
        return None


def _item_or_none(kind: EntryKind, raw: Raw) -> Item | None:
    """What stands now; None where it would not be taken today."""
    try:
        return item_from(kind, raw)
    except ValidationError:
        return None


def _twice(found: Found, known: Known) -> Reasons:
    first = known.first[found.slug]
    if first is not found and found.slug:
        yield "slug", f"「{found.slug}」が2つあります（{first.place}にも）。"


def _other_kind(found: Found, known: Known) -> Reasons:
    kind = known.entries.get(found.slug, found.kind)
    if kind != found.kind:
        yield "slug", f"「{found.slug}」は、すでに{EntryKind(kind).label}の識別名です。"


def _wrong_slug(found: Found, known: Known) -> Reasons:
    if found.slug and found.slug not in known.entries:
        yield from (("slug", reason.removeprefix("slug: ") + "。") for reason in problems_of(found.slug, {}))


def _lacking(found: Found, known: Known) -> Reasons:
    """What an item cannot be without, and no single column can tell."""
    for rows in TABLES[found.kind].rows:
        if rows.required and found.raw.get(rows.key) == []:
            yield rows.key, f"「{rows.sheet}」が1つもありません。"
    if found.kind is EntryKind.FACT and not (found.raw.get("as_of", "?") or found.raw.get("event_date", "?")):
        yield "as_of", "「時点」か「出来事の日」のどちらかを入れてください。"


def _bad_style(found: Found, known: Known) -> Reasons:
    style = found.raw.get("style")
    if found.kind is not EntryKind.HOUSE_STYLE or not isinstance(style, dict):
        return
    try:
        read_layer(style)
    except Refusal as refusal:
        for problem in refusal.problems:
            key = problem.path.removeprefix("style.").split(".")[0]
            yield f"style.{list(style).index(key)}.value" if key in style else "style", problem.message


_RULES: tuple[Callable[[Found, Known], Reasons], ...] = (_twice, _other_kind, _wrong_slug, _lacking, _bad_style)


def _dangling(found: Found, known: Known) -> Reasons:
    for path, slug, kinds in references(TABLES[found.kind], found.raw):
        kind = known.kind(slug)
        if kind is None:
            yield path, f"「{slug}」という項目はありません。"
        elif kind not in kinds:
            wanted = "か".join(one.label for one in kinds)
            yield path, f"「{slug}」は{EntryKind(kind).label}です。{wanted}の識別名を書いてください。"


def _unknown_offices(found: Found, offices: set[str]) -> Reasons:
    """A demand names its addressees by their office; one that nobody holds would never be offered."""
    if found.kind is EntryKind.DEMAND:
        for office in found.raw["addressees"]:
            if office not in offices:
                yield "addressees", f"「{office}」という宛先はありません。"


def _offices(found: Iterable[Found]) -> set[str]:
    here = set(shown(AddresseeEdition).values_list("office", flat=True))
    return here | {str(one.raw.get("office")) for one in found if one.kind is EntryKind.ADDRESSEE}


def _wrong_as_row(item: Item) -> Reasons:
    """What the table itself would refuse, as it is asked again when the edition is written."""
    edition = EDITION_OF[item.kind](number=1, content_hash=item.hash, **item.columns)
    try:
        edition.full_clean(exclude=["entry", "author"], validate_unique=False)
    except ValidationError as error:
        for key, messages in error.message_dict.items():
            yield "" if key == "__all__" else key, " ".join(messages)
