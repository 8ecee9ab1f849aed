"""Finding and reading: choices that narrow, the lists, charts, use in numbers only, all that cites a source."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions import curation
from drafting.actions.cast import Cast
from drafting.actions.drafts import discard
from drafting.actions.library import load_release, propose, publish
from drafting.models import (
    AdviceEdition,
    ArgumentEdition,
    Draft,
    Edition,
    Entry,
    FactEdition,
    FigureEdition,
    Link,
    SourceEdition,
)
from drafting.models.browsing import shown
from tests.drafting import small
from tests.people import Starts

pytestmark = pytest.mark.usefixtures("library")
Counted = Callable[[int], object]


def search(client: Client, **asked: str) -> object:
    return client.get(reverse("library"), asked).context["search"]


def page(client: Client, name: str, *args: str, **asked: str) -> str:
    response = client.get(reverse(name, args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def days_from_now(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


# --- the library page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        {"status": "current"},
        {"status": "historical"},
        {"status": "ask"},
        {"age": "1"},
        {"age": "3"},
        {"age": "older"},
        {"age": "older", "status": "ask"},
        {"q": "資格確認書", "status": "current"},
        {"q": "保険証", "age": "older", "kind": "source"},
        {"theme": "t-benri", "status": "ask", "kind": "fact"},
    ],
)
def test_a_choice_leaves_as_many_as_it_says(client: Client, asked: dict[str, str]) -> None:
    for facet in asked.keys() & {"kind", "status", "age"}:
        before = search(client, **{name: value for name, value in asked.items() if name != facet})
        option = next(one for one in before.choices.options(facet) if one.value == asked[facet])  # type: ignore[attr-defined]
        assert search(client, **asked).page.paginator.count == option.number > 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("status", "statuses"),
    [("current", {"current"}), ("historical", {"historical"}), ("ask", {"disputed", "unverified"})],
)
def test_the_two_kinds_of_doubt_are_one_choice(client: Client, status: str, statuses: set[str]) -> None:
    found = client.get(reverse("library"), {"status": status}).context["found"]
    assert {one.hit.status for one in found} <= statuses


def test_what_is_due_for_review_can_be_chosen(client: Client) -> None:
    load_release([small.theme(), small.source(), small.fact(statement="砂時計は3台。", next_review=days_from_now(-1))])
    found = client.get(reverse("library"), {"q": "砂時計", "review": "overdue"}).context["found"]
    assert [one.hit.slug for one in found] == ["x-fact"]
    assert "見直しの時期を過ぎたもの 1" in page(client, "library", q="砂時計")
    assert "（過ぎています）" in page(client, "library", q="砂時計", review="overdue")


@pytest.mark.parametrize("asked", [{"status": "odd"}, {"age": "99"}, {"review": "1"}, {"status": ["current", "x"]}])
def test_what_is_no_choice_is_passed_over(client: Client, asked: dict[str, str]) -> None:
    assert search(client, **asked).total == search(client).total  # type: ignore[attr-defined]


def test_a_choice_that_leaves_nothing_offers_the_way_back(client: Client) -> None:
    shown_page = page(client, "library", q="第99条", status="ask")
    assert "見つかりませんでした。" in shown_page
    assert "状態・時点でしぼらずにさがす" in shown_page


def test_choices_stay_while_one_searches_on(client: Client) -> None:
    shown_page = page(client, "library", q="保険証", status="ask", age="3")
    for field in ('name="status" value="ask"', 'name="age" value="3"'):
        assert field in shown_page
    assert "<details" in shown_page
    assert re.search(r"<details[^>]* open", shown_page)
    assert not re.search(r"<details[^>]* open", page(client, "library", q="保険証"))


def test_all_kinds_stand_in_one_list(client: Client) -> None:
    kinds = [option.word for option in search(client).kinds]  # type: ignore[attr-defined]
    assert kinds == ["論点", "事実", "引用", "記の文", "図表", "出典", "案内", "用語"]
    links = page(client, "library", q="年表", kind="figure")
    assert reverse("figure", args=["c-nenpyo"]) in links
    assert f"{reverse('advice')}#p-flag" in page(client, "library", q="自己情報提供不可フラグの設定", kind="advice")


@pytest.mark.parametrize(
    "asked", [{}, {"q": "資格確認書"}, {"q": "保険証", "status": "ask"}, {"q": "顔認証カードリーダーがあるところ"}]
)
def test_searching_asks_a_bounded_number_of_questions(
    client: Client, django_assert_max_num_queries: Counted, asked: dict[str, str]
) -> None:
    with django_assert_max_num_queries(18):  # type: ignore[attr-defined]
        client.get(reverse("library"), asked)


# --- the lists ------------------------------------------------------------------------------------------------------


def test_facts_stand_with_the_overdue_first_and_then_the_oldest(client: Client) -> None:
    late = {"x-late": -1, "x-later": -30}
    facts = [small.fact(slug=slug, next_review=days_from_now(days)) for slug, days in late.items()]
    load_release([small.theme(), small.source(), *facts])
    listed = [one.edition for one in client.get(reverse("facts")).context["facts"]]
    assert [edition.entry.slug for edition in listed[:2]] == ["x-later", "x-late"]
    moments = [edition.as_of or edition.event_date for edition in listed[2:]]
    assert moments == sorted(moments)


def test_every_fact_stands_in_the_list_with_its_age_and_status(client: Client) -> None:
    listed: list[str] = []
    for number in range(1, client.get(reverse("facts")).context["page"].paginator.num_pages + 1):
        response = client.get(reverse("facts"), {"page": number})
        listed += [one.edition.entry.slug for one in response.context["facts"]]
        assert response.content.decode().count("前）") >= len(response.context["facts"])
    assert len(listed) == len(set(listed)) == shown(FactEdition).count()


def test_facts_are_narrowed_by_theme_status_and_age(client: Client) -> None:
    context = client.get(reverse("facts"), {"theme": "t-benri", "status": "historical", "age": "older"}).context
    assert context["facts"]
    for one in context["facts"]:
        assert one.edition.status == "historical"
        assert Link.objects.filter(edition=one.edition.pk, role="theme", entry__slug="t-benri").exists()
    counted = {theme.entry.slug: count for theme, count in context["themes"]}
    in_theme = client.get(reverse("facts"), {"theme": "t-benri"}).context
    assert in_theme["page"].paginator.count == counted["t-benri"]


def test_facts_that_are_not_there_offer_the_way_back(client: Client) -> None:
    assert "すべての事実を見る" in page(client, "facts", theme="t-benri", review="overdue")


def test_the_library_leads_to_its_lists(client: Client) -> None:
    for shown_page in (page(client, "library"), page(client, "advice"), page(client, "terms")):
        for name in ("facts", "advice", "terms"):
            assert f'href="{reverse(name)}"' in shown_page


def test_advice_is_dated_and_warns_that_procedures_change(client: Client) -> None:
    shown_page = page(client, "advice")
    assert "手続は変わることがあります。" in shown_page
    for edition in shown(AdviceEdition):
        assert f'id="{edition.entry.slug}"' in shown_page
    rows = shown_page.split('class="anchor"')[1:]
    assert len(rows) == shown(AdviceEdition).count()
    assert all("の時点（" in row for row in rows)
    assert "1年より前の案内です" in next(row for row in rows if "p-hennou" in row)
    assert "1年より前の案内です" not in next(row for row in rows if "p-toiawase" in row)


def test_advice_that_no_longer_holds_is_not_among_the_advice(client: Client) -> None:
    context = client.get(reverse("advice")).context
    assert "p-hokensho-tsukau" not in {one.entry.slug for one, *_ in context["advice"]}
    assert {one.entry.slug for one, *_ in context["no_longer"]} == {"p-hokensho-tsukau"}


def test_the_glossary_is_dated(client: Client) -> None:
    shown_page = page(client, "terms")
    assert "変わることがあります" in shown_page
    assert re.search(r"第1版　\d{4}年\d+月\d+日", shown_page)


@pytest.mark.parametrize("name", ["facts", "advice", "terms"])
def test_a_list_asks_a_bounded_number_of_questions(
    client: Client, django_assert_max_num_queries: Counted, name: str
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(reverse(name))


# --- figures --------------------------------------------------------------------------------------------------------


def test_every_figure_has_a_page_with_its_words_and_the_facts_behind_it(
    client: Client, django_assert_max_num_queries: Counted
) -> None:
    for edition in shown(FigureEdition):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            shown_page = page(client, "figure", edition.entry.slug)
        assert ("<svg" in shown_page.partition("<main")[2].partition('class="rows"')[0]) is (
            edition.chart in ("bar", "line")
        )
        assert "もとになる事実" in shown_page
        assert edition.note in shown_page
        for raw in edition.series:
            assert str(raw["label"]) in shown_page or edition.chart == "timeline"


def test_a_chart_stands_at_the_arguments_whose_facts_it_shows(client: Client) -> None:
    shown_page = page(client, "argument", "a-iryodantai-chosa")
    chart = shown_page.partition('<svg role="img"')[2].partition("</svg>")[0]
    for words in ("70.1％", "69.8％", "100％", "保団連の調査"):
        assert words in chart
    beneath = shown_page.partition("</svg></figure>")[2] or shown_page.partition("</figure>")[2]
    for words in ("回答した12,735医療機関", "2024年9月", "出典："):
        assert words in beneath


def test_a_chronology_is_named_and_not_repeated_at_every_argument(client: Client) -> None:
    shown_page = page(client, "argument", "a-taiko-yakusoku")
    assert reverse("figure", args=["c-nenpyo"]) in shown_page
    assert "chronology" not in shown_page


def test_an_argument_without_figures_has_no_heading_for_them(client: Client) -> None:
    tied = Link.objects.filter(role="fact", edition__entry__kind="figure").values("entry")
    free = shown(ArgumentEdition).exclude(links__role="fact", links__entry__in=tied).first()
    assert ">図表</h2>" not in page(client, "argument", free.entry.slug)


def test_a_fact_names_its_figures(client: Client) -> None:
    assert reverse("figure", args=["c-trouble"]) in page(client, "fact", "u-hodanren")


def test_pages_with_charts_have_no_inline_style_or_script(client: Client) -> None:
    shown_page = page(client, "argument", "a-tsukawarenai").partition("<main")[2]
    assert " style=" not in shown_page
    assert "<script" not in shown_page


# --- the page of an item --------------------------------------------------------------------------------------------


def test_every_argument_asks_a_bounded_number_of_questions(
    client: Client, django_assert_max_num_queries: Counted
) -> None:
    for edition in list(shown(ArgumentEdition))[::9]:
        with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
            page(client, "argument", edition.entry.slug)


def test_earlier_editions_stand_with_date_reason_and_state_but_no_names(client: Client, cast: Cast) -> None:
    load_release([small.theme(), small.argument(passages=[])])
    publish(propose(small.argument(claim="言い換え。", passages=[]), cast.sato, "数字が改まった"), cast.mori)
    dropped = propose(small.argument(claim="採らない。", passages=[]), cast.sato, "読者はまだ見ない")
    curation.send_back(dropped, cast.mori, "根拠がない")
    curation.drop(dropped, cast.mori, "書き終えない")
    propose(small.argument(claim="まだ。", passages=[]), cast.sato, "読者はまだ見ない")
    history = page(client, "argument", "x-argument").partition('id="history"')[2]
    rows = [re.sub(r"<[^>]+>|\s+", " ", row) for row in history.split("<tr>")[2:]]
    assert len(rows) == 2
    assert all(words in rows[0] for words in ("第2版", "数字が改まった", "公開"))
    assert all(words in rows[1] for words in ("第1版", "配布版", "前の版"))
    assert "読者はまだ見ない" not in history
    assert cast.sato.name not in history


@pytest.mark.parametrize(("drafts", "said"), [(0, "3件未満"), (1, "3件未満"), (2, "3件未満"), (3, "3件"), (4, "4件")])
def test_use_is_told_in_numbers_and_few_are_not_counted_out(
    client: Client, cast: Cast, starts: Starts, drafts: int, said: str
) -> None:
    slug = None
    for _ in range(drafts):
        slug = used_by(starts(cast.sato, title="会派の件名"))
    shown_page = page(client, "argument", slug or "a-zentei-4joken")
    told = re.search(r"いまの下書き\s*<br>\s*(.*?)</dd>", shown_page)
    assert told is not None
    assert told[1] == said
    assert "会派の件名" not in shown_page


def test_a_discarded_draft_is_not_counted(client: Client, cast: Cast, starts: Starts) -> None:
    drafts = [starts(cast.sato) for _ in range(3)]
    slug = used_by(drafts[0])
    discard(drafts[0])
    assert "3件未満" in page(client, "argument", slug)


def used_by(draft: Draft) -> str:
    """The first argument in it."""
    edition = Edition.objects.filter(draftuse__version=draft.current, entry__kind="argument").order_by("entry").first()
    assert edition is not None
    return edition.entry.slug


@pytest.mark.parametrize("name", ["argument", "fact", "source", "demand", "quotation", "figure"])
def test_every_item_can_be_reported(client: Client, name: str) -> None:
    entry = Entry.objects.filter(kind=name, published__isnull=False).first()
    assert entry is not None
    assert reverse("report", args=[entry.slug]) in page(client, name, entry.slug)


def test_a_source_lists_all_that_cites_it(client: Client) -> None:
    """Facts, quotations, arguments that name it, and arguments that rest on those facts and quotations."""
    for source in list(shown(SourceEdition))[::12]:
        shown_page = page(client, "source", source.entry.slug)
        citing = Link.objects.filter(entry=source.entry, role__in=("citation", "source", "cite"))
        direct = {link.edition.entry for link in citing.select_related("edition__entry") if is_shown(link.edition)}
        through = Link.objects.filter(entry__in=direct, role__in=("fact", "quotation", "cite"))
        indirect = {link.edition.entry for link in through.select_related("edition__entry") if is_shown(link.edition)}
        for entry in direct | {entry for entry in indirect if entry.kind == "argument"}:
            assert reverse(entry.kind, args=[entry.slug]) in shown_page


def is_shown(edition: Edition) -> bool:
    return edition.pk == edition.entry.published_id and edition.entry.retired_at is None
