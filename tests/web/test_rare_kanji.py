"""Rare kanji, from every field that may carry a name to wherever its words come back, code point for code point.

The fields are read off the pages themselves: one more on a form is tried with the others, one more
form fails a test."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import Cast
from drafting.compose.japanese import SELECTORS
from drafting.intake.draft_file import to_json
from drafting.models import Assembly, Draft, Report, Wish
from drafting.models.search import normalised
from tests.world import World

from .access_table import TABLE, Line
from .screens import now, text_of, tree, url
from .stale_table import values_of
from .test_access_matrix import address

# Selectors of a register's forms (of 邊󠄆 no font here has it), kanji outside JIS and the BMP, two that NFC would
# replace (神, 﨑 stays), か with its own mark of voice.
NAME = "葛\U000e0100 辻\U000e0100邊\U000e0106 髙\ufa11𠮷邉㐂𩸽 \ufa19か\u3099"
TYPED = ".//textarea|.//input[not(@type) or @type='text' or @type='search']"
# What holds no name: days, numbers, addresses; what is searched for, not saved.
NO_NAME = re.compile(r"(url|date|year|month|day|slug|homepage|shelf_q|assembly)$|required$|^s\.page\.")


@dataclass(frozen=True)
class Screen:
    """A form: the page it stands on, how it is told from the others there, the button, where its words come back."""

    page: str
    button: str = ""
    action: str = ""
    reads: tuple[str, ...] = ()
    by: str = "owner"
    also: dict[str, str] = field(default_factory=dict)
    args: dict[str, Any] = field(default_factory=dict)
    query: str = ""

    def __str__(self) -> str:
        return f"{self.page}{self.query} {self.action}".strip()


SCREENS = (
    Screen("draft_new", "start", reads=("home",), also={"assembly": "東京都世田谷区"}),
    Screen("draft_kind", "start"),
    Screen("draft_text", action="draft_text_settings"),
    Screen("draft_text", "do=text", action="draft_block", query="?open=own", args={"block": "own"}),
    Screen("draft_text", "do=text", action="draft_block", query="?open=b1", args={"block": "b1"}),
    Screen("draft_demands", "stay"),
    Screen("draft_check", action="draft_let_stand"),
    Screen("draft_style", "save"),
    Screen("draft_version", action="draft_version_name", reads=("draft_versions",)),
    Screen("draft_talk", action="draft_comment", args={"block": "b1"}),
    Screen("draft_talk", action="draft_answer"),
    Screen("draft_talk", "do=decline", action="draft_decide"),
    Screen("draft_suggest", reads=("draft_talk",), args={"block": "b1"}),
    Screen("draft_agreement"),
    Screen("draft_share"),
    Screen("agree", by="anonymous", also={f"stand-{block}": "against" for block in ("b1", "b2", "own", "d1", "d2")}),
    Screen("group_new", reads=("groups",), also={"kind": "citizens"}),
    Screen("group_rename", reads=("group",)),
    Screen("account"),
    Screen("report", by="outsider"),
    Screen("wish", by="outsider"),
    Screen("curation_edit", by="curator", args={"slug": "g-mynahokensho", "number": 2}),
)
# Nothing typed there is kept as words.
SEARCHES = {"draft_assemblies", "draft_elsewhere", "account_change_password"}
# The desk of the curators: its forms are like the one above.
ELSEWHERE = {"curation_new", "curation_item", "curation_edition", "curation_report"}


def at(name: str, world: World, args: dict[str, Any]) -> str:
    given = args or ({"slug": "g-mynahokensho"} if name == "report" else {"token": "agree"} if name == "agree" else {})
    return address(name, Line(args=given), world)


def names_on(form: Any) -> Iterator[tuple[str, str]]:
    """Every field of a form that may carry a name, and a name for it that no other field has."""
    for number, one in enumerate(form.xpath(TYPED)):
        name = one.get("name")
        if name and not NO_NAME.search(name) and one.get("inputmode") not in ("numeric", "decimal"):
            yield name, NAME + chr(0x4E00 + number)


def form_on(screen: Screen, client: Client, world: World) -> tuple[str, Any]:
    path = at(screen.page, world, screen.args if not screen.action else {}) + screen.query
    answer = client.get(path)
    assert answer.status_code == 200, path
    action = at(screen.action, world, screen.args) if screen.action else None
    for form in tree(answer).xpath("//main//form[@method='post']"):
        if form.get("action") in (action, path, action or "") and form.xpath(TYPED):
            return form.get("action") or path, form
    raise AssertionError(f"{path} has no form to {action}")


def send(screen: Screen, clients: dict[str, Client], world: World) -> dict[str, str]:
    """Types a name into every field of the form, and sends it as a browser does."""
    path, form = form_on(screen, clients[screen.by], world)
    typed = dict(names_on(form))
    name, _, value = screen.button.partition("=")
    pressed = {name: value or "1"} if name else {}
    answer = clients[screen.by].post(path, values_of(form) | typed | screen.also | pressed)
    assert answer.status_code in (200, 302), text_of(answer)
    return typed


def read(screen: Screen, clients: dict[str, Client], world: World) -> str:
    """All that the pages say where the words come back."""
    if screen.page == "report":
        return str(list(Report.objects.values("text", "source")))
    if screen.page == "wish":
        return str(list(Wish.objects.values("text", "asked")))
    pages = [at(name, world, {}) for name in screen.reads] or [
        at(screen.page, world, screen.args if not screen.action else {}) + screen.query
    ]
    return html.unescape("".join(clients[screen.by].get(page).content.decode() for page in pages))


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_every_field_gives_back_what_was_typed(screen: Screen, clients: dict[str, Client], world: World) -> None:
    typed = send(screen, clients, world)
    assert typed
    shown = read(screen, clients, world)
    assert {name: value for name, value in typed.items() if value not in shown} == {}


def test_every_form_that_takes_words_is_tried(clients: dict[str, Client], world: World) -> None:
    tried = {screen.page for screen in SCREENS} | SEARCHES | ELSEWHERE
    found = set()
    for name, line in TABLE.items():
        if line.get is None or "page" in line.args or "export_format" in line.args or "file_format" in line.args:
            continue
        for person in ("owner", "anonymous", "curator"):
            answer = clients[person].get(address(name, line, world))
            if answer.status_code == 200 and "html" in answer["Content-Type"] and b"<main" in answer.content:
                forms = tree(answer).xpath("//main//form[@method='post']")
                found |= {name for form in forms if dict(names_on(form))}
    assert found - tried == set(), "add a Screen to tests/web/test_rare_kanji.py"
    assert {screen.page for screen in SCREENS} - found == set()


# --- the words of the draft, wherever they go from the form ---------------------------------------------------------


@dataclass
class Written:
    """佐藤 has filled in the forms of his draft; `words`: what he typed."""

    sato: Client
    draft: Draft
    words: dict[str, str]

    def get(self, name: str, query: str = "", **kwargs: Any) -> bytes:
        answer = self.sato.get(url(name, self.draft, **kwargs) + query)
        assert answer.status_code == 200
        return b"".join(answer) if answer.streaming else answer.content

    def lost_in(self, text: str) -> dict[str, str]:
        return {name: word for name, word in self.words.items() if word not in text}


@pytest.fixture
def written(clients: dict[str, Client], world: World) -> Written:
    words: dict[str, str] = {}
    for screen in SCREENS:
        if screen.page in ("draft_kind", "draft_text", "draft_demands"):
            words |= send(screen, clients, world)
    return Written(clients["owner"], Draft.objects.get(pk=world["draft_id"]), words)


def test_the_draft_file_holds_them_and_a_draft_made_of_it_too(written: Written) -> None:
    file = written.get("draft_download", export_format="json")
    assert written.lost_in(file.decode()) == {}
    written.sato.post(reverse("draft_open"), {"file": io.BytesIO(file)})
    again = Draft.objects.latest("created_at")
    assert again != written.draft
    assert to_json(now(again)) == to_json(now(written.draft))


def test_the_word_file_says_them_in_full(written: Written) -> None:
    with zipfile.ZipFile(io.BytesIO(written.get("draft_download", export_format="docx"))) as parts:
        xml = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
    said = "\n".join("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one)) for one in xml)
    printed = {"title", "preamble", "text", "d-d1-text", "to-others", "submitter-0-name", "supporter-list-names"}
    assert printed <= set(written.words)
    # A name may be spread over its column: what stands between its letters is the paper's.
    assert {name for name in printed if NAME.replace(" ", "") not in re.sub(r"\s", "", said)} == set()
    assert {name for name in printed & set(written.lost_in(said)) if not name.endswith(("name", "names"))} == set()


def test_the_page_of_differences_shows_them_whole(written: Written) -> None:
    page = html.unescape(written.get("draft_compare", "?from=1").decode())
    assert written.lost_in(page) == {}
    assert re.findall(f"<(?:ins|del)>(?:<span[^>]*>（..）</span>)?[{SELECTORS}\u3099]", page) == []


def test_taken_back_and_brought_again_they_are_the_same(written: Written) -> None:
    before = to_json(now(written.draft))
    written.sato.post(url("draft_undo", written.draft), {"do": "undo"})
    assert to_json(now(written.draft)) != before
    written.sato.post(url("draft_undo", written.draft), {"do": "redo"})
    assert to_json(now(written.draft)) == before


# --- found, whatever form of them is typed --------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["奈良県葛\U000e0100城市", "葛\U000e0100城市議会", "葛\U000e0101城市"])
def test_an_assembly_is_known_by_the_form_of_its_register(typed: str, cast: Cast, library: None) -> None:
    client = Client()
    answer = client.post(reverse("draft_new"), {"kind": "opinion", "title": "題", "assembly": typed, "start": "1"})
    assert answer.status_code == 302
    assert now(Draft.objects.latest("created_at")).assembly == "奈良県葛城市"


def test_the_shelf_finds_them_by_any_of_their_forms(library: None) -> None:
    assert Assembly.objects.matching("葛\U000e0100城").filter(full_name="奈良県葛城市").exists()
    assert normalised("葛\U000e0100城市の辻\U000e0100さん") == normalised("葛城市の辻さん")
