"""The controls of a stored house style, over the layers under it, and a sample paper of what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from drafting import bridge
from drafting.compose.kinds import AssemblyType, Kind, Proposer
from drafting.compose.style import Layer, base_layer, merged
from drafting.models import Assembly, HouseStyleEdition
from drafting.style_controls import Below, StyleControls
from drafting.views.styles import basis_of, paper_in, picture_url, token_of

BASES = (("", "この様式に入れない"), ("assumed", "推定"), ("sourced", "出典あり"))

NAMES = ("kind", "proposer", "assembly", "assembly_type")


@dataclass(frozen=True)
class Subject:
    """Of whom, and of which document, a row says the style; `assembly` of a type's row is the first of that type."""

    assembly: Assembly | None
    kind: Kind
    proposer: Proposer
    below: tuple[HouseStyleEdition, ...]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Subject:
        kind = Kind(content["kind"]) if content.get("kind") in {*Kind} else Kind.OPINION
        proposer = Proposer(content["proposer"]) if content.get("proposer") in {*Proposer} else Proposer.MEMBERS
        code, type_of = content.get("assembly", ""), content.get("assembly_type", "")
        assemblies = Assembly.objects.filter(code=code) if code else Assembly.objects.filter(type=type_of)
        assembly = assemblies.first()
        rows = bridge.house_styles(assembly, kind, proposer) if code else []
        return cls(assembly, kind, proposer, tuple(row for row in rows if row.assembly_type))

    @property
    def layers(self) -> list[Layer]:
        return [base_layer(self.kind, self.proposer), *(row.style for row in self.below)]


@dataclass(frozen=True)
class Sample:
    """The pages of a paper made up for this style, and how its letter fits."""

    fit: Any
    pictures: tuple[str, ...]
    subject: Subject

    @property
    def named(self) -> str:
        return str(self.subject.assembly) if self.subject.assembly else "○○議会"

    @property
    def of_type(self) -> str:
        return AssemblyType(self.subject.assembly.type).label if self.subject.assembly else ""


def controls_of(content: Mapping[str, Any], posted: QueryDict | None) -> StyleControls:
    """What is typed of kind and assembly counts for the layers below at once."""
    subject = Subject.of(_typed(content, posted))
    shown = Subject.of(_shown(posted) or _typed(content, None))
    own, bases = content.get("style") or {}, content.get("keys") or {}
    layers, below = subject.layers, _below(subject)
    return StyleControls(subject.kind, layers, below, own, posted, bases, _below(shown) if shown != subject else None)


def mark_of(content: Mapping[str, Any], posted: QueryDict | None) -> str:
    """Which style lay below the form as it was shown."""
    typed = _typed(content, posted)
    return ":".join(typed[name] for name in NAMES)


def _below(subject: Subject) -> dict[str, Below]:
    grounds = bridge.explained(subject.below, subject.kind, subject.proposer)
    return {part: Below(one.value, basis_of(one)) for part, one in grounds.items()}


def _shown(posted: QueryDict | None) -> dict[str, str]:
    parts = (posted.get("shown-for", "") if posted else "").split(":")
    return dict(zip(NAMES, parts, strict=True)) if len(parts) == len(NAMES) else {}


def sample_of(content: Mapping[str, Any], posted: QueryDict | None, controls: StyleControls) -> Sample:
    """In the style as typed; where that makes no sense, as it was stored."""
    subject = Subject.of(_typed(content, posted))
    own = controls.layer if controls.is_valid() else content.get("style") or {}
    token = token_of(subject.assembly, subject.kind, subject.proposer, merged([*subject.layers[1:], own]))
    paper = paper_in(token)
    pages = range(1, len(paper.made.sheet_of_page) + 1)
    return Sample(paper.made.fit, tuple(picture_url(token, page) for page in pages), subject)


def _typed(content: Mapping[str, Any], posted: QueryDict | None) -> dict[str, Any]:
    typed = {name: posted.get(f"c-{name}", "").strip() for name in NAMES if f"c-{name}" in posted} if posted else {}
    return {name: content.get(name, "") for name in NAMES} | typed
