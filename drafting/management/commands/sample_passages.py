"""Prints published passages from different themes as a letter of today would print them, to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import F
from django.utils import timezone

from drafting.actions.sample import ASSEMBLY
from drafting.bridge import assembly_named, passages_of
from drafting.compose.content import CitedFact, PartialDate, Wording
from drafting.compose.dates import in_calendar
from drafting.compose.kinds import Register
from drafting.compose.wording import Words, fill, local_words, variant_on
from drafting.models import ArgumentEdition, Link
from drafting.models.shelf import Shelf


@dataclass(frozen=True)
class Sample:
    slug: str
    title: str
    register: Register
    template: str
    cites: tuple[str, ...]


class Command(BaseCommand):
    help = "公開中の論点から、テーマの偏らないように「そのまま使える文」を選んで表示します（声に出して読むため）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, nargs="?", default=20, help="文の数（省けば20）")
        parser.add_argument("--seed", type=int, help="同じ値なら同じ文を選びます")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["number"] < 1:
            raise CommandError("文の数は1以上にしてください。")
        today = timezone.localdate()
        samples = _samples(options["number"], Random(options["seed"]), today)
        shelf = Shelf.with_blocks({}, [slug for sample in samples for slug in sample.cites])
        words = _words(today)
        for number, sample in enumerate(samples, start=1):
            facts, _ = shelf.backing(sample.cites)
            self.stdout.write("\n".join(_lines(number, sample, facts, words)))


def _samples(number: int, random: Random, today: date) -> list[Sample]:
    """One theme after the other, so that even a few passages come from different ones."""
    by_theme: dict[str, list[ArgumentEdition]] = {}
    themes = dict(Link.objects.filter(role="theme").values_list("edition", "entry__slug"))
    found = ArgumentEdition.objects.filter(entry__published=F("pk"), entry__retired_at=None).select_related("entry")
    for edition in found.order_by("entry__slug"):
        by_theme.setdefault(themes.get(edition.pk, ""), []).append(edition)
    themed = list(by_theme.values())
    random.shuffle(themed)
    for editions in themed:
        random.shuffle(editions)
    dealt = [edition for hand in zip_longest(*themed) for edition in hand if edition]
    samples = (_sample(edition, today, random) for edition in dealt)
    return [sample for sample in samples if sample][:number]


def _sample(edition: ArgumentEdition, today: date, random: Random) -> Sample | None:
    """None if no passage of the argument makes sense in a letter of today."""
    texts = variant_on(passages_of(edition), today)
    if texts is None:
        return None
    register = random.choice(list(Register))
    return Sample(edition.entry.slug, edition.title, register, texts[register.value], tuple(texts["cites"].split()))


def _words(today: date) -> Words:
    assembly = assembly_named(ASSEMBLY)
    day = PartialDate(today.year, today.month, today.day)
    return Words(*local_words(assembly.value if assembly else None), state="国", calendar="wareki", day=day)


def _lines(number: int, sample: Sample, facts: tuple[CitedFact, ...], words: Words) -> Iterator[str]:
    yield f"{number}. {sample.title}（{sample.slug}、{sample.register.label}調）"
    yield f"　{fill(Wording(sample.template, template=True), words)}"
    for fact in facts:
        yield f"　・{in_calendar(fact.as_of, 'seireki')}（{fact.status.label}）{fact.statement}［{fact.slug}］"
    yield ""
