"""点検: what was found, where it leads, mended with one click, or let stand with a reason.  It blocks nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drafting import bridge
from drafting.actions import dismissals
from drafting.checks import Finding, Severity
from drafting.checks.families import in_order
from drafting.checks.texts import Sentence
from drafting.compose.differences import Piece, differences, excerpt
from drafting.forms import LetStandForm
from drafting.intake.edit import BlockGone, place_of
from drafting.papers import paper_of
from drafting.style_words import PART_LABELS
from drafting.views.typed import NotTaken

from .block_views import NEWER
from .desk import Desk, desk_to_edit, desk_to_see, stage_context
from .saving import base_file, save
from .stepping import asked_back, done_of, paragraph_place, saved_with_a_way_back
from .visitors import open_to_guests

PLACES = {
    "title": ("件名", "draft_kind"),
    "assembly": ("議会", "draft_kind"),
    "kind": ("文書の種類", "draft_kind"),
    "body": ("本文", "draft_text"),
    "preamble": ("書き出し", "draft_text"),
    "reasons": ("提案理由", "draft_demands"),
    "summary": ("趣旨", "draft_demands"),
    "lead": ("記の前の文", "draft_demands"),
    "demands": ("記", "draft_demands"),
    "addressees": ("宛先", "draft_demands"),
    "signatories": ("提出者", "draft_demands"),
    "date": ("日付", "draft_demands"),
    "letter_date": ("意見書の日付", "draft_demands"),
    "presiding_officer": ("議長", "draft_demands"),
    "bill_number": ("番号", "draft_demands"),
    "supporters_required": ("賛成者", "draft_demands"),
}
# What there is to do at the place, where it can be said more plainly than "go there".
GO = {
    "missing-supporters": "賛成者を加える",
    "missing-submitter": "提出者を書く",
    "missing-petitioner": "氏名と住所を書く",
    "missing-address": "住所を書く",
    "missing-introducer": "紹介議員を加える",
    "missing-addressees": "宛先を選ぶ",
    "missing-demands": "求めることを加える",
    "missing-title": "件名を書く",
    "missing-assembly": "議会を選ぶ",
    "figure-without-source": "出典を付ける",
    NEWER: "新しい文を見る",
}
# Where looking it up is all that there is to do.
LOOKED_UP = frozenset(
    {"fact-unverified", "review-overdue", "addressee-unknown", "origin-unknown", "origin-retired", "supporters-unknown"}
    | {"outside-period-edited"}
)


@dataclass(frozen=True)
class Way:
    """Where a finding leads, in words and as an address."""

    words: str
    url: str

    @property
    def stays(self) -> bool:
        """Whether its place is on the composer's own screen."""
        return "/text/" in self.url

    @property
    def panel_url(self) -> str:
        """To the place, with the list still beside it."""
        return _asking(self.url, "found=1") if self.stays else self.url

    def to(self, sentence: Sentence) -> Way:
        """To the very sentence, where the place is a paragraph that opens."""
        opens = "?open=" in self.url
        url = _asking(self.url, f"find={sentence.start}-{sentence.end}") if opens else self.url
        return Way(f"「{sentence.shown}」", url)


@dataclass(frozen=True)
class Shown:
    """A finding as the screen shows it.  `pieces`: the mend as differences; None where there is no mend."""

    key: str
    finding: Finding
    place: Way
    pieces: tuple[Piece, ...] | None
    form: LetStandForm

    @property
    def way(self) -> Way:
        """To the place, and there to the first sentence that is meant."""
        return next((replace(self.place, url=one.url) for one in self.sentences), self.place)

    @property
    def sentences(self) -> list[Way]:
        return [self.place.to(one) for one in self.finding.sentences]

    @property
    def go(self) -> str:
        return GO.get(self.finding.code, "ここを直しに行く")

    @property
    def leaves_the_words(self) -> bool:
        """The mend is to a newer version that says the same here."""
        return bool(self.finding.code == NEWER and self.pieces) and not any(piece.change for piece in self.pieces or ())

    @property
    def is_looked_up(self) -> bool:
        return self.finding.code in LOOKED_UP


@open_to_guests
@require_safe
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    return _screen(request, desk_to_see(request, draft_id))


