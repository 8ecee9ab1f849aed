"""A clean paper of each kind, to be spoilt by the tests one thing at a time."""

from dataclasses import replace
from datetime import date
from typing import Any

from drafting.checks import Finding, run
from drafting.compose.composer import compose
from drafting.compose.content import (
    Addressee,
    Assembly,
    CitedFact,
    CitedSource,
    Demand,
    DraftContent,
    Origin,
    PartialDate,
    Passage,
    Signatory,
    Wording,
)
from drafting.compose.kinds import AssemblyType, Branch, FactStatus, Kind, Register, Role
from drafting.compose.style import Style, base_layer, resolve

TODAY = date(2026, 11, 22)
SETAGAYA = Assembly("世田谷区", "東京都", AssemblyType.SPECIAL_WARD, "131121")
SPEAKER = Addressee("衆議院議長", branch=Branch.DIET)
MINISTER = Addressee("厚生労働大臣", branch=Branch.EXECUTIVE)
LIBRARY = Origin("a-one", 1, "廃止の前提条件")
EDITED = replace(LIBRARY, edited=True)
SOURCE = CitedSource(title="調査", issuer="会")
SUBMITTER = Signatory(Role.SUBMITTER, "佐藤 一郎")
SUPPORTER = Signatory(Role.SUPPORTER, "鈴木 花子")
INTRODUCER = Signatory(Role.INTRODUCING_MEMBER, "加藤 進")
PETITIONER = Signatory(Role.PETITIONER, "田中 光子", address="東京都世田谷区")


def style(kind: Kind = Kind.OPINION, **keys: Any) -> Style:
    known = {"article": "第14条第1項", "supporters_required": 1} if kind.is_bill else {}
    return resolve([base_layer(kind), known, keys])


def passage(text: str, id: str = "b1", **changes: Any) -> Passage:
    return Passage(id, Wording(text), **changes)


def demand(text: str = "健康保険証の発行を再開すること。", id: str = "d1", **changes: Any) -> Demand:
    return Demand(id, Wording(text), **changes)


def fact(status: FactStatus = FactStatus.HISTORICAL, **changes: Any) -> CitedFact:
    values: dict[str, Any] = {"as_of": PartialDate(2023, 12), "values": ("4.29%",)}
    return CitedFact("f-rate", "マイナ保険証の利用率は4.29%であった。", status, **values | changes)


def opinion(**changes: Any) -> DraftContent:
    clean: dict[str, Any] = {
        "kind": Kind.OPINION,
        "assembly": SETAGAYA,
        "title": "健康保険証の復活を求める意見書",
        "style": style(),
        "today": TODAY,
        "date": PartialDate(2026, 12),
        "signatories": (SUBMITTER, SUPPORTER),
        "body": (passage("国民皆保険の下で、受診の機会は等しく保障されなければならない。", origin=LIBRARY),),
        "demands": (demand(),),
        "addressees": (SPEAKER, MINISTER),
    }
    return DraftContent(**clean | changes)


def resolution(**changes: Any) -> DraftContent:
    clean = {"title": "健康保険証の復活を求める決議", "style": style(Kind.RESOLUTION), "addressees": ()}
    return opinion(**{"kind": Kind.RESOLUTION} | clean | changes)


def petition(**changes: Any) -> DraftContent:
    clean = {
        "kind": Kind.PETITION,
        "title": "健康保険証の復活を求める意見書の提出を求める請願書",
        "style": style(Kind.PETITION),
        "letter_style": style(),
        "register": Register.POLITE,
        "signatories": (INTRODUCER, PETITIONER),
        "body": (passage("受診の機会は等しく保障されなければなりません。", origin=LIBRARY),),
    }
    return opinion(**clean | changes)


def appeal(**changes: Any) -> DraftContent:
    clean = {
        "kind": Kind.APPEAL,
        "title": "健康保険証の復活を求める意見書の提出を求める陳情書",
        "style": style(Kind.APPEAL),
        "signatories": (PETITIONER,),
    }
    return petition(**clean | changes)


def own(text: str, **changes: Any) -> DraftContent:
    """An opinion with one paragraph of the writer's own, which is backed by a source."""
    return opinion(body=(passage(text, sources=(SOURCE,)),), **changes)


def findings(content: DraftContent, code: str = "") -> list[Finding]:
    return [finding for finding in run(content, compose(content)) if not code or finding.code == code]


def codes(content: DraftContent) -> list[str]:
    return [finding.code for finding in findings(content)]
