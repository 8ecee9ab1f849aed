"""A house style as the screens show it: in words with its grounds, and as a picture of a sample paper.

A picture is asked for by a signed token that holds the style itself, so that a style nobody saved yet can be seen too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from drafting import bridge
from drafting.actions.style_samples import sample_content
from drafting.compose.kinds import Kind, Proposer
from drafting.compose.style import Layer, merged
from drafting.models import Assembly
from drafting.papers import Paper, paper_of
from drafting.style_words import PART_LABELS, groups_of, said

SALT = "house-style-sample"
DPI = 96
# What only the rules of procedure say: where nobody read them, there are no grounds to speak of.
UNKNOWABLE = ("supporters_required", "introducers_min", "introducers_max")
BASIS = {
    bridge.Storey.BASE: "一般の様式",
    bridge.Storey.TYPE: "同じ種別の様式",
    bridge.Storey.DRAFT: "この文書だけ",
}


@dataclass(frozen=True)
class Line:
    """One line of the panel: what it is, what it says, and what that rests on."""

    label: str
    text: str
    grounds: bridge.Grounds

    @property
    def basis(self) -> str:
        return basis_of(self.grounds)


@dataclass(frozen=True)
class Panel:
    """The style of an assembly for one kind of document, as stage 1 shows it beside the form."""

    assembly: Assembly
    kind: Kind
    grounds: dict[str, bridge.Grounds]
    token: str

    @property
    def lines(self) -> list[Line]:
        return list(_first_lines(self.assembly, self.kind, self.grounds))

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """Every part of the style."""
        return [(group.heading, [_line(self.grounds[part]) for part in group.parts]) for group in groups_of(self.kind)]

    @property
    def deadline(self) -> bridge.Grounds | None:
        note = self.grounds["deadline_note"]
        return note if note.value else None

    @property
    def readings(self) -> list[tuple[str, str]]:
        """(URL, day of reading) of the rows that have a say here, the assembly's own first."""
        own = [one for one in self.grounds.values() if one.url]
        ordered = sorted(own, key=lambda one: one.storey is not bridge.Storey.ASSEMBLY)
        return list(dict.fromkeys((one.url, one.read_on) for one in ordered))

    @property
    def has_own(self) -> bool:
        return any(one.storey is bridge.Storey.ASSEMBLY for one in self.grounds.values())

    @property
    def picture(self) -> str:
        return picture_url(self.token)


def panel_of(assembly: Assembly, kind: Kind, proposer: Proposer, own: Layer | None = None) -> Panel:
    rows = bridge.house_styles(assembly, kind, proposer)
    token = token_of(assembly, kind, proposer, merged([*(row.style for row in rows), own or {}]))
    return Panel(assembly, kind, bridge.explained(rows, kind, proposer, own), token)


def basis_of(grounds: bridge.Grounds) -> str:
    if grounds.value is None and grounds.part in UNKNOWABLE:
        return ""
    if grounds.storey is bridge.Storey.ASSEMBLY:
        return "出典あり" if grounds.is_sourced else "推定"
    return BASIS[grounds.storey]


def token_of(assembly: Assembly | None, kind: Kind, proposer: Proposer, style: Layer) -> str:
    named = assembly.full_name if assembly else ""
    return signing.dumps([named, kind.value, proposer.value, style], salt=SALT, compress=True)


def picture_url(token: str, page: int = 1) -> str:
    return reverse("style_sample", args=[page]) + f"?of={quote(token)}"


def paper_in(token: str) -> Paper:
    """BadSignature where the token was not made here."""
    named, kind, proposer, style = signing.loads(token, salt=SALT)
    return paper_of(sample_content(named, Kind(kind), Proposer(proposer), style, timezone.localdate()))


@require_safe
def sample(request: HttpRequest, page: int) -> HttpResponse:
    """A page of the sample paper as a picture.  It shows library and made-up names only, never a draft."""
    try:
        picture = paper_in(request.GET.get("of", "")).page(page, DPI)
    except signing.BadSignature:
        picture = None
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _first_lines(assembly: Assembly, kind: Kind, grounds: dict[str, bridge.Grounds]) -> Iterator[Line]:
    """What one looks for first."""
    if grounds["number_line"].value:
        yield _line(grounds["number_line"], "番号", _filled(assembly, grounds["number_line"].value))
    yield _line(grounds["cover"], "表紙")
    if kind.is_bill:
        rules = _filled(assembly, grounds["rules"].value)
        yield _line(grounds["article"], "根拠", rules + (grounds["article"].value or "第　　条（空き）"))
        yield _line(grounds["supporters_required"], "賛成者", _at_least(grounds["supporters_required"].value))
    if kind is Kind.PETITION:
        least, most = grounds["introducers_min"], grounds["introducers_max"]
        yield _line(most if most.value else least, "紹介議員", _between(least.value, most.value))
    yield _line(grounds["presiding_honorific"], "議長の敬称")
    if not kind.is_bill:
        yield _line(grounds["petition_sections"], "節", said_filled(grounds["petition_sections"].value, kind))
    yield _line(grounds["numerals"], "数字")
    page = [grounds[f"page.{name}"] for name in ("chars_per_line", "lines_per_page")]
    tall = "、縦書き（Wordだけ）" if grounds["page.vertical"].value else ""
    yield _line(page[0], "紙面", f"{page[0].value}字 × {page[1].value}行{tall}")


def said_filled(sections: list[list[str]], kind: Kind) -> str:
    return said("petition_sections", [[c, heading.replace("{kind}", kind.word)] for c, heading in sections])


def _line(grounds: bridge.Grounds, label: str = "", text: str = "") -> Line:
    return Line(label or PART_LABELS[grounds.part], text or said(grounds.part, grounds.value), grounds)


def _filled(assembly: Assembly, text: str) -> str:
    """With the assembly's name, and blanks for what only a draft knows."""
    return text.replace("{assembly}", assembly.value.assembly_name).replace("{number}", "　　")


def _at_least(number: Any) -> str:
    return "人数は分かっていません（空き）" if number is None else f"{number}人以上"


def _between(least: int | None, most: int | None) -> str:
    if least and most:
        return f"{least}人" if least == most else f"{least}人から{most}人まで"
    return f"{least or 1}人以上" if not most else f"1人から{most}人まで"
