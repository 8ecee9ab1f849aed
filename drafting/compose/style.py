"""A house style (様式) as a value: every key, its default by kind, what it may hold, how layers lie over each other.

Layers, lowest first: base style, type of assembly, assembly, the draft's own.  A layer is a mapping of keys to plain
JSON values, as in draft files and in the HouseStyle row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .kinds import Kind, Proposer

COVER_BLOCKS = ("number", "title", "submit_sentence", "date", "presiding", "signatories", "introducers", "reasons")
LETTER_BLOCKS = (
    *("number", "title", "date", "presiding", "introducers", "petitioners"),
    *("body", "demands", "sections", "closing", "issuer", "addressees", "reasons"),
)
SECTION_CONTENTS = ("summary", "body", "demands", "summary+body", "summary+demands")


@dataclass(frozen=True)
class Margins:
    """In millimetres."""

    top: float = 25
    right: float = 17
    bottom: float = 25
    left: float = 30


@dataclass(frozen=True)
class Page:
    """The grid of an A4 sheet; the default is 白川町's rule for bills, the only page rule that was found."""

    chars_per_line: int = 42
    lines_per_page: int = 40
    font_size_pt: float = 11
    margins: Margins = Margins()
    vertical: bool = False

    WIDTH_MM = 210
    HEIGHT_MM = 297

    @property
    def text_width_mm(self) -> float:
        return self.WIDTH_MM - self.margins.left - self.margins.right

    @property
    def text_height_mm(self) -> float:
        return self.HEIGHT_MM - self.margins.top - self.margins.bottom

    @property
    def line_pitch_mm(self) -> float:
        """From one baseline to the next: the text's height shared out among the lines."""
        return self.text_height_mm / self.lines_per_page

    @property
    def font_size_mm(self) -> float:
        return self.font_size_pt * 25.4 / 72


@dataclass(frozen=True)
class Style:
    """Every key of a house style, resolved.  See docs/house-styles.md for what each one does to the paper."""

    cover: str = "separate"
    cover_order: tuple[str, ...] = ("number", "title", "submit_sentence", "date", "signatories", "presiding")
    letter_order: tuple[str, ...] = ("title", "body", "demands", "closing", "date", "issuer", "addressees")
    number_line: str = "発議第{number}号"
    cover_title_suffix: str = "の提出について"
    letter_title_suffix: str = "（案）"
    letter_title: str = "title"
    letter_title_spaced: bool = False
    submit_sentence: str = "上記の議案を別紙のとおり{rules}{article}の規定により提出します。"
    rules: str = "{assembly}会議規則"
    article: str = ""
    date_suffix: str = ""
    presiding_honorific: str = "様"
    signatory_layout: str = "submitter_and_supporters"
    signatory_labels: tuple[str, ...] = ("提出者", "賛成者")
    signatory_title: str = "{assembly}議員"
    repeat_mark: str = ""
    seal: str = ""
    reasons_place: str = "none"
    reasons_heading: str = "提案理由"
    body_heading: str = ""
    demand_layout: str = "list"
    demand_lead: str | None = None
    demand_sentence: str | None = None
    list_heading: str = "記"
    list_numbers: str = "１"
    closing: str | None = None
    closing_register: str = "same"
    state: str = "国"
    date_calendar: str = "wareki"
    numerals: str = "half"
    issuer: str = "assembly"
    issuer_spaced: bool = False
    addressee_layout: str = "list"
    addressee_collective: str = "関係行政庁"
    addressee_label: str = ""
    addressee_honorific: str = "様"
    addressee_honorific_once: bool = False
    addressee_names: bool = False
    addressee_each: str = ""
    petition_sections: tuple[tuple[str, str], ...] = (
        ("summary", "{kind}の趣旨"),
        ("body", "{kind}の理由"),
        ("demands", "{kind}事項"),
    )
    others_form: str = "外{n}名"
    page: Page = Page()
    supporters_required: int | None = None
    introducers_min: int | None = None
    introducers_max: int | None = None
    deadline_note: str = ""


@dataclass(frozen=True)
class Key:
    """What one key may hold: a JSON type, or a choice, or a list of choices."""

    type: str
    choices: tuple[str, ...] = ()
    nullable: bool = False

    def allowed(self) -> str:
        """In words, for messages."""
        if self.choices:
            return ("次の語の並び: " if self.type == "list" else "") + " ".join(f"「{c}」" for c in self.choices)
        words = {"string": "文字列", "boolean": "true か false", "number": "0以上の整数", "list": "文字列の並び"}
        return words.get(self.type, self.type) + ("、または null" if self.nullable else "")


