"""Papers for sending: the letter once for each addressee (各通), and the covering note (送付状)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..backing import Backing
from ..composer import compose
from ..content import Addressee, DraftContent
from ..dates import dateline
from ..document import (
    AddresseeLine,
    AddresseeList,
    Block,
    DemandList,
    Document,
    Heading,
    Issuer,
    ListItem,
    Paragraph,
    Sheet,
    SheetRole,
    SignatoryLine,
    SignatoryList,
    Title,
)
from ..japanese import list_number
from ..kinds import Citations, Role
from ..layouts import NOT_ATTACHED
from ..people import petitioners
from ..setting import NAME_BLANK, Setting
from ..style import Page
from ..text_blocks import bare_title
from .parts import PackageOptions, Part, label_of

CONTACT = ("氏　名", "電　話", "メール")
CONTACT_BLANK = "＿" * 16
PLEASE = "よろしくお取り計らいくださいますようお願いいたします。"


def per_addressee(content: DraftContent, backing: Backing, options: PackageOptions) -> Document:
    """As it is sent when it has been passed: without （案）, without a cover, to one office on each sheet."""
    letters = [compose(_letter_to(content, addressee)) for addressee in content.addressees]
    sheets = [
        replace(letter.sheets[0], label=f"{addressee.office}あて", role=SheetRole.COMPANION)
        for letter, addressee in zip(letters, content.addressees, strict=True)
    ]
    label = label_of(Part.PER_ADDRESSEE, content.kind)
    return replace(letters[0], title=f"{label}　{letters[0].title}", sheets=tuple(sheets))


def _letter_to(content: DraftContent, addressee: Addressee) -> DraftContent:
    style = content.style
    alone = replace(
        style,
        cover="none",
        letter_order=tuple(name for name in style.letter_order if name not in NOT_ATTACHED),
        reasons_place="none",
        letter_title_suffix="",
        addressee_layout="list",
        addressee_each="",
    )
    return replace(content, style=alone, addressees=(addressee,))


def cover_note(content: DraftContent, backing: Backing, options: PackageOptions) -> Document:
    setting = Setting(content)
    label = label_of(Part.COVER_NOTE, content.kind)
    return Document(
        kind=content.kind,
        title=f"{label}　{bare_title(setting)}",
        sheets=(Sheet(SheetRole.COMPANION, label, tuple(_note(setting, label, options))),),
        page=Page(),
        citations=Citations.NONE,
    )


def _note(setting: Setting, label: str, options: PackageOptions) -> Iterator[Block]:
    # A letter to an office: its date stands at the right, above the sender.
    yield Issuer((setting.text(dateline(setting.content.date, setting.style.date_calendar)),))
    yield AddresseeList((AddresseeLine(f"{setting.words.assembly}事務局", "", "御中"),))
    yield from _senders(setting)
    yield Title(label)
    yield from setting.paragraphs("日頃からお世話になり、ありがとうございます。")
    yield from setting.paragraphs(f"「{bare_title(setting)}」について、下記の書類をお届けします。{PLEASE}")
    yield Heading("記", centred=True)
    yield DemandList(tuple(_enclosed(setting, options)))
    yield Heading("連絡先")
    yield DemandList(tuple(ListItem(CONTACT_BLANK, number=name) for name in CONTACT))
    yield Paragraph("書類に不備がありましたら、上の連絡先までお知らせください。")


def _enclosed(setting: Setting, options: PackageOptions) -> Iterator[ListItem]:
    single = len(options.enclosed) == 1
    for at, (name, pages) in enumerate(options.enclosed, 1):
        count = f"　{pages}枚" if pages else ""
        yield ListItem(setting.text(name + count), number="" if single else list_number(at, "１"))


def _senders(setting: Setting) -> Iterator[Block]:
    """Who hands it in: petitioners with their address, for a bill the first who submits it."""
    if setting.is_citizens:
        yield from petitioners(setting)
        return
    submitters = setting.content.signed_by(Role.SUBMITTER)
    name = submitters[0].name if submitters else NAME_BLANK
    title = setting.text(submitters[0].title) if submitters and submitters[0].title else ""
    office = title or setting.phrase(setting.style.signatory_title)
    yield SignatoryList((SignatoryLine("", office, name or NAME_BLANK),))
