"""What a lent link opens for somebody without an account: a copy to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from drafting import bridge
from drafting.actions.drafts import file_of
from drafting.compose.content import DraftContent
from drafting.compose.kinds import Role
from drafting.models import Draft, LentLink, SharedLink
from drafting.papers import Paper, paper_of

L = TypeVar("L", bound=LentLink)


class DeadLink(Http404):
    """Who opens it is told whom to ask, not whether it ever was one."""


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The paper as it now is, without what is personal on it."""
    return unseen(render(request, "lent/shared.html", paper_context(found(SharedLink, token), token, "shared_page")))


@never_cache
@require_safe
def shared_page(request: HttpRequest, token: str, page: int) -> HttpResponse:
    return picture_of(found(SharedLink, token).draft, page)


def paper_context(link: LentLink, token: str, page_name: str) -> dict[str, object]:
    """`page_name`: of the address at which a page's picture lies."""
    paper = _shown_paper(link.draft)
    pages = range(1, len(paper.made.sheet_of_page) + 1)
    return {
        "link": link,
        "token": token,
        "shown": link.draft,
        "paper": paper,
        "pages": [(number, reverse(page_name, args=[token, number])) for number in pages],
        "is_citizens": not paper.content.kind.is_bill,
    }


def picture_of(draft: Draft, page: int) -> HttpResponse:
    picture = _shown_paper(draft).page(page)
    if picture is None:
        raise Http404
    return unseen(HttpResponse(picture, content_type="image/png"))


def _shown_paper(draft: Draft) -> Paper:
    return paper_of(_without_persons(bridge.read_stored(file_of(draft), timezone.localdate()).content))


def _without_persons(content: DraftContent) -> DraftContent:
    """Citizens' names and addresses are nobody else's; members of an assembly sign in public, but live in private."""
    people = tuple(
        replace(person, name="", address="", organisation="")
        if person.role is Role.PETITIONER
        else replace(person, address="")
        for person in content.signatories
    )
    return replace(content, signatories=people)


def found(table: type[L], token: str) -> L:
    """A link that has run out or was taken back is as unknown as one that never was."""
    link = table.find(token)
    if link is None:
        raise DeadLink
    return link


def unseen(response: HttpResponse, *, has_form: bool = False) -> HttpResponse:
    """No search engine, and no other site, learns of the address.

    A page with a form keeps same-origin: with no-referrer browsers send "Origin: null", and the form is refused."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
    return response
