"""An assembly that merged away: nothing of it is lost, its drafts open, and the one that stands today is named."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from drafting import bridge
from drafting.actions.cast import Cast
from drafting.actions.release import FIXTURES, load_assemblies
from drafting.intake.refusal import Refusal
from drafting.models import Assembly
from drafting.papers import paper_of
from tests.people import SignedIn, Starts
from tests.styles.papers import draft_of, file_of
from tests.web.screens import now, text_of, tree, url

pytestmark = pytest.mark.django_db
GONE, TODAY = "長野県原村", "長野県茅野市"


@pytest.fixture
def merged() -> Assembly:
    """As it would be; 原村 stands."""
    gone = Assembly.objects.get(full_name=GONE)
    gone.merged_into, gone.dissolved_on = Assembly.objects.get(full_name=TODAY), date(2026, 4, 1)
    gone.save()
    return gone


def draft(assembly: str) -> Any:
    return file_of(draft_of({"assembly": assembly, "kind": "opinion", "proposer": "members"}))


def codes(assembly: str) -> set[str]:
    return {finding.code for finding in paper_of(bridge.content_of(draft(assembly))).findings}


def test_an_assembly_that_stands_has_no_such_finding() -> None:
    assert "merged-assembly" not in codes(GONE)


@pytest.mark.parametrize("name", [GONE, "原村", "203637", "長野県原村議会"])
def test_a_draft_file_that_names_it_is_read_and_the_finding_names_the_successor(name: str, merged: Assembly) -> None:
    findings = paper_of(bridge.content_of(draft(name))).findings
    (found,) = [finding for finding in findings if finding.code == "merged-assembly"]
    assert found.message == "原村議会は、令和8年4月1日に合併して、今は長野県茅野市議会になっています。"
    assert "茅野市議会を選んでください" in found.hint
    assert found.where == "assembly"


def test_the_successor_of_a_successor_is_the_one_that_stands(merged: Assembly) -> None:
    chino, suwa = (Assembly.objects.get(full_name=name) for name in (TODAY, "長野県諏訪市"))
    chino.merged_into, chino.dissolved_on = suwa, date(2026, 10, 1)
    chino.save()
    assert Assembly.objects.get(full_name=GONE).successor == suwa


def test_a_ring_of_mergers_by_mistake_ends(merged: Assembly) -> None:
    chino = Assembly.objects.get(full_name=TODAY)
    chino.merged_into, chino.dissolved_on = merged, date(2026, 10, 1)
    chino.save()
    assert Assembly.objects.get(full_name=GONE).successor in (merged, chino)


def test_its_draft_opens_and_stage_one_moves_to_the_successor_by_one_press(
    merged: Assembly, cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    stored = starts(cast.sato, assembly=GONE)
    client: Client = signed_in(cast.sato)
    assert client.get(url("draft_text", stored)).status_code == 200
    page = client.get(url("draft_kind", stored))
    assert "2026年4月1日に合併して、今は長野県茅野市議会になっています" in text_of(page)
    (button,) = [one for one in tree(page).iter("button") if one.get("value") == TODAY]
    picked = client.post(
        url("draft_kind", stored), {"version": "1", "kind": "opinion", "title": "件名", button.get("name"): TODAY}
    )
    assert "茅野市議会の様式" in text_of(picked)
    client.post(
        url("draft_kind", stored), {"version": "1", "kind": "opinion", "title": "件名", "assembly": TODAY, "start": "1"}
    )
    assert now(stored).assembly == TODAY


def test_it_is_no_longer_offered(merged: Assembly, cast: Cast, signed_in: SignedIn) -> None:
    assert GONE not in {one.full_name for one in bridge.assemblies_meant(["長野県"])}
    offered = signed_in(cast.sato).get(reverse("assemblies"), {"assembly": "長野県原"}).content.decode()
    assert GONE not in offered
    assert "長野県中野市" in signed_in(cast.sato).get(reverse("assemblies"), {"assembly": "中野"}).content.decode()


def test_a_merger_has_a_day_and_another_assembly() -> None:
    hara = Assembly.objects.get(full_name=GONE)
    hara.merged_into, hara.dissolved_on = hara, date(2026, 4, 1)
    with pytest.raises(ValidationError, match="その議会自身は選べません"):
        hara.full_clean()
    hara.merged_into = Assembly.objects.get(full_name=TODAY)
    hara.dissolved_on = None
    with pytest.raises(ValidationError, match="両方入れるか"):
        hara.full_clean()
    with pytest.raises(IntegrityError):
        hara.save()


# A release that brings the mark.


def rows_with(folder: Path, **changed: str) -> Path:
    with (FIXTURES / "assemblies.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | {"merged_into": "", "dissolved_on": ""} for row in csv.DictReader(file)]
    path = folder / "assemblies.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | changed if row["code"] == "203637" else row for row in rows)
    return path


def test_a_release_marks_an_assembly_and_a_later_one_without_it_deletes_nothing(tmp_path: Path) -> None:
    assert load_assemblies(rows_with(tmp_path, merged_into="202142", dissolved_on="2026-04-01")) == 1
    hara = Assembly.objects.get(full_name=GONE)
    assert (hara.successor and hara.successor.full_name, hara.dissolved_on) == (TODAY, date(2026, 4, 1))
    assert load_assemblies(FIXTURES / "assemblies.csv") == 0
    assert Assembly.objects.get(full_name=GONE).dissolved_on == date(2026, 4, 1)


def test_a_release_whose_merger_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="203637: 合併した先"):
        load_assemblies(rows_with(tmp_path, merged_into="999999", dissolved_on="2026-04-01"))


# A name that is in no table.


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("長野県原町", "「長野県原村」"),
        ("長野県軽井町", "「長野県軽井沢町」"),
        ("東京都三鷹区", "「東京都三鷹市」"),
        ("世田ヶ谷区", "「東京都世田谷区」"),
    ],
)
def test_a_name_that_is_not_in_the_table_is_refused_with_names_like_it(name: str, near: str) -> None:
    with pytest.raises(Refusal) as refused:
        bridge.assembly_named(name)
    assert near in str(refused.value)


def test_a_name_like_no_other_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(Refusal, match="都道府県からの名称") as refused:
        bridge.assembly_named("アトランティス")
    assert "ことでしょうか" not in str(refused.value)
