"""A draft in the style of a given assembly, whole enough that every block of its paper has words."""

from __future__ import annotations

import json
from typing import Any

from drafting.compose.kinds import Kind
from drafting.intake import from_file
from drafting.intake.draft_file import DraftFile

BILL = [
    {"role": "submitter", "name": "佐藤 一郎"},
    {"role": "supporter", "name": "鈴木 花子"},
    {"role": "supporter", "name": "高橋 次郎"},
]
CHAIR = [{"role": "submitter", "name": "佐藤 一郎", "title": "議会運営委員長"}]
PETITIONER = {"role": "petitioner", "name": "田中 光子", "address": "一丁目1番", "others": 128}
INTRODUCER = {"role": "introducing_member", "name": "加藤 進"}


def draft_of(item: dict[str, Any]) -> dict[str, Any]:
    """For the assembly, kind and proposer of a house style."""
    kind, proposer = Kind(item["kind"]), item["proposer"] or "members"
    draft: dict[str, Any] = {
        "format": "ikensho-draft/1",
        "kind": kind.value,
        "assembly": item["assembly"],
        "title": f"保険証の発行の再開を求める{kind.label}",
        "date": "2026-12-10",
        "presiding_officer": "山田 太郎",
        "body": [{"text": "窓口での相談が続いている。"}],
        "demands": [{"text": "発行を再開すること。"}, {"text": "交付を続けること。"}],
    }
    return draft | (_bill(proposer) if kind.is_bill else _citizens(kind))


def _bill(proposer: str) -> dict[str, Any]:
    return {
        "proposer": proposer,
        "bill_number": "11",
        "signatories": CHAIR if proposer == "committee" else BILL,
        "reasons": "不安をなくすためである。",
        "addressees": ["衆議院議長", "内閣総理大臣"],
    }


def _citizens(kind: Kind) -> dict[str, Any]:
    introduced = [INTRODUCER] if kind is Kind.PETITION else []
    return {"asks": "own", "summary": "発行の再開を求めます。", "signatories": [*introduced, PETITIONER]}


def file_of(draft: dict[str, Any]) -> DraftFile:
    return from_file.read(json.dumps(draft).encode())