KEYS: dict[str, Key] = {
    "cover": Key("string", ("separate", "combined", "none")),
    "cover_order": Key("list", COVER_BLOCKS),
    "letter_order": Key("list", LETTER_BLOCKS),
    "number_line": Key("string"),
    "cover_title_suffix": Key("string"),
    "letter_title_suffix": Key("string"),
    "letter_title": Key("string", ("title", "kind")),
    "letter_title_spaced": Key("boolean"),
    "submit_sentence": Key("string"),
    "rules": Key("string"),
    "article": Key("string"),
    "date_suffix": Key("string", ("", "提出")),
    "presiding_honorific": Key("string", ("様", "殿")),
    "signatory_layout": Key("string", ("submitter_and_supporters", "all_submitters", "first_and_others", "chair")),
    "signatory_labels": Key("list"),
    "signatory_title": Key("string"),
    "repeat_mark": Key("string", ("", "同", "〃")),
    "seal": Key("string", ("", "印")),
    "reasons_place": Key("string", ("none", "cover", "after_letter")),
    "reasons_heading": Key("string"),
    "body_heading": Key("string"),
    "demand_layout": Key("string", ("list", "sentence")),
    "demand_lead": Key("string", nullable=True),
    "demand_sentence": Key("string", nullable=True),
    "list_heading": Key("string", ("記", "")),
    "list_numbers": Key("string", ("１", "1", "1.", "(1)", "一、")),
    "closing": Key("string", nullable=True),
    "closing_register": Key("string", ("same", "plain", "polite")),
    "state": Key("string", ("国", "政府")),
    "date_calendar": Key("string", ("wareki", "seireki", "both")),
    "numerals": Key("string", ("half", "full", "one_full", "kanji")),
    "issuer": Key("string", ("assembly", "prefecture_and_assembly", "presiding_officer", "presiding_officer_title")),
    "issuer_spaced": Key("boolean"),
    "addressee_layout": Key("string", ("list", "line", "collective")),
    "addressee_collective": Key("string"),
    "addressee_label": Key("string", ("", "提出先")),
    "addressee_honorific": Key("string", ("様", "殿", "あて", "宛て", "")),
    "addressee_honorific_once": Key("boolean"),
    "addressee_names": Key("boolean"),
    "addressee_each": Key("string", ("", "各通")),
    "petition_sections": Key("sections", SECTION_CONTENTS),
    "others_form": Key("string"),
    "page": Key("page"),
    "supporters_required": Key("number", nullable=True),
    "introducers_min": Key("number", nullable=True),
    "introducers_max": Key("number", nullable=True),
    "deadline_note": Key("string"),
}
PAGE_KEYS = ("chars_per_line", "lines_per_page", "font_size_pt", "margins", "vertical")
MARGIN_KEYS = ("top", "right", "bottom", "left")

Layer = Mapping[str, Any]


def base_layer(kind: Kind, proposer: Proposer = Proposer.MEMBERS) -> dict[str, Any]:
    """Where the base style of a kind differs from that of a members' 意見書."""
    layer: dict[str, Any] = {}
    if kind is Kind.RESOLUTION:
        layer |= {
            "letter_order": ["title", "body", "demands", "closing", "date", "issuer"],
            "number_line": "決議第{number}号",
        }
    if kind in (Kind.PETITION, Kind.APPEAL):
        layer |= {
            "cover": "separate" if kind is Kind.PETITION else "none",
            "cover_order": ["title", "introducers"],
            "letter_order": ["title", "sections", "closing", "date", "presiding", "petitioners"],
            "number_line": "",
            "cover_title_suffix": "",
            "letter_title_suffix": "",
        }
    if proposer is Proposer.COMMITTEE and kind.is_bill:
        layer |= {"signatory_layout": "chair"}
        if kind is Kind.OPINION:
            layer |= {"number_line": "発委第{number}号"}
    return layer


def resolve(layers: Iterable[Layer]) -> Style:
    """One Style from layers already checked, lowest first."""
    return Style(**{name: _frozen(name, value) for name, value in merged(layers).items()})


def merged(layers: Iterable[Layer]) -> dict[str, Any]:
    """The layers as one, lowest first; page and margins are merged key by key.

    A layer that sets `closing_register` without `closing` drops the `closing` of the layers below it."""
    one: dict[str, Any] = {}
    for layer in layers:
        if "closing_register" in layer and "closing" not in layer:
            one.pop("closing", None)
        page = _merge_page(one.get("page"), layer.get("page"))
        one |= layer
        if page is not None:
            one["page"] = page
    return one


def parts_in(layer: Layer) -> Iterator[tuple[str, Any]]:
    """What a layer says, part by part, as JSON has it; the page is not one part: page.margins.top."""
    for key, value in layer.items():
        if key != "page":
            yield key, _plain(value)
            continue
        for name, inner in value.items():
            if name == "margins":
                yield from ((f"page.margins.{side}", mm) for side, mm in inner.items())
            else:
                yield f"page.{name}", inner


def layer_of(parts: Mapping[str, Any]) -> dict[str, Any]:
    """The way back from `parts_in`."""
    layer: dict[str, Any] = {}
    for part, value in parts.items():
        *path, last = part.split(".")
        place = layer
        for name in path:
            place = place.setdefault(name, {})
        place[last] = value
    return layer


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _merge_page(below: Layer | None, above: Layer | None) -> dict[str, Any] | None:
    if below is None and above is None:
        return None
    lower, upper = dict(below or {}), dict(above or {})
    margins = dict(lower.get("margins") or {}) | dict(upper.get("margins") or {})
    return lower | upper | ({"margins": margins} if margins else {})


def _frozen(name: str, value: Any) -> Any:
    if name == "page":
        rest = {k: v for k, v in value.items() if k != "margins"}
        return Page(**rest, margins=Margins(**value.get("margins", {})))
    if name == "petition_sections":
        return tuple((content, heading) for content, heading in value)
    return tuple(value) if isinstance(value, list | tuple) else value
