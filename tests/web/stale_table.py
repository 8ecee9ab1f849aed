"""What becomes of a form when somebody else has saved since its page was shown.  A URL that is posted to and has no
entry here fails test_stale_forms.py; so does a deed of a paragraph.

Three lists.  WAYS: 佐藤 opens a page, 鈴木 saves, 佐藤 sends what the page had.
  Way("draft_x", "what it is", opens, theirs, ends, ...)
  opens   gives what 佐藤 sends: shown(page, button) takes the very form of the page, so that what it carries counts.
  theirs  what 鈴木 saves in between.
  ends    MERGED: both stand in the text.  CHOSEN: both are shown, and whichever is not chosen is kept.
          REFUSED: nothing is written, and the answer shows what 佐藤 typed (and names what stands).
  mine    words of 佐藤 that must be found: in the text, on the page, or in a version that is kept.
APART: forms that change no text, each with the reason.  NO_DRAFT: forms that have nothing to do with a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from django.test import Client

from drafting.actions import agreements, dismissals, sharing, talk
from drafting.actions import drafts as actions
from drafting.compose.agreement import Stand
from drafting.compose.content import Signatory
from drafting.compose.kinds import Role
from drafting.intake import edit
from drafting.intake.blocks import named_blocks
from drafting.intake.draft_file import DraftFile
from drafting.models import Draft, User

from .screens import now, tree, url

THEIRS = "鈴木の文。"
MINE = "佐藤の文。"
TWICE = "一つ目の文である。二つ目の文である。①である。"


class Ends(Enum):
    MERGED = "merged"
    CHOSEN = "chosen"
    REFUSED = "refused"


MERGED, CHOSEN, REFUSED = Ends


@dataclass
class Both:
    """佐藤 (sato) before a page of the draft, and 鈴木, who saves."""

    draft: Draft
    sato: Client
    sato_user: User
    suzuki: User
    fact: str
    made: dict[str, Any] = field(default_factory=dict)

    def saves(self, file: DraftFile, by: User | None = None) -> None:
        current = Draft.objects.get(pk=self.draft.pk).current
        assert current is not None
        actions.save_draft(self.draft.pk, file, by or self.suzuki, based_on=current.number)

    def writes(self, block: str, text: str, by: User | None = None) -> None:
        changed: Any = replace(edit.block_of(now(self.draft), block), text=text)
        self.saves(edit.put(now(self.draft), changed), by)

    def at(self, name: str, **kwargs: Any) -> str:
        return url(name, self.draft, **kwargs)


Sent = tuple[str, dict[str, Any]]
Opens = Callable[[Both], Sent]
Deed = Callable[[Both], None]


@dataclass(frozen=True)
class Way:
    name: str
    what: str
    opens: Opens
    theirs: Deed
    ends: Ends
    mine: str = MINE
    says: str = THEIRS
    # The field that says what the page showed; "" where none is needed, for the reason given in `why`.
    mark: str = "version"
    why: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.what}"


# --- how 佐藤 opens and sends ----------------------------------------------------------------------------------------


def shown(page: str, button: tuple[str, str], action: str = "", /, **typed: str) -> Opens:
    """The form of the page that holds the button, as the page shows it, with what is typed; __ for hyphens.

    `page` and `action`: URL names with what follows: "draft_text?open=one", "draft_block:one"."""

    def opens(both: Both) -> Sent:
        name, _, query = page.partition("?")
        path = _path(both, name) + (f"?{query}" if query else "")
        pressed = (button[0], both.made.get(button[1], button[1]))
        form = form_of(both.sato, path, pressed, _path(both, action) if action else "")
        sends = values_of(form) | {key.replace("__", "-"): value for key, value in typed.items()}
        return form.get("action") or path, sends | ({pressed[0]: pressed[1]} if pressed[0] else {})

    return opens


def _path(both: Both, name: str) -> str:
    name, _, last = name.partition(":")
    given = both.made.get(last, last)
    kwargs = {
        "draft_block": "block",
        "draft_comment": "block",
        "draft_suggest": "block",
        "draft_decide": "suggestion_id",
    }
    return both.at(name, **({kwargs.get(name, "number"): given} if last else {}))


def form_of(client: Client, path: str, button: tuple[str, str], action: str = "") -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, path
    main = tree(answer).get_element_by_id("main")
    is_pressed = f"button[@name='{button[0]}'][@value='{button[1]}']"
    for form in main.iter("form"):
        # A button may stand elsewhere on the page and name its form.
        elsewhere = f"//{is_pressed}[@form='{form.get('id')}']"
        is_there = not button[0] or form.xpath(f".//{is_pressed}") or form.xpath(elsewhere)
        if form.get("method") == "post" and is_there and (not action or form.get("action") == action):
            return form
    raise AssertionError(f"{path} offers no form with {button} to {action}")


def values_of(form: Any) -> dict[str, Any]:
    for empty in form.xpath(".//input[not(@value)][not(@type='checkbox' or @type='radio')]"):
        empty.set("value", "")
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def sends(name: str, /, **typed: str) -> Opens:
    """What a page of the library sends, where the page itself would have to be searched through first."""
    return lambda both: (both.at(name), {"version": "1"} | {key: both.made.get(v, v) for key, v in typed.items()})


def after(deed: Deed, opens: Opens) -> Opens:
    """Something that was done before 佐藤 opened the page."""

    def both_in_turn(both: Both) -> Sent:
        deed(both)
        return opens(both)

    return both_in_turn


def open_block(deed: str, block: str = "one", *, value: str = "", query: str = "", **typed: str) -> Opens:
    button = (deed, value) if value else ("do", deed)
    return shown(f"draft_text?open={block}{query}", button, f"draft_block:{block}", **typed)


def rail(deed: str, block: str, **typed: str) -> Opens:
    return shown("draft_text", ("do", deed), f"draft_block:{block}", **typed)


def quietly(opens: Opens) -> Opens:
    """As the page saves while somebody is typing."""

    def autosaves(both: Both) -> Sent:
        path, sent = opens(both)
        return path, sent | {"autosave": "1"}

    return autosaves


def i_wrote(block: str = "one") -> Deed:
    return lambda both: both.writes(block, MINE, both.sato_user)


def mend(both: Both) -> Sent:
    form = next(
        form
        for form in tree(both.sato.get(both.at("draft_check"))).iter("form")
        if form.get("action") == both.at("draft_mend")
    )
    return form.get("action"), values_of(form)


def reason(both: Both) -> Sent:
    form = next(
        form
        for form in tree(both.sato.get(both.at("draft_check"))).xpath("//form[.//textarea[@name='reason']]")
        if form.get("action") == both.at("draft_let_stand")
    )
    both.made["finding"] = values_of(form)["finding"][0]
    return form.get("action"), values_of(form) | {"reason": MINE}


def choice(both: Both) -> Sent:
    """The page on which two texts are chosen from."""
    path, sent = open_block("text", text=MINE)(both)
    both.writes("one", "鈴木の前の文。")
    form = tree(both.sato.post(path, sent)).xpath("//main//form")[0]
    return form.get("action"), values_of(form) | {"use-one": "both", "text-one": MINE}


# --- what 鈴木 saves in between ---------------------------------------------------------------------------------------


def elsewhere(both: Both) -> None:
    both.writes("two", THEIRS)


def here(block: str = "one") -> Deed:
    return lambda both: both.writes(block, THEIRS)


def out(block: str = "one") -> Deed:
    return lambda both: both.saves(edit.remove(now(both.draft), block))


def changes(**fields: Any) -> Deed:
    return lambda both: both.saves(replace(now(both.draft), **fields))


def signs(name: str) -> Deed:
    return lambda both: both.saves(
        replace(now(both.draft), signatories=(*now(both.draft).signatories, Signatory(Role.SUPPORTER, name)))
    )


def reasoned(both: Both) -> None:
    from drafting.bridge import read_stored
    from drafting.papers import paper_of

    file = now(both.draft)
    found = paper_of(read_stored(file).content).findings
    finding = next(one for one in found if dismissals.key_of(file, one) == both.made["finding"])
    dismissals.let_stand(both.draft, both.made["finding"], finding, THEIRS, both.suzuki)


def suggested(both: Both) -> None:
    both.made["suggested"] = talk.suggest(both.draft, "one", MINE, "", both.sato_user).pk


def declined(both: Both) -> None:
    suggestion = both.draft.suggestions.get(pk=both.made["suggested"])
    talk.decline(suggestion, both.suzuki, THEIRS)


def taken(both: Both) -> None:
    suggestion = both.draft.suggestions.get(pk=both.made["suggested"])
    current = Draft.objects.get(pk=both.draft.pk).current
    assert current is not None
    talk.take(suggestion, both.suzuki, current.number)


def refused_by_blue(both: Both, block: str = "one") -> None:
    """A group refuses a paragraph, and would have it in words of its own."""
    link = sharing.ask_group(both.draft, "青会", 7, both.sato_user)
    answers = [agreements.Answer(block, Stand.AGAINST, "言い過ぎです。", MINE)]
    read = {block.id: agreements.text_hash(block.whole) for block in named_blocks(now(both.draft))}
    agreements.answer_blocks(link, answers, read)


def adopted(both: Both) -> Sent:
    refused_by_blue(both)
    path = both.at("draft_agreement")
    form = form_of(both.sato, path, ("", ""), both.at("draft_agreement_adopt"))
    return form.get("action"), values_of(form)


def on_agreement(deed: str, block: str = "one") -> Opens:
    return after(
        lambda both: refused_by_blue(both, block), shown("draft_agreement", ("do", deed), "draft_agreement_change")
    )


def named(both: Both) -> None:
    actions.name_version(both.draft.versions.get(number=1), THEIRS, both.suzuki)


def dated(both: Both) -> None:
    from datetime import UTC, datetime

    actions.set_deadline(both.draft.pk, datetime(2031, 5, 6, 0, 0, tzinfo=UTC), None)


SETTINGS = ("", "")
WAYS = [
    # a paragraph
    Way("draft_block", "text", open_block("text", text=MINE), elsewhere, MERGED),
    Way("draft_block", "text, the same", open_block("text", text=MINE), here(), CHOSEN),
    Way("draft_block", "text, taken out", open_block("text", text=MINE), out(), CHOSEN, says="外しました"),
    Way("draft_block", "autosave", quietly(open_block("text", text=MINE)), elsewhere, MERGED),
    Way("draft_block", "autosave, the same", quietly(open_block("text", text=MINE)), here(), REFUSED, "残っています"),
    Way("draft_block", "paper", open_block("paper", text=MINE), elsewhere, MERGED),
    Way("draft_block", "paper, the same", open_block("paper", text=MINE), here(), CHOSEN),
    Way("draft_block", "more", open_block("more", text=MINE), elsewhere, MERGED),
    Way("draft_block", "more, the same", open_block("more", text=MINE), here(), CHOSEN),
    Way("draft_block", "split", open_block("split", text=MINE + "あと。", at="5"), elsewhere, MERGED),
    Way("draft_block", "split, the same", open_block("split", text=MINE + "あと。", at="5"), here(), CHOSEN),
    Way(
        "draft_block",
        "split-at",
        open_block("split-at", value="9", query="&split=1"),
        elsewhere,
        MERGED,
        "二つ目の文である。",
    ),
    Way("draft_block", "join", open_block("join", text=MINE), here("three"), MERGED),
    Way("draft_block", "join, the other changed", open_block("join", text=MINE), elsewhere, CHOSEN),
    Way("draft_block", "unsource", open_block("unsource", value="0", text=MINE), elsewhere, MERGED),
    Way("draft_block", "uncite", open_block("uncite", value="FACT", text=MINE), elsewhere, MERGED),
    Way("draft_block", "up", rail("up", "three"), here(), MERGED, "三の文。"),
    Way("draft_block", "down", rail("down", "two"), here(), MERGED, "二の文。"),
    Way("draft_block", "to", rail("to", "three", place="0"), here(), MERGED, "三の文。"),
    Way("draft_block", "out", rail("out", "three"), here(), MERGED, ""),
    Way("draft_block", "out, the same", rail("out", "one"), here(), CHOSEN, "外しました"),
    Way("draft_block", "out of the open one", open_block("out", text=MINE), elsewhere, MERGED),
    Way("draft_block", "out of the open one, the same", open_block("out", text=MINE), here(), CHOSEN),
    Way("draft_block", "revert", open_block("revert", "arg", text=MINE), elsewhere, MERGED),
    Way("draft_block", "revert, the same", open_block("revert", "arg", text=MINE), here("arg"), CHOSEN),
    Way("draft_block", "newer", rail("newer", "small"), elsewhere, MERGED, "改めて"),
    Way("draft_block", "newer, the same", rail("newer", "small"), here("small"), CHOSEN, "改めて"),
    Way("draft_block", "adopt", after(i_wrote("small"), rail("adopt", "small")), elsewhere, MERGED),
    # from the library
    Way("draft_add", "own", shown("draft_text", ("own", "1"), "draft_add"), elsewhere, MERGED, ""),
    Way("draft_add", "argument", sends("draft_add", argument="a-jisshitsu-gimuka"), elsewhere, MERGED, ""),
    Way("draft_add", "after one that is gone", sends("draft_add", own="1", after="one"), out(), MERGED, "", ""),
    Way("draft_add", "quotation", sends("draft_add", quotation="x-quotation"), elsewhere, MERGED, "丁寧に"),
    Way("draft_add", "demand", sends("draft_add", demand="d-haishi-tekkai"), elsewhere, MERGED, ""),
    Way("draft_add", "fact behind", sends("draft_add", fact="FACT", behind="three"), elsewhere, MERGED, ""),
    Way("draft_add", "fact behind, the same", sends("draft_add", fact="FACT", behind="two"), elsewhere, CHOSEN, "1件"),
    # fields of the whole
    Way(
        "draft_text_settings",
        "preamble",
        shown("draft_text", SETTINGS, "draft_text_settings", preamble=MINE),
        elsewhere,
        MERGED,
    ),
    Way(
        "draft_text_settings",
        "preamble, the same",
        shown("draft_text", SETTINGS, "draft_text_settings", preamble=MINE),
        changes(preamble=THEIRS),
        CHOSEN,
    ),
    Way("draft_kind", "title", shown("draft_kind", ("start", "1"), title=MINE), elsewhere, MERGED),
    Way(
        "draft_kind", "title, the same", shown("draft_kind", ("start", "1"), title=MINE), changes(title=THEIRS), CHOSEN
    ),
    Way("draft_demands", "words", shown("draft_demands", ("on", "1"), d__d1__text=MINE), elsewhere, MERGED),
    Way("draft_demands", "words, the same", shown("draft_demands", ("on", "1"), d__d1__text=MINE), here("d1"), CHOSEN),
    Way("draft_demands", "items, the same", shown("draft_demands", ("on", "1"), d__d1__items=MINE), here("d1"), CHOSEN),
    Way("draft_demands", "another", shown("draft_demands", ("own", "1")), here("d1"), MERGED, ""),
    Way("draft_demands", "up", shown("draft_demands", ("up", "d2")), here("d1"), MERGED, ""),
    Way("draft_demands", "out", shown("draft_demands", ("out", "d2")), here("d1"), MERGED, ""),
    Way("draft_demands", "out, the same", shown("draft_demands", ("out", "d1")), here("d1"), CHOSEN, "外しました"),
    Way(
        "draft_demands",
        "a supporter each",
        shown("draft_demands", ("on", "1"), supporter__list__names="佐藤の賛成者"),
        signs("鈴木の賛成者"),
        CHOSEN,
        "佐藤の賛成者",
        "鈴木の賛成者",
    ),
    Way(
        "draft_demands",
        "a date",
        shown("draft_demands", ("on", "1"), paper__reasons=MINE),
        changes(lead=THEIRS),
        MERGED,
    ),
    Way("draft_style", "a part", shown("draft_style", ("show", "1"), **{"s.seal": "印"}), elsewhere, MERGED, "印"),
    Way(
        "draft_style",
        "the same part",
        shown("draft_style", ("show", "1"), **{"s.number_line": "佐藤第【番号】号"}),
        changes(style={"number_line": "鈴木第{number}号"}),
        CHOSEN,
        "佐藤第",
        "鈴木第",
    ),
    # mends
    Way("draft_mend", "a mend", mend, elsewhere, MERGED, ""),
    Way("draft_mend", "a mend, the same", mend, here(), CHOSEN, ""),
    Way(
        "draft_let_stand",
        "a reason each",
        reason,
        reasoned,
        REFUSED,
        mark="",
        why="the key holds the words that it is about",
    ),
    Way("draft_let_stand", "other words", reason, here(), REFUSED, says="", mark="", why="the same"),
    # back and forth
    Way(
        "draft_take_back",
        "a step",
        after(i_wrote(), lambda b: (b.at("draft_take_back"), {"version": "2"})),
        elsewhere,
        MERGED,
    ),
    Way(
        "draft_take_back",
        "the same",
        after(i_wrote(), lambda b: (b.at("draft_take_back"), {"version": "2"})),
        here(),
        CHOSEN,
        TWICE,
    ),
    Way(
        "draft_undo",
        "a step",
        after(i_wrote(), lambda b: (b.at("draft_undo"), {"do": "undo"})),
        elsewhere,
        MERGED,
        mark="",
        why="it takes back one's own last step alone, and meets what others did since by the same merge",
    ),
    Way(
        "draft_undo",
        "the same",
        after(i_wrote(), lambda b: (b.at("draft_undo"), {"do": "undo"})),
        here(),
        CHOSEN,
        TWICE,
        mark="",
        why="the same",
    ),
    Way(
        "draft_restore",
        "an earlier text",
        after(i_wrote(), shown("draft_version:1", ("", ""), "draft_restore:1")),
        elsewhere,
        MERGED,
    ),
    Way(
        "draft_restore",
        "the same",
        after(i_wrote(), shown("draft_version:1", ("", ""), "draft_restore:1")),
        here(),
        CHOSEN,
        TWICE,
    ),
    Way("draft_merge", "a choice", choice, elsewhere, MERGED),
    Way("draft_merge", "a choice, overtaken again", choice, here(), CHOSEN),
    Way("draft_merge", "a choice without its start", choice, here(), CHOSEN, mark="base"),
    # between groups
    Way("draft_agreement_change", "out", on_agreement("out"), elsewhere, MERGED, ""),
    Way("draft_agreement_change", "out, the same", on_agreement("out"), here(), CHOSEN, "外しました"),
    Way("draft_agreement_change", "reword", on_agreement("reword"), elsewhere, MERGED),
    Way("draft_agreement_change", "reword, the same", on_agreement("reword"), here(), CHOSEN),
    Way("draft_agreement_change", "own", on_agreement("own", "arg"), elsewhere, MERGED, ""),
    Way("draft_agreement_adopt", "agreed", adopted, elsewhere, MERGED, ""),
    Way(
        "draft_agreement_adopt",
        "agreed, other words",
        adopted,
        here(),
        REFUSED,
        "",
        "もう一度決めてください",
        mark="",
        why="it takes out only what the page named, while that is still refused",
    ),
    # what stands beside the text
    Way(
        "draft_version_name",
        "a name each",
        shown("draft_version:1", ("", ""), "draft_version_name:1", name=MINE),
        named,
        REFUSED,
        mark="seen",
    ),
    Way(
        "draft_deadline",
        "a day each",
        shown("draft_export", ("", ""), "draft_deadline", day="2030-01-02", at="17:00"),
        dated,
        REFUSED,
        "2030-01-02",
        "5月6日",
        mark="seen",
    ),
    # talk
    Way("draft_suggest", "taken out", shown("draft_suggest:one", ("", ""), text=MINE), out(), REFUSED, says=""),
    Way(
        "draft_decide",
        "take",
        after(suggested, shown("draft_talk", ("do", "take"), "draft_decide:suggested")),
        elsewhere,
        MERGED,
    ),
    Way(
        "draft_decide",
        "take, the same",
        after(suggested, shown("draft_talk", ("do", "take"), "draft_decide:suggested")),
        here(),
        REFUSED,
    ),
    Way(
        "draft_decide",
        "decline",
        after(suggested, shown("draft_talk", ("do", "decline"), "draft_decide:suggested", answer="佐藤の理由である。")),
        declined,
        REFUSED,
        "佐藤の理由である。",
        "もう「",
        mark="",
        why="a suggestion is decided once, under a lock",
    ),
    Way(
        "draft_decide",
        "withdraw",
        after(suggested, shown("draft_talk", ("do", "withdraw"), "draft_decide:suggested")),
        taken,
        REFUSED,
        "",
        "取り入れ",
        mark="",
        why="the same",
    ),
]

# They change no text; what stands is what 鈴木 saved, whoever sends them when.
APART = {
    "draft_new": "a draft of its own comes into being",
    "draft_open": "a draft of its own comes into being",
    "draft_copy": "the copy is a draft of its own, of the newest text",
    "draft_elsewhere": "the copy is a draft of its own, of the newest text",
    "draft_agreement_copy": "the copy is a draft of its own, of the newest text",
    "draft_assemblies": "a run is pinned to one version, and writes papers alone",
    "draft_run_stop": "papers alone",
    "draft_run_go_on": "papers alone",
    "draft_run_remove": "papers alone",
    "draft_run_try_again": "papers alone",
    "draft_take_up": "a finding is listed again; its reason is kept",
    "draft_comment": "comments are only ever added; on a block that is gone, too",
    "draft_answer": "answers are only ever added",
    "draft_facts": "no text is written; it carries the edition that was seen (test_attention.py)",
    "draft_settle": "nothing is written; it can be opened again",
    "draft_share": "a link to whatever stands",
    "draft_share_end": "a link ends",
    "draft_agreement": "a link to whatever stands",
    "draft_agreement_show": "what groups see of each other",
    "draft_agreement_end": "a link ends",
    "agree": "an answer is kept with the hash of the text that was read; on another text it counts no more",
    "draft_style_propose": "a proposal to the curators, of the newest style; the form shows what it holds",
    "draft_hand_over": "the text goes along as it stands, with all versions; given only by those whose it still is",
    "draft_discard": "put away with all versions, and brought back whole",
    "draft_bring_back": "brought back as it was put away",
    "group_put_away": "put away with all versions, and brought back whole",
    "group_end": "refused while there is a draft that is not put away; those put away go to who ends it",
    "account_close": "a group's drafts stay with it; one's own nobody else writes",
    "draft_take": "the draft as it stands, with all versions, is somebody's; a guest's draft: test_stale_forms.py",
    "draft_erase": "refused where somebody saved since: test_stale_forms.py",
}

NO_DRAFT = {
    *("report", "wish", "help_to_sign_in", "first_admin", "join", "notices_read", "notices_by_mail"),
    *("account", "account_login", "account_logout", "account_signup", "account_reauthenticate"),
    *("account_change_password", "account_devices", "account_email", "account_email_verification_sent"),
    *("account_reset_password", "account_reset_password_done", "account_reset_password_from_key"),
    *("mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
    "mfa_reauthenticate_webauthn",
    *("group_new", "group_rename", "group_role", "group_remove", "group_leave", "group_hand_over"),
    *("group_invite", "group_withdraw"),
    *(
        "curation_new",
        "curation_report",
        "curation_wish",
        "curation_start",
        "curation_check",
        "curation_retire",
        "curation_edit",
    ),
    *("curation_submit", "curation_publish", "curation_send_back", "curation_decline", "curation_drop"),
    *("exchange_upload", "exchange_confirm", "exchange_throw_away", "exchange_undo"),
}
