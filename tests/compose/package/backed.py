"""Drafts of every kind with something behind them, built by hand, so that no test hangs on the library's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from drafting.compose.backing import (
    BackedArgument,
    BackedBlock,
    Backing,
    Evidence,
    FactValue,
    Objection,
)
from drafting.compose.content import (
    CitedFact,
    CitedSource,
    Demand,
    DraftContent,
    Origin,
    PartialDate,
    Passage,
    Wording,
)
from drafting.compose.kinds import FactStatus, Kind
from tests.compose.papers import OFFICES, SIGNED, content, own, petition

SURVEY = CitedSource(slug="s-1", cite_as="厚生労働省の調査（{month:2026-01}）", type="調査")
RATE = Evidence(
    CitedFact(
        "f-rate", "2026年1月の利用率は64.62%であった。", FactStatus.CURRENT, PartialDate(2026, 1), sources=(SURVEY,)
    ),
    (FactValue("利用率", "64.62", "%", "オンライン資格確認の件数"),),
)
OLD_RATE = Evidence(
    CitedFact("f-old", "利用率は4.29%であった。", FactStatus.HISTORICAL, PartialDate(2023, 12), sources=(SURVEY,)),
    status_note="その後は上がっている。",
)
DOUBTFUL = Evidence(CitedFact("f-doubt", "誤りは9,000件を超えた。", FactStatus.DISPUTED))


def passage(name: str, plain: str, polite: str, facts: tuple[Evidence, ...] = ()) -> Passage:
    return Passage(
        f"b-{name}",
        Wording(plain, template=True),
        Origin(f"a-{name}", 1, f"論点{name}"),
        spoken_wording=Wording(polite, template=True),
        facts=tuple(one.fact for one in facts),
        sources=tuple(source for one in facts for source in one.fact.sources),
    )


def argument(name: str, claim: str, facts: tuple[Evidence, ...] = (), *objections: Objection) -> BackedArgument:
    return BackedArgument(f"a-{name}", 1, f"論点{name}", claim, "理由。", "主題", (f"b-{name}",), objections, facts)


RATES = passage(
    "利用率",
    "{month:2026-01}の利用率は64.62%であり、{residents}の三人に一人は使っていない。",
    "{month:2026-01}の利用率は64.62%で、{residents}の三人に一人は使っていません。",
    (RATE,),
)
LOST = passage("紛失", "再交付には約1か月かかる。", "カードの再交付には、約1か月かかります。")
BODY = (RATES, LOST, own("本区の窓口にも相談が寄せられている。", "b-own"))
BACKING = Backing(
    arguments=(
        argument(
            "利用率",
            "2026年になっても、使わない人は少なくない。",
            (OLD_RATE, DOUBTFUL, RATE),
            Objection(
                "o-1",
                "利用率は上がり続けている。2024年の「4%台」とは違う。",
                "上がっていることは事実である。選べることを求めている。",
            ),
        ),
        argument(
            "紛失",
            "再交付には時間を要する。",
            (),
            Objection("o-1", "利用率は上がり続けている。2024年の「4%台」とは違う。", "同じ答えである。"),
            Objection("o-2", "再発行は早い。", "早くなったことは認める。"),
        ),
    ),
    blocks=(BackedBlock("b-利用率", (RATE,), (SURVEY,)), BackedBlock("b-紛失"), BackedBlock("b-own")),
)
DEMANDS = (Demand("d1", Wording("健康保険証の発行を再開すること。"), Origin("d-haishi-tekkai", 1, "復活")),)


def draft(kind: Kind = Kind.OPINION, **values: Any) -> DraftContent:
    if kind in (Kind.PETITION, Kind.APPEAL):
        given = {
            "kind": kind,
            "body": tuple(_as_said(block) for block in BODY),
            "demands": DEMANDS,
            "summary": "求めます。",
        }
        titles = {Kind.APPEAL: {"title": "健康保険証の復活を求める陳情書"}}.get(kind, {})
        return petition(**given | titles | values)
    given = {"body": BODY, "demands": DEMANDS, "signatories": SIGNED, "date": PartialDate(2026, 12, 10)}
    return content(kind, **given | {"addressees": OFFICES if kind is Kind.OPINION else ()} | values)


def _as_said(block: Passage) -> Passage:
    return replace(block, wording=block.spoken_wording) if block.spoken_wording else block


def long_draft(paragraphs: int = 12, length: int = 120, **values: Any) -> DraftContent:
    """Passages of so many characters; every third is backed by a fact."""
    body = tuple(
        passage(
            str(at), "あ" * (length - 4) + "である。", "あ" * (length - 3) + "です。", (RATE,) if at % 3 == 0 else ()
        )
        for at in range(paragraphs)
    )
    return draft(body=body, **values)


def behind(given: DraftContent) -> Backing:
    """Nothing but what the blocks cite."""
    facts = {RATE.fact: RATE}
    blocks = [b for b in given.body if isinstance(b, Passage)]
    return Backing(blocks=tuple(BackedBlock(b.id, tuple(facts[f] for f in b.facts)) for b in blocks))
