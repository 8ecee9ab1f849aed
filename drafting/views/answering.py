"""会派間の合意, as a group sees it through its link: the text block by block, its answers, the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from drafting.actions import agreements
from drafting.actions.agreements import Answer, Table, text_hash
from drafting.compose.agreement import Mark, Stand
from drafting.compose.differences import Piece, differences
from drafting.intake.blocks import NamedBlock
from drafting.models import AgreementLink

from .lent import found, paper_context, picture_of, unseen

LONGEST = 20_000
NO_STAND = "可・条件付き・否のどれかを選んでください。書いた文は、まだ送られていません。"
OVERTAKEN = "同じ会派の別の方が、先に「{}」と答えています。変えるときは、選び直して、もう一度送ってください。"
CHANGED = "この画面を開いたあとで、この文が直されました。今の文を見て、もう一度答えてください。"


@dataclass(frozen=True)
class Given:
    """An answer as it stands in the form; `stand` "" where none is chosen."""

    stand: str = ""
    reason: str = ""
    wording: str = ""

    @property
    def print(self) -> str:
        """By which the form tells, when it comes back, whether it was changed here."""
        return text_hash("\0".join((self.stand, self.reason, self.wording)))[:16]


@dataclass(frozen=True)
class Asked:
    """A block as a group sees it.  `given`: what the form shows; `was`: the print of what is stored;
    `since`: what changed after it answered."""

    block: NamedBlock
    mark: Mark | None
    given: Given
    was: str
    since: tuple[Piece, ...] = ()
    others: list[Mark] = field(default_factory=list)
    problem: str = ""

    @property
    def read(self) -> str:
        return text_hash(self.block.whole)

    @property
    def is_open(self) -> bool:
        return self.mark is None or self.mark.is_stale

    @property
    def is_met(self) -> bool:
        """The words that the group wished stand there by now."""
        return bool(self.mark and self.mark.is_stale and self.mark.wording == self.block.text)


@dataclass(frozen=True)
class Sent:
    """What a group's form brought: answers to be kept, and what is to be said at which block."""

    answers: list[Answer]
    problems: dict[str, str]


@never_cache
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, token: str) -> HttpResponse:
    link = found(AgreementLink, token)
    if request.method != "POST":
        return _page(request, link, token)
    table = agreements.table_of(link.draft)
    sent = _sent(request.POST, link.group_name, table)
    read = {block.id: request.POST.get(f"read-{block.id}", "")[:64] for block in table.blocks}
    changed = agreements.answer_blocks(link, sent.answers, read)
    if sent.problems:
        return _page(request, link, token, sent.problems)
    told = f"{changed}件の答えを送りました。" if changed else "前に送った答えと同じです。"
    messages.success(request, told + "期限までは、あとからでも変えられます。")
    return HttpResponseRedirect(reverse("agree", args=[token]))


@never_cache
@require_safe
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """All of the paper, with what no group is asked about: title, addressees, who submits it."""
    link = found(AgreementLink, token)
    context = paper_context(link, token, "agree_page")
    return unseen(render(request, "lent/agree_paper.html", context))


@never_cache
@require_safe
def paper_page(request: HttpRequest, token: str, page: int) -> HttpResponse:
    return picture_of(found(AgreementLink, token).draft, page)


def _page(
    request: HttpRequest, link: AgreementLink, token: str, problems: dict[str, str] | None = None
) -> HttpResponse:
    table = agreements.table_of(link.draft)
    shows = agreements.shows_marks(link.draft)
    asked = [_asked(request.POST, block, link.group_name, table, shows, problems or {}) for block in table.blocks]
    context = {
        "link": link,
        "token": token,
        "shown": link.draft,
        "asked": asked,
        "left": [one for one in asked if one.is_open],
        "wrong": [one for one in asked if one.problem],
        "stands": list(Stand),
        "shows_marks": shows,
    }
    return unseen(render(request, "lent/agree.html", context, status=422 if problems else 200), has_form=True)


def _sent(posted: Mapping[str, str], group: str, table: Table) -> Sent:
    """What nobody changed on this page is not sent: somebody else of the group may have answered meanwhile."""
    answers, problems = [], {}
    for block in table.blocks:
        typed = _typed(posted, block)
        read, was = posted.get(f"read-{block.id}", ""), posted.get(f"was-{block.id}", "") or Given().print
        if typed.print == was:
            continue
        stored = _stored(table.marks.get((group, block.id)), block, read)
        if was != stored.print and typed != stored:
            problems[block.id] = OVERTAKEN.format(Stand(stored.stand).label) if stored.stand else CHANGED
        elif typed.stand:
            answers.append(Answer(block.id, Stand(typed.stand), typed.reason, typed.wording))
        else:
            problems[block.id] = NO_STAND
    return Sent(answers, problems)


def _typed(posted: Mapping[str, str], block: NamedBlock) -> Given:
    """What is not one of the three answers is none; what is too long to be a reason is cut."""
    stand = posted.get(f"stand-{block.id}", "")
    if stand not in set(Stand):
        stand = Stand.FOR.value if "all" in posted else ""
    reason, wording = (_words(posted.get(f"{name}-{block.id}", "")) for name in ("reason", "wording"))
    wishes = stand != Stand.FOR.value and wording != block.text.strip()
    return Given(stand, reason, wording if wishes else "")


def _words(text: str) -> str:
    return text.replace("\r\n", "\n").strip()[:LONGEST]


def _stored(mark: Mark | None, block: NamedBlock, read: str) -> Given:
    """What a form on the words with the hash `read` shows of a stored answer: of former words only what was written."""
    if mark is None:
        return Given()
    is_of_these = not mark.is_stale and read == text_hash(block.whole)
    wording = mark.wording if mark.wording != block.text.strip() else ""
    return Given(mark.stand.value if is_of_these else "", mark.reason, wording)


def _asked(
    posted: Mapping[str, str], block: NamedBlock, group: str, table: Table, shows: bool, problems: dict[str, str]
) -> Asked:
    mark = table.marks.get((group, block.id))
    stored = _stored(mark, block, text_hash(block.whole))
    read = table.read.get((group, block.id), "")
    return Asked(
        block,
        mark,
        _typed(posted, block) if block.id in problems else stored,
        stored.print,
        differences(read, block.whole) if mark and mark.is_stale and read else (),
        [one for (name, at), one in table.marks.items() if shows and at == block.id and name != group],
        problems.get(block.id, ""),
    )
