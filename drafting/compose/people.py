"""Blocks that name people and offices: who signs, who receives, who sends.  Names and addresses print as typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .content import Addressee, Signatory
from .document import (
    AddresseeLine,
    AddresseeList,
    Block,
    Issuer,
    PresidingOfficer,
    SignatoryLine,
    SignatoryList,
)
from .kinds import AssemblyType, Kind, Role
from .setting import BLANK_TEXT, NAME_BLANK, Setting
from .wording import UNKNOWN

ADDRESS_BLANK = "　" * 14


def presiding(setting: Setting) -> Iterable[Block]:
    name = setting.content.presiding_officer or NAME_BLANK
    yield PresidingOfficer(f"{setting.words.assembly}議長", name, setting.style.presiding_honorific)


def signatories(setting: Setting) -> Iterable[Block]:
    """Citizens' papers are signed by petitioners, wherever a style asks for signatories."""
    if setting.is_citizens:
        return petitioners(setting)
    lines = {
        "submitter_and_supporters": _submitter_and_supporters,
        "all_submitters": _all_submitters,
        "first_and_others": _first_and_others,
        "chair": _chair,
    }[setting.style.signatory_layout](setting)
    return [SignatoryList(tuple(lines))]


def introducers(setting: Setting) -> Iterable[Block]:
    """地方自治法124条: only a petition needs members who introduce it; others name them if there are any."""
    needed = max(setting.style.introducers_min or 1, 1) if setting.content.kind is Kind.PETITION else 0
    people = setting.content.signed_by(Role.INTRODUCING_MEMBER) or (Signatory(Role.INTRODUCING_MEMBER, ""),) * needed
    if people:
        yield SignatoryList(tuple(_group(setting, people, Role.INTRODUCING_MEMBER.label, title="")))


def petitioners(setting: Setting) -> Iterable[Block]:
    people = setting.content.signed_by(Role.PETITIONER) or (Signatory(Role.PETITIONER, ""),) * setting.is_citizens
    if not people:
        return
    label = f"{setting.content.kind.word}者" if setting.is_citizens else Role.PETITIONER.label
    lines = _group(setting, people, label, title="")
    # 請願法2条: 氏名及び住所.
    above = [(f"住所　{person.address or ADDRESS_BLANK}", *_organisation(person)) for person in people]
    yield SignatoryList(tuple(replace(line, above=lead) for line, lead in zip(lines, above, strict=True)))


def issuer(setting: Setting) -> Iterable[Block]:
    assembly, office = setting.words.assembly, f"{setting.words.assembly}議長"
    lines = {
        "assembly": (assembly,),
        "prefecture_and_assembly": (*_prefecture(setting), assembly),
        "presiding_officer": (f"{office}　{setting.content.presiding_officer or NAME_BLANK}",),
        "presiding_officer_title": (office,),
    }[setting.style.issuer]
    yield Issuer(lines, setting.style.issuer_spaced)


def addressees(setting: Setting) -> Iterable[Block]:
    style = setting.style
    if style.addressee_layout == "collective":
        lines = [AddresseeLine(setting.text(style.addressee_collective), "", style.addressee_honorific)]
    else:
        people = setting.content.addressees or (Addressee(BLANK_TEXT),)
        lines = [_addressee(setting, person) for person in people]
    if style.addressee_honorific_once:
        lines[:-1] = [replace(line, honorific="") for line in lines[:-1]]
    joined = style.addressee_layout == "line"
    yield AddresseeList(tuple(lines), style.addressee_label, style.addressee_each, joined)


def _submitter_and_supporters(setting: Setting) -> list[SignatoryLine]:
    submitters = setting.content.signed_by(Role.SUBMITTER) or (Signatory(Role.SUBMITTER, ""),)
    # How many must support a bill stands in each assembly's 会議規則: where unknown, no blank is guessed.
    blanks = (Signatory(Role.SUPPORTER, ""),) * (setting.style.supporters_required or 0)
    supporters = setting.content.signed_by(Role.SUPPORTER) or blanks
    return _group(setting, submitters, _label(setting, 0)) + _group(setting, supporters, _label(setting, 1))


def _all_submitters(setting: Setting) -> list[SignatoryLine]:
    return _group(setting, _members(setting), _label(setting, 0))


def _first_and_others(setting: Setting) -> list[SignatoryLine]:
    """北海道: ○○議員ほか5人提出."""
    first, *rest = _members(setting)
    others = len(rest) + sum(person.others for person in (first, *rest))
    count = setting.text(f"ほか{others}人") if others else ""
    seal = setting.style.seal
    return [SignatoryLine("", "", f"{first.name or NAME_BLANK}{first.title or '議員'}{count}提出", seal)]


def _chair(setting: Setting) -> list[SignatoryLine]:
    chair, *_ = _members(setting)
    return _group(setting, (chair,), _label(setting, 0), title=f"{NAME_BLANK}委員長")


def _members(setting: Setting) -> tuple[Signatory, ...]:
    found = setting.content.signed_by(Role.SUBMITTER) + setting.content.signed_by(Role.SUPPORTER)
    return found or (Signatory(Role.SUBMITTER, ""),)


def _label(setting: Setting, position: int) -> str:
    """A style may name one label only, or none."""
    labels = setting.style.signatory_labels
    return labels[position] if position < len(labels) else ""


def _group(setting: Setting, people: Sequence[Signatory], label: str, title: str | None = None) -> list[SignatoryLine]:
    """People behind one label: it stands before the first; a title that returns may be a repeat mark (同, 〃)."""
    default = setting.phrase(setting.style.signatory_title) if title is None else title
    lines: list[SignatoryLine] = []
    previous = None
    for person in people:
        own = setting.text(person.title) or default
        repeats = setting.style.repeat_mark if own and own == previous else ""
        name, seal = _name_and_seal(setting, person)
        above = _address(person)
        lines.append(SignatoryLine("" if lines else label, repeats or own, name, seal, above))
        previous = own
    return lines


def _name_and_seal(setting: Setting, person: Signatory) -> tuple[str, str]:
    """The seal stands behind the name itself, so before 外551名."""
    name, seal = person.name or NAME_BLANK, setting.style.seal
    if not person.others:
        return name, seal
    others = setting.phrase(setting.style.others_form, n=str(person.others))
    return "　".join(part for part in (name, seal, others) if part), ""


def _address(person: Signatory) -> tuple[str, ...]:
    return tuple(line for line in (person.address, *_organisation(person)) if line)


def _organisation(person: Signatory) -> tuple[str, ...]:
    return (person.organisation,) if person.organisation else ()


def _prefecture(setting: Setting) -> tuple[str, ...]:
    assembly = setting.content.assembly
    if assembly is None:
        return (UNKNOWN,)
    return () if assembly.type is AssemblyType.PREFECTURE else (assembly.prefecture,)


def _addressee(setting: Setting, person: Addressee) -> AddresseeLine:
    name = (person.name or NAME_BLANK) if setting.style.addressee_names else ""
    return AddresseeLine(setting.text(person.office), name, setting.style.addressee_honorific)
