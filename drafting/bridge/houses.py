"""Assemblies by name, their styles in layers, the usual addressees.  It knows no draft file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import F, Q, QuerySet

from drafting.compose.kinds import Kind, Proposer
from drafting.compose.style import Layer, Style, base_layer, resolve
from drafting.intake.refusal import Problem, Refusal
from drafting.models import (
    AddresseeEdition,
    Assembly,
    DemandEdition,
    HouseStyleEdition,
)


def assembly_named(name: str) -> Assembly | None:
    """The assembly that a draft file means; None for "".  Refusal when it is ambiguous or unknown."""
    if not name:
        return None
    found = list(Assembly.objects.named(name))
    exact = [assembly for assembly in found if assembly.full_name == name.removesuffix("議会")] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        candidates = "、".join(f"「{assembly.full_name}」" for assembly in exact)
        message = f"「{name}」は{len(exact)}つあります。都道府県から書いてください: {candidates}"
        raise Refusal([Problem("assembly", name, candidates, message)])
    allowed = "都道府県からの名称（例「東京都世田谷区」）、または6桁の団体コード"
    near = "".join(f"「{one.full_name}」" for one in Assembly.objects.near(name))
    hint = f"{near}のことでしょうか。" if near else ""
    message = f"「{name}」の議会は見つかりません。{hint}{allowed}で書いてください。"
    raise Refusal([Problem("assembly", name, allowed, message)])


def house_styles(assembly: Assembly | None, kind: Kind, proposer: Proposer) -> list[HouseStyleEdition]:
    """Published rows that concern this assembly, its type's first."""
    if assembly is None:
        return []
    subject = Q(assembly=assembly.code) | Q(assembly_type=assembly.type)
    return _suited(_published().filter(subject, kind=kind.value), proposer)


HousesOf = Callable[[Assembly | None, Kind, Proposer], list[HouseStyleEdition]]


def houses_at_once() -> HousesOf:
    """As `house_styles`, for many assemblies: every published row is read once, now."""
    rows: dict[tuple[str, str], list[HouseStyleEdition]] = defaultdict(list)
    for row in _published():
        rows[row.assembly or row.assembly_type, row.kind].append(row)

    def of(assembly: Assembly | None, kind: Kind, proposer: Proposer) -> list[HouseStyleEdition]:
        subjects = (assembly.type, assembly.code) if assembly else ()
        return _suited((row for subject in subjects for row in rows.get((subject, kind.value), [])), proposer)

    return of


def style_of(
    assembly: Assembly | None,
    kind: Kind,
    proposer: Proposer,
    own: Layer | None = None,
    houses_of: HousesOf = house_styles,
) -> Style:
    """Base style, type of assembly, assembly, and the draft's own keys, laid over each other."""
    house = [row.style for row in houses_of(assembly, kind, proposer)]
    return resolve([base_layer(kind, proposer), *house, own or {}])


def _published() -> QuerySet[HouseStyleEdition]:
    return HouseStyleEdition.objects.filter(entry__published=F("pk"), entry__retired_at=None)


def _suited(rows: Iterable[HouseStyleEdition], proposer: Proposer) -> list[HouseStyleEdition]:
    suited = [row for row in rows if row.proposer in ("", proposer.value)]
    return sorted(suited, key=lambda row: (bool(row.assembly), bool(row.proposer)))


# The demands that a letter of today usually makes; the offices that they concern are the usual addressees.
USUAL_DEMANDS = ("d-haishi-tekkai", "d-sentakusei", "d-shikakukakuninsho")


def usual_offices() -> list[str]:
    """The offices that the usual demands concern, in customary order."""
    rows = DemandEdition.objects.filter(entry__slug__in=USUAL_DEMANDS, entry__published=F("pk"))
    named = {office for row in rows for office in row.addressees}
    return [office for office in offices_in_order() if office in named]


def offices_in_order() -> list[str]:
    """All offices of the library, 国会 first, then 関係行政庁 in customary order."""
    rows = AddresseeEdition.objects.filter(entry__published=F("pk"), entry__retired_at=None)
    return list(rows.order_by("order").values_list("office", flat=True))
