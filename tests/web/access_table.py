"""Who gets which answer from every URL: one line a URL.  A URL without a line here fails test_access_matrix.py.

How to add one:  "url_name": Line(get=READERS, post=writers(302), sends={"text": "文"}, args={"block": "b1"}),
  get, post   what each person of PEOPLE gets: one of the audiences below.  Left out: that way is not there (405).
  sends       what the POST carries; without it, a field that no form knows.
  args        values for the URL's parameters, where those that WORLD (test_access_matrix.py) knows do not fit.
Drafts, groups and reports that the URLs name are 佐藤's: the draft belongs to the group 区民とあゆむ会, which he keeps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# In this order: 佐藤 keeps the group, 鈴木 edits, 加藤 reads, 田中 is an outsider, nobody signed in, 森 curates, 運営.
PEOPLE = ("owner", "member", "reader", "outsider", "anonymous", "curator", "administrator")
LOGIN = "login"
Answers = dict[str, int | str]


@dataclass(frozen=True)
class Line:
    get: Answers | None = None
    post: Answers | None = None
    sends: dict[str, Any] = field(default_factory=lambda: {"sent": "1"})
    args: dict[str, Any] = field(default_factory=dict)


def audience(
    owner: int | str,
    member: int | str,
    reader: int | str,
    outsider: int | str,
    anonymous: int | str,
    curator: int | str,
    administrator: int | str,
) -> Answers:
    return dict(zip(PEOPLE, (owner, member, reader, outsider, anonymous, curator, administrator), strict=True))


def everybody(status: int = 200) -> Answers:
    """Signed in or not."""
    return audience(status, status, status, status, status, status, status)


def signed_in(status: int = 200, anonymous: int | str = LOGIN) -> Answers:
    return audience(status, status, status, status, anonymous, status, status)


def readers(status: int = 200) -> Answers:
    """Whoever may see the draft or the group; to the others it does not exist."""
    return audience(status, status, status, 404, LOGIN, 404, 404)


def writers(status: int = 302) -> Answers:
    """Whoever may change the draft; a reader is told so."""
    return audience(status, status, 403, 404, LOGIN, 404, 404)


def keepers(status: int = 302) -> Answers:
    """The group's 管理者; its other members are told so."""
    return audience(status, 403, 403, 404, LOGIN, 404, 404)


def curators(status: int = 200) -> Answers:
    """To everybody else these pages do not exist."""
    return audience(404, 404, 404, 404, 404, status, 404)


def administrators(status: int = 200) -> Answers:
    """To everybody else these pages do not exist."""
    return audience(404, 404, 404, 404, 404, 404, status)


