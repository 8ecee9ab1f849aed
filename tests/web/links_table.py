"""Who gets which answer without belonging anywhere: by a guest's link, by a link that was lent, by an invitation.

GUESTS holds every URL of a draft.  Three visitors without account are asked for each:
  guest       holds the link of the draft that the URL names, until the end of its day
  run_out     held it, until yesterday
  stranger    holds the link of another draft
OPEN: the guest gets what the owner gets in access_table.py; to the other two there is no such draft.
ACCOUNT: asks all three to sign in.  OF_GUESTS: pages that only a guest's draft has, with the guest's answers.

LINKS holds every URL that carries a link in its address, and what comes of it in each state the link may be in, for
somebody without account, an outsider and (but for invitations) 佐藤, who made it.  Every other URL answers a holder of
any link as it answers anybody (test_link_visitors.py tries them all).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

OPEN, ACCOUNT = "open", "account"
# What a link can be: as handed out; past its day; taken back; used up; made up; one of another kind; of a draft that
# was put away or erased.
STATES = ("valid", "run_out", "taken_back", "used", "made_up", "other_kind", "put_away")
NO_SUCH = None


@dataclass(frozen=True)
class OfGuests:
    get: int | str
    post: int | str | None = None
    sends: dict[str, Any] = field(default_factory=lambda: {"version": "1"})


GUESTS: dict[str, str | OfGuests] = {
    "draft": OPEN,
    "draft_kind": OPEN,
    "draft_arguments": OPEN,
    "draft_text": OPEN,
    "draft_text_settings": OPEN,
    "draft_add": OPEN,
    "draft_block": OPEN,
    "draft_demands": OPEN,
    "draft_style": OPEN,
    "draft_style_propose": ACCOUNT,
    "draft_check": OPEN,
    "draft_mend": OPEN,
    "draft_let_stand": OPEN,
    "draft_take_up": OPEN,
    "draft_news": OPEN,
    "draft_undo": OPEN,
    "draft_take_back": OPEN,
    "draft_export": OPEN,
    "draft_counts": OPEN,
    "draft_package": OPEN,
    "draft_deadline": OPEN,
    "draft_download": OPEN,
    "draft_part": OPEN,
    "draft_paper": OPEN,
    "draft_beside": OPEN,
    "draft_picture": OPEN,
    "draft_page": OPEN,
    "draft_versions": OPEN,
    "draft_compare": OPEN,
    "draft_version": OPEN,
    "draft_version_name": OPEN,
    "draft_restore": OPEN,
    "draft_version_download": OPEN,
    "draft_merge": OPEN,
    "draft_copy": OPEN,
    "draft_elsewhere": OPEN,
    "draft_copied": OPEN,
    "draft_discard": OPEN,
    "draft_link": OfGuests(200),
    "draft_take": ACCOUNT,
    "draft_erase": OfGuests(200, 302),
    "draft_hand_over": ACCOUNT,
    "draft_bring_back": ACCOUNT,
    # Who is nobody cannot speak, lend, or let a run of hours be made.
    "draft_facts": ACCOUNT,
    "draft_talk": ACCOUNT,
    "draft_comment": ACCOUNT,
    "draft_suggest": ACCOUNT,
    "draft_answer": ACCOUNT,
    "draft_settle": ACCOUNT,
    "draft_decide": ACCOUNT,
    "draft_share": ACCOUNT,
    "draft_share_end": ACCOUNT,
    "draft_agreement": ACCOUNT,
    "draft_agreement_show": ACCOUNT,
    "draft_agreement_copy": ACCOUNT,
    "draft_agreement_end": ACCOUNT,
    "draft_agreement_change": ACCOUNT,
    "draft_agreement_adopt": ACCOUNT,
    "draft_agreement_summary": ACCOUNT,
    "draft_assemblies": ACCOUNT,
    "draft_run": ACCOUNT,
    "draft_run_fetch": ACCOUNT,
    "draft_run_stop": ACCOUNT,
    "draft_run_go_on": ACCOUNT,
    "draft_run_remove": ACCOUNT,
    "draft_run_try_again": ACCOUNT,
}


@dataclass(frozen=True)
class Link:
    """`get` and `post`: the answer for each of STATES, in their order; NO_SUCH where a link cannot be that."""

    get: tuple[int | None, ...]
    post: tuple[int | None, ...] | None = None
    sends: dict[str, Any] = field(default_factory=dict)


LINKS = {
    # Used: taken into an account.
    "guest_link": Link(get=(302, 404, NO_SUCH, 404, 404, 404, 404)),
    "shared": Link(get=(200, 404, 404, NO_SUCH, 404, 404, 404)),
    "shared_page": Link(get=(200, 404, 404, NO_SUCH, 404, 404, 404)),
    "agree": Link(
        get=(200, 404, 404, NO_SUCH, 404, 404, 404),
        post=(302, 404, 404, NO_SUCH, 404, 404, 404),
        sends={"stand-b1": "against", "read-b1": "x"},
    ),
    "agree_paper": Link(get=(200, 404, 404, NO_SUCH, 404, 404, 404)),
    "agree_page": Link(get=(200, 404, 404, NO_SUCH, 404, 404, 404)),
    # The page says calmly what to do; it names no group.
    "join_link": Link(get=(302, 410, 410, 410, 410, 410, NO_SUCH)),
    "first_admin": Link(
        get=(200, 410, NO_SUCH, 410, 410, 410, NO_SUCH),
        post=(422, 410, NO_SUCH, 410, 410, 410, NO_SUCH),
        sends={"name": ""},
    ),
    # 302: on to a page without the key in its address.  The others: a page that says that the link is dead.
    "account_reset_password_from_key": Link(get=(302, 200, NO_SUCH, 200, 200, 200, NO_SUCH)),
}