@open_to_guests
@require_POST
def mend(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Computes the mend anew from what the writer saw, so that nothing in the request can write into the draft."""
    desk = desk_to_edit(request, draft_id)
    beside = asked_back(request)
    then = beside or redirect("draft_check", draft_id)
    base = base_file(request, desk)
    reading = desk.reading if base is desk.file else bridge.read_stored(base)
    finding = _found(reading, request.POST.get("finding", ""))
    proposed = bridge.proposal(reading, finding.mend) if finding and finding.mend else None
    if proposed is None:
        messages.info(request, "ここは、もう直っているか、文が変わっています。")
        return then
    before = desk.version.number
    at = paragraph_place(base, finding.where) if finding and beside else None
    return saved_with_a_way_back(request, desk, save(request, desk, proposed.file, then), before, "mend", at)


@open_to_guests
@require_POST
def let_stand(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """With a reason.  No version is needed: the key of a finding holds the words that it is about."""
    desk = desk_to_edit(request, draft_id)
    key = request.POST.get("finding", "")
    finding = desk.findings.get(key)
    if finding is None:
        raise NotTaken(_why_not(desk, key))
    form = LetStandForm(request.POST, auto_id=f"id_{key[:12]}_%s")
    if not form.is_valid():
        return _screen(request, desk, {key: form}, status=422)
    try:
        dismissals.let_stand(desk.draft, key, finding, form.cleaned_data["reason"], desk.user)
    except ValidationError as error:
        raise NotTaken(error.messages[0]) from None
    messages.success(request, "理由を残して、そのままにしました。")
    return asked_back(request) or redirect("draft_check", draft_id)


@open_to_guests
@require_POST
def take_up(request: HttpRequest, draft_id: UUID, dismissal_id: int) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    dismissals.take_up_again(desk.draft, dismissal_id)
    return redirect("draft_check", draft_id)


def shown(desk: Desk, forms: Mapping[str, LetStandForm] | None = None) -> list[Shown]:
    """What is left of the findings, each with its place and its mend."""
    return [_shown(desk, key, finding, (forms or {}).get(key)) for key, finding in desk.findings.items()]


def counts(desk: Desk) -> list[tuple[Severity, int]]:
    findings = desk.findings.values()
    counted = [(severity, sum(1 for f in findings if f.severity is severity)) for severity in Severity]
    return [(severity, count) for severity, count in counted if count]


def place_and_address(desk: Desk, where: str) -> tuple[str, str]:
    """Where a finding leads: the stage, and the block or field on it."""
    pk = desk.draft.pk
    block = _block_with(desk, where)
    try:
        place = place_of(desk.file, block) + 1
    except BlockGone:
        field = where.removeprefix("style.").partition("[")[0]
        if where.startswith("style."):
            anchor = "#s-" + field.replace(".", "-")
            return f"様式の{PART_LABELS.get(field, '項目')}", reverse("draft_style", args=[pk]) + anchor
        label, stage = PLACES.get(field, ("様式", "draft_kind"))
        return label, reverse(stage, args=[pk]) + f"#id_{field}"
    if any(demand.id == block for demand in desk.file.demands):
        return f"記の{place}", reverse("draft_demands", args=[pk]) + f"#{block}"
    return f"本文 {place}番目の段落", reverse("draft_text", args=[pk]) + f"?open={block}#{block}"


def _screen(
    request: HttpRequest, desk: Desk, forms: Mapping[str, LetStandForm] | None = None, *, status: int = 200
) -> HttpResponse:
    listed = shown(desk, forms)
    found = {finding.code for finding in desk.paper.findings}
    context = stage_context(desk, "draft_check") | {
        "findings": listed,
        "counts": counts(desk),
        "let_stand": desk.looked_through.let_stand,
        "first_mend": next((one.key for one in listed if one.pieces is not None), ""),
        "in_order": in_order(desk.reading.content, found),
        "done": done_of(request, desk),
    }
    return render(request, "drafts/check.html", context, status=status)


def _shown(desk: Desk, key: str, finding: Finding, form: LetStandForm | None) -> Shown:
    proposed = bridge.proposal(desk.reading, finding.mend) if finding.mend else None
    pieces = excerpt(differences(proposed.before, proposed.after)) if proposed else None
    place = Way(*place_and_address(desk, finding.where))
    return Shown(key, finding, place, pieces, form or LetStandForm(auto_id=f"id_{key[:12]}_%s"))


def _asking(url: str, query: str) -> str:
    address, mark, place = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{query}{mark}{place}"


def _why_not(desk: Desk, key: str) -> str:
    """Somebody else was quicker, or the words are others by now."""
    for one in desk.looked_through.let_stand:
        if one.concerned == key:
            return dismissals.already(one)
    return "ここは、もう直っているか、文が変わっています。理由は残していません。"


def _found(reading: bridge.Reading, key: str) -> Finding | None:
    """By its key, among what the paper that the writer saw has."""
    findings = paper_of(reading.content).findings
    return next((finding for finding in findings if dismissals.key_of(reading.file, finding) == key), None)


def _block_with(desk: Desk, where: str) -> str:
    """An item of a demand leads to its demand."""
    with_item = (one.id for one in desk.file.demands if any(item.id == where for item in one.items))
    return next(with_item, where)
