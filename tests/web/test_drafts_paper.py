"""The paper beside the text: pages by what they look like, places of blocks, pictures that other processes find."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from drafting import kept
from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.intake.draft_file import OwnEntry
from drafting.intake.edit import put
from drafting.models import Draft
from tests.people import SignedIn, Starts

from .screens import now, tree, url

AtMost = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    """Two pages of letter behind the cover; `end` stands on the last."""
    body = tuple(OwnEntry(f"p{at}", f"{at}番目の段落である。" * 8) for at in range(20))
    return starts(cast.sato, cast.group, body=(*body, OwnEntry("end", "終わりの段落である。")))


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def marks(client: Client, draft: Draft, **query: str) -> dict[str, str]:
    sheets = tree(client.get(url("draft_beside", draft), query)).xpath("//li[@data-page]")
    return {sheet.get("data-page"): sheet.get("data-mark") for sheet in sheets}


def write(draft: Draft, cast: Cast, block: str, text: str) -> None:
    current = Draft.objects.get(pk=draft.pk).current
    assert current is not None
    save_draft(draft.pk, put(now(draft), OwnEntry(block, text)), cast.sato, based_on=current.number)


def test_only_the_page_that_changed_gets_another_address(sato: Client, cast: Cast, draft: Draft) -> None:
    before = marks(sato, draft)
    assert list(before) == ["2", "3"]
    write(draft, cast, "end", "改めた終わりである。")
    after = marks(sato, draft)
    assert after["2"] == before["2"]
    assert after["3"] != before["3"]


def test_pages_of_the_same_mark_are_the_same_picture(sato: Client, cast: Cast, draft: Draft) -> None:
    before = {page: sato.get(url("draft_page", draft, version=1, page=page)).content for page in (2, 3)}
    write(draft, cast, "end", "改めた終わりである。")
    after = {page: sato.get(url("draft_page", draft, version=2, page=page)).content for page in (2, 3)}
    assert after[2] == before[2]
    assert after[3] != before[3]


def test_each_block_of_the_paper_leads_to_where_it_is_written(sato: Client, draft: Draft) -> None:
    page = tree(sato.get(url("draft_text", draft), {"open": "end"}))
    links = {link.get("data-place"): link.get("href") for link in page.xpath("//*[local-name()='svg']//a")}
    assert links["p0"] == url("draft_text", draft) + "?open=p0#p0"
    assert links["d1"].startswith(url("draft_demands", draft) + "#")
    said = [link.get("href") for link in page.xpath("//*[@id='paper-text']//a[@class='to-block']")]
    assert set(said) == set(links.values())


def test_the_bar_stands_beside_the_open_block_alone(sato: Client, draft: Draft) -> None:
    page = tree(sato.get(url("draft_beside", draft), {"open": "p3"}))
    marked = page.xpath("//*[contains(@class, 'is-here')]/@data-place")
    assert set(marked) == {"p3"}


def test_a_reader_is_led_to_the_text_and_to_no_form(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    page = tree(signed_in(cast.kato).get(url("draft_text", draft)))
    assert page.xpath("//*[local-name()='svg']//a[@data-place='p0']/@href") == [url("draft_text", draft) + "#p0"]


def test_a_picture_is_kept_by_the_browser_and_found_by_the_next_process(sato: Client, draft: Draft) -> None:
    mark = marks(sato, draft, see="2", dpi="96")["2"]
    assert kept.kept(f"{draft.pk.hex}-{mark}-96.png")
    response = sato.get(url("draft_picture", draft, page=2, mark=mark), {"dpi": "96"})
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    with Image.open(io.BytesIO(response.content)) as image:
        assert image.width == pytest.approx(794, abs=1)


def test_an_address_that_time_has_passed_by_shows_the_page_as_it_is_now(sato: Client, cast: Cast, draft: Draft) -> None:
    mark = marks(sato, draft)["3"]
    write(draft, cast, "end", "改めた終わりである。")
    response = sato.get(url("draft_picture", draft, page=3, mark=mark))
    assert response["Cache-Control"] == "private, no-store"
    assert response.content == sato.get(url("draft_page", draft, version=2, page=3)).content


@pytest.mark.parametrize(("page", "mark"), [(9, "0" * 40), (0, "x"), (10**30, "y")])
def test_a_page_that_never_was_is_not_found(page: int, mark: str, sato: Client, draft: Draft) -> None:
    assert sato.get(url("draft_picture", draft, page=page, mark=mark)).status_code == 404


def test_a_page_kept_for_one_draft_is_shown_to_nobody_else(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    sato, tanaka = signed_in(cast.sato), signed_in(cast.tanaka)
    mark = marks(sato, draft, see="2")["2"]
    assert tanaka.get(url("draft_picture", draft, page=2, mark=mark)).status_code == 404


def test_the_folder_is_its_owners_alone_and_forgets(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path
    name = f"{uuid4().hex}-0-96.png"
    assert kept.kept(name) is None
    kept.keep(name, b"picture")
    assert kept.kept(name) == b"picture"
    folder = tmp_path / "papers"
    assert [oct(path.stat().st_mode)[-3:] for path in (folder, folder / name)] == ["700", "600"]
    kept.forget_old(older_than=-1)
    assert list(folder.iterdir()) == []


def test_a_full_disk_costs_time_and_nothing_else(settings: Any, tmp_path: Any, sato: Client, draft: Draft) -> None:
    (tmp_path / "papers").write_text("not a folder")
    settings.VAR = tmp_path
    assert "2枚になります" in sato.get(url("draft_beside", draft), {"see": "2"}).content.decode()


def test_the_pictures_fit_the_screen_that_they_are_on(sato: Client, draft: Draft) -> None:
    image = tree(sato.get(url("draft_text", draft))).xpath("//li[@data-page='2']//img")[0]
    assert [int(width) for width in re.findall(r" (\d+)w", image.get("srcset"))] == [794, 1191, 1587]
    assert (image.get("width"), image.get("height")) == ("1191", "1684")


def test_the_paper_is_renewed_in_a_handful_of_queries(
    cast: Cast, draft: Draft, signed_in: SignedIn, django_assert_max_num_queries: AtMost
) -> None:
    client = signed_in(cast.suzuki)
    with django_assert_max_num_queries(16):
        client.get(url("draft_beside", draft), {"open": "end", "see": "3", "dpi": "96"})
