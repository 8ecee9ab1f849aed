"""A letter or petition that shows a house style: the form of an assembly, texts of the library, people made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from drafting import bridge
from drafting.compose.content import DraftContent, PartialDate, Signatory
from drafting.compose.kinds import Citations, Kind, Proposer, Register, Role
from drafting.compose.style import Layer, base_layer, resolve
from drafting.intake.draft_file import DraftFile

from .sample import sample_file

TITLES = {
    Kind.OPINION: "健康保険証の復活を求める意見書",
    Kind.RESOLUTION: "健康保険証の復活を求める決議",
    Kind.PETITION: "健康保険証の復活を求める意見書の提出を求める請願書",
    Kind.APPEAL: "健康保険証の復活を求める意見書の提出を求める陳情書",
}
PRESIDING = "見本 太郎"
REASONS = "住民が安心して医療を受けられるようにするため。"
SUMMARY = "健康保険証の復活を求める意見書を、国に提出してください。"
MEMBERS = (
    Signatory(Role.SUBMITTER, "見本 一郎"),
    Signatory(Role.SUPPORTER, "見本 花子"),
    Signatory(Role.SUPPORTER, "見本 次郎"),
)
CHAIR = (Signatory(Role.SUBMITTER, "見本 一郎", title="議会運営委員長"),)
PETITIONER = Signatory(
    Role.PETITIONER, "見本 光子", title="代表", organisation="見本の会", address="見本町1丁目1番", others=128
)
INTRODUCER = Signatory(Role.INTRODUCING_MEMBER, "見本 進")


def sample_content(assembly: str, kind: Kind, proposer: Proposer, style: Layer, today: date) -> DraftContent:
    """Of an assembly ("": any), in this style over the base style; what is stored for the assembly has no say."""
    content = bridge.content_of(sample_of(assembly, kind, proposer, today), today)
    return replace(content, style=resolve([base_layer(kind, proposer), style]))


def sample_of(assembly: str, kind: Kind, proposer: Proposer, today: date) -> DraftFile:
    file = sample_file(today)
    citizens = not kind.is_bill
    return replace(
        file,
        kind=kind,
        proposer=proposer if kind.is_bill else Proposer.MEMBERS,
        assembly=assembly,
        title=TITLES[kind],
        date=PartialDate(today.year, today.month, today.day),
        register=Register.POLITE if citizens else Register.PLAIN,
        signatories=_people(kind, proposer),
        presiding_officer=PRESIDING,
        summary=SUMMARY if citizens else "",
        reasons="" if citizens else REASONS,
        body=file.body[:-1],
        addressees=() if kind is Kind.RESOLUTION else file.addressees,
        citations=Citations.NONE,
    )


def _people(kind: Kind, proposer: Proposer) -> tuple[Signatory, ...]:
    if kind.is_bill:
        return CHAIR if proposer is Proposer.COMMITTEE else MEMBERS
    return (INTRODUCER, PETITIONER) if kind is Kind.PETITION else (PETITIONER,)
