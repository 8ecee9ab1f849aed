"""A draft copied for another assembly: what is otherwise is said, what the writer typed stays, the original stays."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from drafting.actions.cast import Cast
from drafting.compose.content import Signatory
from drafting.compose.kinds import Role
from drafting.intake.draft_file import ArgumentEntry, OwnEntry
from drafting.models import Draft
from tests.people import SignedIn, Starts

from .screens import newest, now, text_of, tree, url

HARA = "長野県原村"


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    body = (
        ArgumentEntry("b1", "a-awateru-hitsuyo-nashi"),
        ArgumentEntry("b2", "a-komuin-ninni", text="世田谷区の職員にも、取得の義務はない。"),
        OwnEntry("own", "本区の窓口にも、区民の相談が寄せられている。"),
    )
    signatories = (Signatory(Role.SUBMITTER, "髙﨑 𠮷邉"), Signatory(Role.SUPPORTER, "某"))
    changes: dict[str, Any] = {"body": body, "signatories": signatories, "presiding_officer": "議長 某"}
    return starts(cast.sato, **changes, bill_number="3")


def copy_to(client: Client, draft: Draft, assembly: str = HARA) -> Any:
    return client.post(url("draft_elsewhere", draft), {"assembly": assembly, "copy": "1"})


def test_the_copy_speaks_of_the_other_assembly_and_leaves_what_the_writer_typed(sato: Client, draft: Draft) -> None:
    before = now(draft)
    copy_to(sato, draft)
    copy = now(Draft.objects.exclude(pk=draft.pk).get())
    assert copy.assembly == HARA
    assert "村民" in str(copy.body[0].text)
    assert copy.body[1:] == before.body[1:]
    assert (copy.presiding_officer, copy.bill_number, copy.signatories) == ("", "", ())
    assert copy.addressees == before.addressees
    assert now(draft) == before


def test_the_next_page_says_all_that_is_otherwise(sato: Client, draft: Draft) -> None:
    page = sato.get(copy_to(sato, draft)["Location"])
    said = text_of(page)
    assert "長野県原村議会のために写しました" in said
    assert "村民" in "".join(one.text_content() for one in tree(page).xpath("//main//ins"))
    assert "1か所" in said
    for blank in ("議長の名前", "番号", "提出者", "賛成者"):
        assert blank in said
    copy = Draft.objects.exclude(pk=draft.pk).get()
    places = (("2番目の段落", "世田谷区", "b2"), ("3番目の段落", "本区", "own"), ("3番目の段落", "区民", "own"))
    for label, word, block in places:
        assert f"{label}：「{word}」" in said
        assert f"{url('draft_text', copy)}?open={block}#{block}" in page.content.decode()
    assert url("draft", draft) in page.content.decode()


def test_a_part_of_the_style_that_differs_is_named_with_both_values(sato: Client, draft: Draft) -> None:
    page = sato.get(copy_to(sato, draft, "東京都渋谷区")["Location"])
    rows = [[cell.text_content() for cell in row] for row in tree(page).xpath("//main//tbody/tr")]
    assert all(before != after for _, before, after in rows)
    assert rows or "違いはありません" in text_of(page)


def test_a_page_read_again_after_the_copy_was_edited_says_the_same(sato: Client, draft: Draft) -> None:
    address = copy_to(sato, draft)["Location"]
    said = text_of(sato.get(address))
    copy = Draft.objects.exclude(pk=draft.pk).get()
    sato.post(url("draft_add", copy), {"version": newest(copy), "own": "1"})
    sato.post(url("draft_add", draft), {"version": newest(draft), "own": "1"})
    assert text_of(sato.get(address)) == said


@pytest.mark.parametrize(
    ("assembly", "words"),
    [("東京都世田谷区", "今の文書と同じ議会です"), ("府中市", "2つあります"), ("架空市", "見つかりません"), ("", "")],
)
def test_an_assembly_that_cannot_be_meant_is_refused_with_what_to_do(
    assembly: str, words: str, sato: Client, draft: Draft
) -> None:
    page = copy_to(sato, draft, assembly)
    assert page.status_code == 422
    (told,) = tree(page).xpath("//main//*[@role='alert']")
    assert words in told.text_content()
    assert Draft.objects.count() == 1


def test_a_candidate_is_picked_without_javascript(sato: Client, draft: Draft) -> None:
    page = sato.post(url("draft_elsewhere", draft), {"assembly": "府中市", "pick": "広島県府中市"})
    assert "広島県府中市議会" in text_of(page)
    assert Draft.objects.count() == 1


def test_the_telling_page_shows_nothing_of_a_draft_that_one_may_not_see(
    sato: Client, draft: Draft, cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    mine = starts(cast.tanaka)
    tanaka = signed_in(cast.tanaka)
    for of in (str(draft.pk), str(uuid4()), "", "x"):
        assert tanaka.get(url("draft_copied", mine), {"of": of}).status_code == 404
    assert tanaka.get(url("draft_copied", draft), {"of": str(mine.pk)}).status_code == 404
    assert sato.get(url("draft_copied", draft), {"of": str(draft.pk), "version": "99"}).status_code == 200