TERM = {"slug": "g-mynahokensho"}
WRITING = {"slug": "g-mynahokensho", "number": 2}
TABLE: dict[str, Line] = {
    # open to all
    "home": Line(get=everybody()),
    "sample_page": Line(get=everybody()),
    # Without the signed name of a sample there is none.
    "style_sample": Line(get=everybody(404), args={"page": 1}),
    "guide": Line(get=everybody()),
    "about": Line(get=everybody()),
    "privacy": Line(get=everybody()),
    "sources_note": Line(get=everybody()),
    "accessibility": Line(get=everybody()),
    # the library
    "library": Line(get=everybody()),
    "argument": Line(get=everybody(), args={"slug": "a-zentei-4joken"}),
    "facts": Line(get=everybody()),
    "fact": Line(get=everybody(), args={"kind": "fact"}),
    "source": Line(get=everybody(), args={"kind": "source"}),
    "demand": Line(get=everybody(), args={"slug": "d-haishi-tekkai"}),
    "quotation": Line(get=everybody(), args={"kind": "quotation"}),
    "figure": Line(get=everybody(), args={"kind": "figure"}),
    "figure_file": Line(get=everybody(), args={"kind": "figure", "file_format": "docx"}),
    "advice": Line(get=everybody()),
    "terms": Line(get=everybody()),
    "ready_sets": Line(get=everybody()),
    "report": Line(get=everybody(), post=everybody(302), sends={"text": "数字が古い。"}, args=TERM),
    "wish": Line(get=everybody(), post=everybody(302), sends={"text": "認知症の人の論点。"}),
    # accounts
    "account": Line(get=signed_in(), post=signed_in(422)),
    "account_login": Line(get=signed_in(302, 200), post=signed_in(302, 200)),
    "account_logout": Line(get=signed_in(200, 302), post=signed_in(302, 302)),
    "account_inactive": Line(get=everybody()),
    "account_signup": Line(get=signed_in(302, 200), post=signed_in(302, 200)),
    "account_reauthenticate": Line(get=signed_in(), post=signed_in()),
    "account_change_password": Line(get=signed_in(), post=signed_in()),
    "account_devices": Line(get=signed_in(), post=signed_in(302)),
    "account_data": Line(get=signed_in()),
    "account_download": Line(get=signed_in()),
    "account_close": Line(get=signed_in(), post=signed_in(422)),
    "account_email": Line(get=everybody(404), post=everybody(404)),
    "account_email_verification_sent": Line(get=everybody(404), post=everybody(404)),
    "account_reset_password": Line(get=everybody(), post=everybody()),
    "account_reset_password_done": Line(get=everybody(404), post=everybody(404)),
    "account_reset_password_from_key": Line(get=everybody(), post=everybody(), args={"uidb36": "1", "key": "chigau"}),
    "account_reset_password_from_key_done": Line(get=everybody()),
    "mfa_index": Line(get=signed_in()),
    "mfa_authenticate": Line(get=signed_in(302), post=signed_in(302)),
    "mfa_reauthenticate": Line(get=signed_in(302), post=signed_in(302)),
    "mfa_activate_totp": Line(get=signed_in(302), post=signed_in(302)),
    "mfa_list_webauthn": Line(get=signed_in()),
    "mfa_add_webauthn": Line(get=signed_in(302), post=signed_in(302)),
    "mfa_reauthenticate_webauthn": Line(get=signed_in(302), post=signed_in(302)),
    "mfa_edit_webauthn": Line(get=signed_in(302), post=signed_in(302), args={"pk": 1}),
    "mfa_remove_webauthn": Line(get=signed_in(302), post=signed_in(302), args={"pk": 1}),
    "mfa_deactivate_totp": Line(get=signed_in(404), post=signed_in(404)),
    "mfa_view_recovery_codes": Line(get=signed_in(404)),
    "mfa_download_recovery_codes": Line(get=signed_in(404)),
    "mfa_generate_recovery_codes": Line(get=signed_in(302), post=signed_in(302)),
    "help_to_sign_in": Line(get=administrators(), post=administrators()),
    "first_admin": Line(get=everybody(410), post=everybody(410), args={"token": "chigau"}),
    # what others did
    "notices": Line(get=signed_in()),
    "notices_read": Line(post=signed_in(302)),
    "notices_by_mail": Line(post=signed_in(302)),
    # links that are lent: the world's are open, whoever comes
    "shared": Line(get=everybody(), args={"token": "shared"}),
    "shared_page": Line(get=everybody(), args={"token": "shared", "page": 1}),
    "agree": Line(get=everybody(), post=everybody(302), args={"token": "agree"}, sends={"stand-b1": "for"}),
    "agree_paper": Line(get=everybody(), args={"token": "agree"}),
    "agree_page": Line(get=everybody(), args={"token": "agree", "page": 1}),
    # groups
    "groups": Line(get=signed_in()),
    "group_new": Line(get=signed_in(), post=signed_in(422)),
    "group": Line(get=readers()),
    "group_rename": Line(get=keepers(200), post=keepers(422)),
    "group_end": Line(get=keepers(200), post=keepers()),
    "group_put_away": Line(post=keepers()),
    "group_people": Line(get=readers()),
    "group_role": Line(post=keepers(), sends={"role": "reader"}),
    "group_remove": Line(get=keepers(200), post=keepers()),
    "group_leave": Line(get=readers(), post=readers(302)),
    "group_hand_over": Line(get=keepers(200), post=keepers(422)),
    "group_invite": Line(post=keepers(), sends={"role": "editor"}),
    "group_withdraw": Line(post=keepers()),
    "join_link": Line(get=everybody(302)),
    "join": Line(get=everybody(410), post=everybody(410)),
    # one draft for many assemblies
    "draft_assemblies": Line(get=readers(), post=writers(422), sends={"start": "1"}),
    "draft_run": Line(get=readers()),
    "draft_run_fetch": Line(get=readers(404)),  # nothing is made yet
    "draft_run_stop": Line(post=writers()),
    "draft_run_go_on": Line(post=writers()),
    "draft_run_try_again": Line(post=writers()),
    "draft_run_remove": Line(post=writers()),
    # drafts
    "draft_new": Line(get=everybody(), post=everybody(422), sends={"start": "1"}),
    "assemblies": Line(get=everybody()),
    "draft_open": Line(get=everybody(), post=everybody(422)),
    # writing together
    "draft_facts": Line(get=readers(), post=writers(), sends={"fact": "f-nai", "seen": "1"}),
    "draft_talk": Line(get=readers()),
    "draft_comment": Line(post=readers(302), args={"block": "b1"}, sends={"text": "ここは短くしませんか。"}),
    "draft_suggest": Line(
        get=readers(), post=readers(302), args={"block": "b1"}, sends={"text": "短い文。", "version": "1"}
    ),
    "draft_answer": Line(post=readers(302), sends={"text": "そうします。"}),
    # The comment is 佐藤's: a reader settles only his own.
    "draft_settle": Line(post=writers()),
    "draft_decide": Line(post=writers(), sends={"do": "take", "version": "1"}),
    "draft_share": Line(get=writers(200), post=writers(), sends={"label": "", "days": "7"}),
    "draft_share_end": Line(post=writers(), args={"link_id": "shared"}),
    "draft_agreement": Line(get=writers(200), post=writers(), sends={"group_name": "青会", "days": "7"}),
    "draft_agreement_show": Line(post=writers()),
    "draft_agreement_change": Line(post=writers(), sends={"do": "out", "block": "b1", "version": "1"}),
    "draft_agreement_adopt": Line(post=writers()),
    "draft_agreement_copy": Line(post=writers()),
    "draft_agreement_summary": Line(get=writers(200)),
    "draft_agreement_end": Line(post=writers(), args={"link_id": "agree"}),
    # Drafts without account: what their guests may do is in test_guests.py; a draft of an account has no such pages.
    "guest_link": Line(get=everybody(404), args={"token": "chigau"}),
    "draft_link": Line(get=signed_in(404)),
    "draft_take": Line(get=signed_in(404), post=signed_in(404)),
    "draft_erase": Line(get=signed_in(404), post=signed_in(404)),
    "drafts_discarded": Line(get=signed_in()),
    "draft": Line(get=readers()),
    "draft_kind": Line(get=readers(), post=writers(422), sends={"start": "1", "version": "1"}),
    "draft_arguments": Line(get=readers()),
    "draft_text": Line(get=readers()),
    "draft_text_settings": Line(post=writers(), sends={"register": "polite", "citations": "none", "version": "1"}),
    "draft_add": Line(post=writers(), sends={"own": "1", "version": "1"}),
    "draft_block": Line(post=writers(), sends={"do": "down", "version": "1"}, args={"block": "b1"}),
    "draft_demands": Line(get=readers(), post=writers(422), sends={"version": "1"}),
    "draft_style": Line(get=readers(), post=writers(), sends={"version": "1"}),
    "draft_style_propose": Line(
        get=audience(302, 302, 403, 404, LOGIN, 404, 404), post=audience(302, 302, 403, 404, LOGIN, 404, 404)
    ),
    "draft_check": Line(get=readers()),
    "draft_mend": Line(post=writers(), sends={"finding": "gone", "version": "1"}),
    "draft_let_stand": Line(post=writers(409), sends={"finding": "gone", "reason": "理由"}),
    "draft_take_up": Line(post=writers(), args={"dismissal_id": 1}),
    "draft_take_back": Line(post=writers(), sends={"version": "1"}),
    "draft_export": Line(get=readers()),
    "draft_counts": Line(get=readers()),
    "draft_package": Line(get=readers()),
    "draft_part": Line(get=readers(), args={"key": "speech", "export_format": "docx"}),
    "draft_deadline": Line(post=writers(), sends={"clear": "1", "seen": "none"}),
    "draft_download": Line(get=readers(), args={"export_format": "json"}),
    "draft_paper": Line(get=readers()),
    "draft_page": Line(get=readers(), args={"version": 1, "page": 1}),
    "draft_news": Line(get=readers()),
    "draft_undo": Line(post=writers(), sends={"do": "undo"}),
    "draft_beside": Line(get=readers()),
    "draft_picture": Line(get=readers(), args={"page": 1, "mark": "0" * 40}),
    "draft_versions": Line(get=readers()),
    "draft_compare": Line(get=readers()),
    "draft_version": Line(get=readers()),
    "draft_version_name": Line(post=writers(), sends={"name": "提出版", "seen": ""}),
    "draft_version_download": Line(get=readers(), args={"export_format": "json"}),
    "draft_restore": Line(post=writers(), sends={"version": "1"}),
    "draft_merge": Line(post=writers(409), sends={"mine": "{}"}),
    "draft_copy": Line(post=readers(302)),
    "draft_elsewhere": Line(get=readers(), post=readers(302), sends={"assembly": "長野県原村", "copy": "1"}),
    # Without the original there is nothing to tell.
    "draft_copied": Line(get=signed_in(404)),
    "draft_hand_over": Line(get=keepers(200), post=keepers(422)),
    "draft_discard": Line(post=writers()),
    "draft_bring_back": Line(post=audience(302, 302, 404, 404, LOGIN, 404, 404), args={"draft_id": "discarded"}),
    # curation
    "curation": Line(get=curators()),
    "curation_items": Line(get=curators()),
    "curation_new": Line(get=curators(), post=curators(422), args={"kind": "term"}),
    "curation_report": Line(get=curators(), post=curators(302), sends={"answer": "改めた。"}),
    "curation_wish": Line(post=curators(302)),
    "curation_item": Line(get=curators(), args=TERM),
    "curation_start": Line(post=curators(302), args=TERM),
    "curation_check": Line(post=curators(302), args=TERM),
    "curation_retire": Line(post=curators(302), sends={"reason": "古い。"}, args=TERM),
    "curation_edition": Line(get=curators(), args=WRITING),
    "curation_edit": Line(get=curators(), post=curators(422), args=WRITING),
    "curation_submit": Line(post=curators(302), sends={"reason": "改めた。"}, args=WRITING),
    "curation_publish": Line(post=curators(422), args=WRITING),
    "curation_send_back": Line(post=curators(302), sends={"reason": "違う。"}, args=WRITING),
    "curation_decline": Line(post=curators(302), sends={"reason": "違う。"}, args=WRITING),
    "curation_drop": Line(post=curators(302), sends={"reason": "要らない。"}, args=WRITING),
    "exchange": Line(get=curators()),
    "exchange_export": Line(get=curators(422)),
    "exchange_upload": Line(post=curators(422)),
    "exchange_batch": Line(get=curators()),
    "exchange_confirm": Line(post=curators(422)),
    "exchange_throw_away": Line(post=curators(302)),
    "exchange_undo": Line(post=curators(302)),
}
