"""What a lent link opens for somebody without an account: a copy to read, or a page to say how a group stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from drafting import bridge
from drafting.actions import agreements
from drafting.actions.agreements import Answer, text_hash
from drafting.actions.drafts import file_of
from drafting.compose.agreement import Mark, Stand
from drafting.compose.content import DraftContent
from drafting.compose.kinds import Role
from drafting.intake.blocks import NamedBlock, named_blocks
from drafting.models import AgreementLink, Draft, LentLink, SharedLink
from drafting.papers import Paper, paper_of

LONGEST = 20_000
L = TypeVar("L", bound=LentLink)


@dataclass(frozen=True)
class Asked:
    """A block as a group sees it: its own answer, whether that was about a former text, and the others' if shown."""

    block: NamedBlock
    read: str
    mark: Mark | None
    others: list[Mark]


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The paper as it now is, without what is personal on it."""
    link = _found(SharedLink, token)
    paper = _shown_paper(link.draft)
    context = {
        "link": link,
        "token": token,
        "shown": link.draft,
        "paper": paper,
        "pages": range(1, len(paper.made.sheet_of_page) + 1),
        "is_citizens": not paper.content.kind.is_bill,
    }
    return _unseen(render(request, "lent/shared.html", context))


@never_cache
@require_safe
def shared_page(request: HttpRequest, token: str, page: int) -> HttpResponse:
    picture = _shown_paper(_found(SharedLink, token).draft).page(page)
    if picture is None:
        raise Http404
    return _unseen(HttpResponse(picture, content_type="image/png"))


@never_cache
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, token: str) -> HttpResponse:
    link = _found(AgreementLink, token)
    blocks = named_blocks(file_of(link.draft))
    if request.method == "POST":
        answers = [answer for block in blocks if (answer := _answer(request, block.id))]
        read = {block.id: request.POST.get(f"read-{block.id}", "")[:64] for block in blocks}
        changed = agreements.answer_blocks(link, answers, read)
        told = f"{changed}件の答えを送りました。" if changed else "前に送った答えと同じです。"
        messages.success(request, told + "期限までは、あとからでも変えられます。")
        return redirect("agree", token)
    table = agreements.table_of(link.draft)
    shows = agreements.shows_marks(link.draft)
    context = {
        "link": link,
        "token": token,
        "shown": link.draft,
        "asked": [_asked(block, link.group_name, table, shows) for block in blocks],
        "stands": list(Stand),
        "shows_marks": shows,
    }
    return _unseen(render(request, "lent/agree.html", context), has_form=True)


def _answer(request: HttpRequest, block: str) -> Answer | None:
    """What is not one of the three answers is none; what is too long to be a reason is cut."""
    try:
        stand = Stand(request.POST.get(f"stand-{block}", ""))
    except ValueError:
        return None
    reason, wording = (request.POST.get(f"{name}-{block}", "").strip()[:LONGEST] for name in ("reason", "wording"))
    return Answer(block, stand, reason, wording if stand is not Stand.FOR else "")


def _asked(block: NamedBlock, group: str, table: agreements.Table, shows: bool) -> Asked:
    others = [mark for (name, at), mark in table.marks.items() if shows and at == block.id and name != group]
    return Asked(block, text_hash(block.text), table.marks.get((group, block.id)), others)


def _shown_paper(draft: Draft) -> Paper:
    return paper_of(_without_persons(bridge.read_stored(file_of(draft), timezone.localdate()).content))


def _without_persons(content: DraftContent) -> DraftContent:
    """Citizens' names and addresses are nobody else's; members of an assembly sign in public."""
    people = tuple(
        replace(person, name="", address="", organisation="") if person.role is Role.PETITIONER else person
        for person in content.signatories
    )
    return replace(content, signatories=people)


def _found(table: type[L], token: str) -> L:
    """A link that has run out or was taken back is as unknown as one that never was."""
    link = table.find(token)
    if link is None:
        raise Http404
    return link


def _unseen(response: HttpResponse, *, has_form: bool = False) -> HttpResponse:
    """No search engine, and no other site, learns of the address.

    A page with a form keeps same-origin: with no-referrer browsers send "Origin: null", and the form is refused."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
    return response
