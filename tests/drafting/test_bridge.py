"""Draft files against the library: what is read, what is refused, what is pinned, what is said anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drafting import bridge
from drafting.actions.cast import Cast
from drafting.actions.library import item_from, load_release, propose, retire
from drafting.bridge import content_of, moved_to, pinned, read
from drafting.checks import run
from drafting.compose.composer import compose
from drafting.compose.content import Demand, DraftContent, PartialDate, Passage, Quotation, Wording
from drafting.compose.document import Document
from drafting.compose.kinds import Asks, Branch, Citations, Kind, Proposer, Register, Strength
from drafting.compose.wording import fill, words_of
from drafting.intake import from_file
from drafting.intake.draft_file import (
    AddresseeEntry,
    ArgumentEntry,
    BodyEntry,
    DemandEntry,
    DraftFile,
    OwnEntry,
    OwnSource,
    QuotationEntry,
    to_bytes,
)
from drafting.intake.refusal import Refusal
from drafting.models import Entry, EntryKind
from tests.intake.drafts import example

from . import small

pytestmark = pytest.mark.usefixtures("small_library")

SETAGAYA = "東京都世田谷区"
DAY = PartialDate(2026, 12, 10)
NEW_IN_SETAGAYA = "世田谷区議会は、令和4年10月13日の表明以来、国に説明を求めてきた。"


def letter(*body: BodyEntry, demands: tuple[DemandEntry, ...] = (), **keys: Any) -> DraftFile:
    return replace(DraftFile(Kind.OPINION, SETAGAYA, "件名", body, date=DAY, demands=demands), **keys)


def said(content: DraftContent) -> list[str]:
    """The words of body and demands as they are printed, line by line."""
    words = words_of(content)
    body = [b.text if isinstance(b, Quotation) else fill(b.wording, words) for b in content.body]
    return [*body, *(fill(demand.wording, words) for demand in content.demands)]


def passage(content: DraftContent, at: int = 0) -> Passage:
    block = content.body[at]
    assert isinstance(block, Passage)
    return block


def paper(file: DraftFile, today: date | None = None) -> Document:
    return compose(content_of(file, today))


FILES = [
    letter(ArgumentEntry("b1", "x-argument"), demands=(DemandEntry("d1", "x-demand"),), citations=Citations.FOOTNOTES),
    letter(ArgumentEntry("b1", "x-argument", register=Register.POLITE), QuotationEntry("b2", "x-quotation")),
    letter(ArgumentEntry("b1", "x-argument"), date=PartialDate(2024, 6), assembly="131121"),
    letter(ArgumentEntry("b1", "x-argument", text="直した{here}の文。", cites=("x-fact",)), assembly=""),
    letter(
        ArgumentEntry("b1", "a-elsewhere", 4, text="よその文。"), demands=(DemandEntry("d1", "d-no", 2, text="求。"),)
    ),
    letter(kind=Kind.PETITION, demands=(DemandEntry("d1", "x-demand", strength=Strength.SOFT),)),
    replace(letter(ArgumentEntry("b1", "x-argument"), kind=Kind.APPEAL), register=Register.POLITE, asks=Asks.OWN),
    *(from_file.read(example(name)) for name in ("opinion-setagaya", "petition-hara")),
]


@pytest.mark.parametrize("file", FILES, ids=range(len(FILES)))
def test_a_pinned_file_prints_the_same_paper_and_is_a_fixed_point(file: DraftFile) -> None:
    kept = from_file.read(to_bytes(pinned(read(file))))
    assert paper(kept) == paper(file)
    assert pinned(read(kept)) == kept


@pytest.mark.parametrize("file", FILES[:4], ids=range(4))
def test_a_pinned_file_keeps_its_words_after_the_library_and_the_day_have_changed(file: DraftFile, cast: Cast) -> None:
    kept = pinned(read(file))
    printed = said(content_of(kept))
    gone = [{"from": "", "until": "", "plain": "別。", "polite": "別です。", "cites": []}]
    small.edited_here(small.argument(passages=gone), cast.sato, cast.mori)
    retire(Entry.objects.get(slug="x-demand"))
    assert said(content_of(kept)) == printed
    assert said(content_of(kept, date(2031, 1, 1))) == printed


def problems(file: DraftFile) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as refused:
        read(file)
    assert all(problem.path in problem.message for problem in refused.value.problems)
    assert all(problem.allowed for problem in refused.value.problems)
    return [(problem.path, problem.given) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (letter(ArgumentEntry("b1", "x-no")), ("body[0].argument", "x-no")),
        (letter(ArgumentEntry("b1", "x-argument", 7)), ("body[0].argument", "x-argument 第7版")),
        (letter(OwnEntry("b1", ""), QuotationEntry("b2", "x-no")), ("body[1].quotation", "x-no")),
        (letter(demands=(DemandEntry("d1", "x-no"),)), ("demands[0].demand", "x-no")),
        (letter(OwnEntry("b1", "文", cites=("x-fact", "x-no"))), ("body[0].cites[1]", "x-no")),
        # of another kind than the key says
        (letter(ArgumentEntry("b1", "x-demand")), ("body[0].argument", "x-demand")),
        (letter(ArgumentEntry("b1", "x-quotation")), ("body[0].argument", "x-quotation")),
        (letter(QuotationEntry("b1", "x-argument")), ("body[0].quotation", "x-argument")),
        (letter(demands=(DemandEntry("d1", "x-argument"),)), ("demands[0].demand", "x-argument")),
        (letter(OwnEntry("b1", "文", cites=("x-theme",))), ("body[0].cites[0]", "x-theme")),
    ],
)
def test_what_the_library_lacks_is_refused_with_its_place(file: DraftFile, expected: tuple[str, str]) -> None:
    assert problems(file) == [expected]


def test_everything_that_is_missing_is_said_at_once() -> None:
    file = letter(ArgumentEntry("b1", "x-a"), ArgumentEntry("b2", "x-b", cites=("x-c",)))
    assert [path for path, _ in problems(file)] == ["body[0].argument", "body[1].argument", "body[1].cites[0]"]


@pytest.mark.parametrize("name", ["x-bare-argument", "x-bare-demand"])
def test_an_item_without_ready_text_is_refused_until_the_file_brings_one(name: str) -> None:
    load_release([small.argument(slug="x-bare-argument", passages=[]), small.demand(slug="x-bare-demand", texts=[])])
    block = ArgumentEntry("b1", name) if "argument" in name else DemandEntry("b1", name)
    file = letter(block) if isinstance(block, ArgumentEntry) else letter(demands=(block,))
    ((path, given),) = problems(file)
    assert (path, given) == ("body[0].argument" if "argument" in name else "demands[0].demand", name)
    with_text = replace(block, text="自分の文。")
    kept = letter(with_text) if isinstance(with_text, ArgumentEntry) else letter(demands=(with_text,))
    assert said(content_of(kept)) == ["自分の文。"]


def test_a_slug_of_elsewhere_with_its_text_is_used_and_a_finding_says_so() -> None:
    file = letter(
        ArgumentEntry("b1", "a-elsewhere", 4, text="よその文。"),
        QuotationEntry("b2", "q-elsewhere", 2, "よその引用"),
        demands=(DemandEntry("d1", "d-elsewhere", 3, text="よその求め。"),),
    )
    content = content_of(file)
    assert said(content) == ["よその文。", "よその引用", "よその求め。"]
    assert [found.where for found in run(content, compose(content)) if found.code == "origin-unknown"] == [
        "b1",
        "b2",
        "d1",
    ]


def test_an_edition_that_waits_is_not_brought_out_by_its_number(cast: Cast) -> None:
    passages = [{"from": "", "until": "", "plain": "まだ内密。", "polite": "まだ内密です。", "cites": []}]
    propose(small.argument(passages=passages), cast.sato, "")
    assert problems(letter(ArgumentEntry("b1", "x-argument", 2))) == [("body[0].argument", "x-argument 第2版")]


def test_a_version_older_than_the_published_one_is_kept_and_known_to_be_older(cast: Cast) -> None:
    kept = pinned(read(letter(ArgumentEntry("b1", "x-argument"))))
    assert passage(content_of(kept)).origin == passage(read(kept).content).origin
    small.edited_here(small.argument(title="新しい論点"), cast.sato, cast.mori)
    origin = passage(content_of(kept)).origin
    assert origin is not None
    assert (origin.version, origin.title, origin.newer, origin.retired) == (1, "試しの論点", True, False)
    latest = passage(content_of(letter(ArgumentEntry("b1", "x-argument")))).origin
    assert latest is not None
    assert (latest.version, latest.newer) == (2, False)


def test_a_retired_item_is_still_printed_and_known_to_be_retired() -> None:
    retire(Entry.objects.get(slug="x-argument"))
    block = passage(content_of(letter(ArgumentEntry("b1", "x-argument"))))
    assert block.origin is not None
    assert (block.origin.retired, block.wording.text) == (True, small.NEW)


@pytest.mark.parametrize(
    ("days", "is_new"),
    [
        ({"date": PartialDate(2024, 12, 1)}, False),
        ({"date": PartialDate(2024, 12, 2)}, True),
        ({"date": PartialDate(2024, 12)}, False),
        ({"date": PartialDate(2024)}, False),
        ({"date": PartialDate(2024, 6), "letter_date": PartialDate(2026)}, True),
        ({"date": PartialDate(2026), "letter_date": PartialDate(2024, 6)}, False),
        ({"date": PartialDate()}, True),
    ],
)
def test_the_variant_is_that_of_the_letters_day_else_of_handing_in_else_of_today(
    days: dict[str, PartialDate], is_new: bool
) -> None:
    file = letter(ArgumentEntry("b1", "x-argument"), demands=(DemandEntry("d1", "x-demand"),), **days)
    content = content_of(file, date(2026, 11, 22))
    assert passage(content).wording.text == (small.NEW if is_new else small.OLD)
    assert content.demands[0].wording.text == small.TEXTS[is_new]["standard"]
    assert passage(content).period.contains(content.calendar_day)


def test_today_decides_only_where_the_file_has_no_date() -> None:
    file = letter(ArgumentEntry("b1", "x-argument"), date=PartialDate())
    assert passage(content_of(file, date(2024, 12, 1))).wording.text == small.OLD


def test_a_day_in_no_period_takes_the_last_variant_and_lets_a_check_say_so() -> None:
    late = [{"from": "", "until": "2020-01-01", "plain": "昔の文。", "polite": "昔です。", "cites": []}]
    load_release([small.argument(slug="x-late", passages=late)])
    content = content_of(letter(ArgumentEntry("b1", "x-late")))
    assert said(content) == ["昔の文。"]
    assert not passage(content).period.contains(content.calendar_day)


TYPED = "{here}と{foo}と{date:2022-10-13}"


def test_braces_that_a_writer_typed_are_never_filled() -> None:
    file = letter(
        ArgumentEntry("b1", "x-argument", text=TYPED),
        OwnEntry("b2", TYPED, sources=(OwnSource(TYPED),)),
        demands=(DemandEntry("d1", "x-demand", text=TYPED), DemandEntry("d2", text=TYPED)),
        title=TYPED,
        preamble=TYPED,
        citations=Citations.FOOTNOTES,
    )
    content = content_of(file)
    assert said(content) == [TYPED] * 4
    printed = str(compose(content))
    assert printed.count(TYPED) >= 7
    assert [entry.text for entry in pinned(read(file)).demands] == [TYPED, TYPED]


@pytest.mark.parametrize(
    ("assembly", "residents", "here", "name"),
    [
        ("東京都世田谷区", "区民", "本区", "世田谷区議会"),
        ("広島県府中市", "市民", "本市", "府中市議会"),
        ("広島県府中町", "町民", "本町", "府中町議会"),
        ("長野県原村", "村民", "本村", "原村議会"),
        ("東京都", "都民", "本都", "東京都議会"),
        ("北海道", "道民", "本道", "北海道議会"),
        ("大阪府", "府民", "本府", "大阪府議会"),
        ("佐賀県", "県民", "本県", "佐賀県議会"),
        ("", "○○", "○○", "○○議会"),
    ],
)
def test_the_librarys_words_are_those_of_the_assembly(assembly: str, residents: str, here: str, name: str) -> None:
    old = letter(ArgumentEntry("b1", "x-argument"), assembly=assembly, date=PartialDate(2024, 6))
    assert said(content_of(old)) == [f"廃止まで{here}の{residents}は健康保険証で受診できた。"]
    (new,) = said(content_of(replace(old, date=DAY)))
    assert new.startswith(f"{name}は、令和4年10月13日の")


@pytest.fixture
def written() -> DraftFile:
    """As a draft holds it: two texts of the library untouched, two edited, two of the writer's own."""
    file = letter(
        ArgumentEntry("b1", "x-argument"),
        ArgumentEntry("b2", "x-argument", text="本区で直した文。"),
        OwnEntry("b3", "本区の自分の文。"),
        QuotationEntry("b4", "x-quotation"),
        demands=(
            DemandEntry("d1", "x-demand"),
            DemandEntry("d2", "x-demand", text="本区で直した求め。"),
            DemandEntry("d3", text="本区の自分の求め。"),
        ),
    )
    return pinned(read(file))


EDITED = ["本区で直した文。", "本区の自分の文。", "丁寧に説明する"]
OWN_DEMANDS = ["本区で直した求め。", "本区の自分の求め。"]


def texts(file: DraftFile) -> list[str | None]:
    return [entry.text for entry in (*file.body, *file.demands)]


def test_another_assembly_changes_untouched_texts_only(written: DraftFile) -> None:
    assert texts(written) == [NEW_IN_SETAGAYA, *EDITED, "本区に送ること。", *OWN_DEMANDS]
    moved = moved_to(written, replace(written, assembly="長野県原村"))
    there = NEW_IN_SETAGAYA.replace("世田谷区議会", "原村議会")
    assert texts(moved) == [there, *EDITED, "本村に送ること。", *OWN_DEMANDS]
    assert moved.assembly == "長野県原村"
    assert texts(moved_to(moved, replace(moved, assembly=SETAGAYA))) == texts(written)


def test_another_register_changes_untouched_texts_only(written: DraftFile) -> None:
    polite = moved_to(written, replace(written, register=Register.POLITE))
    assert texts(polite) == ["求めてきました。", *EDITED, "本区に送ること。", *OWN_DEMANDS]
    assert polite.body[0].register is Register.POLITE  # type: ignore[union-attr]
    assert texts(moved_to(polite, replace(polite, register=Register.PLAIN))) == texts(written)


def test_a_register_that_was_chosen_for_one_block_stays(written: DraftFile) -> None:
    file = pinned(read(letter(ArgumentEntry("b1", "x-argument", register=Register.POLITE))))
    assert texts(moved_to(file, replace(file, assembly="長野県原村"))) == ["求めてきました。"]


def test_another_date_takes_the_variant_of_that_day(written: DraftFile) -> None:
    earlier = moved_to(written, replace(written, date=PartialDate(2024, 6)))
    old = "廃止まで本区の区民は健康保険証で受診できた。"
    assert texts(earlier) == [old, *EDITED, "見直すこと。", *OWN_DEMANDS]


def test_another_strength_is_said_by_untouched_demands_only(written: DraftFile) -> None:
    strong = tuple(replace(demand, strength=Strength.STRONG) for demand in written.demands)
    assert texts(moved_to(written, replace(written, demands=strong)))[4:] == ["戻すこと。", *OWN_DEMANDS]


def test_moving_keeps_the_version_that_the_draft_had(written: DraftFile, cast: Cast) -> None:
    other = [{"from": "", "until": "", "plain": "新しい版。", "polite": "新しい版です。", "cites": []}]
    small.edited_here(small.argument(passages=other), cast.sato, cast.mori)
    moved = moved_to(written, replace(written, assembly="長野県原村"))
    assert moved.body[0].version == 1  # type: ignore[union-attr]
    assert texts(moved)[0] == NEW_IN_SETAGAYA.replace("世田谷区議会", "原村議会")


def test_in_a_draft_without_a_date_time_passes_and_the_text_still_counts_as_the_librarys() -> None:
    file = letter(ArgumentEntry("b1", "x-elapsed"), date=PartialDate())
    kept = pinned(read(file, date(2026, 11, 22)))
    assert texts(kept) == ["廃止から1年11か月がたった。"]
    block = passage(content_of(kept, date(2027, 1, 10)))
    assert block.wording == Wording("廃止から1年11か月がたった。")
    assert block.origin is not None
    assert not block.origin.edited
    dated = replace(kept, date=PartialDate(2026, 12, 10))
    assert texts(moved_to(kept, dated, date(2027, 1, 10))) == ["廃止から2年がたった。"]


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        (NEW_IN_SETAGAYA, False),
        (small.NEW, False),
        ("求めてきました。", False),
        ("廃止まで本区の区民は健康保険証で受診できた。", False),
        (NEW_IN_SETAGAYA + "なお、直した。", True),
        (NEW_IN_SETAGAYA.replace("世田谷区議会", "原村議会"), True),
        ("", True),
    ],
)
def test_a_text_is_edited_when_it_is_no_variant_of_the_librarys_word_for_word(text: str, edited: bool) -> None:
    origin = passage(content_of(letter(ArgumentEntry("b1", "x-argument", text=text)))).origin
    assert origin is not None
    assert origin.edited == edited


def test_words_of_a_quotation_that_differ_from_the_record_are_printed_and_found() -> None:
    content = content_of(letter(QuotationEntry("b1", "x-quotation", 1, "適当に説明する")))
    assert said(content) == ["適当に説明する"]
    assert "quotation-edited" in {found.code for found in run(content, compose(content))}
    original = content_of(letter(QuotationEntry("b1", "x-quotation", 1, "丁寧に説明する")))
    assert "quotation-edited" not in {found.code for found in run(original, compose(original))}


def test_the_letter_attached_to_a_petition_speaks_plainly() -> None:
    file = letter(
        ArgumentEntry("b1", "x-argument"),
        ArgumentEntry("b2", "x-argument", text="直しました。"),
        kind=Kind.PETITION,
        title="意見書の提出を求める請願書",
        register=Register.POLITE,
    )
    content = content_of(file)
    assert said(content) == ["求めてきました。", "直しました。"]
    assert content.letter_style is not None
    assert passage(content).letter_wording == Wording(small.NEW, template=True)
    assert passage(content, 1).letter_wording is None
    sheets = compose(content).sheets
    assert NEW_IN_SETAGAYA in str(sheets[-1])
    assert NEW_IN_SETAGAYA not in str(sheets[:-1])


def test_facts_and_places_stand_behind_what_cites_them_each_once() -> None:
    file = letter(ArgumentEntry("b1", "x-argument", cites=("x-fact",)), OwnEntry("b2", "文。", cites=("x-source",)))
    content = content_of(file)
    first, second = passage(content), passage(content, 1)
    assert [fact.slug for fact in first.facts] == ["x-fact"]
    assert [(source.slug, source.locator) for source in first.sources] == [("x-source", "第5表")]
    assert [(source.slug, source.locator) for source in second.sources] == [("x-source", "")]


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("東京都世田谷区", "東京都世田谷区"),
        ("世田谷区", "東京都世田谷区"),
        ("東京都世田谷区議会", "東京都世田谷区"),
        ("131121", "東京都世田谷区"),
        ("東京都", "東京都"),
        ("東京都府中市", "東京都府中市"),
        ("342084", "広島県府中市"),
    ],
)
def test_an_assembly_is_named_in_full_by_itself_or_by_its_code(name: str, full: str) -> None:
    assembly = bridge.assembly_named(name)
    assert assembly is not None
    assert assembly.full_name == full


def test_an_ambiguous_assembly_is_refused_with_both_candidates() -> None:
    with pytest.raises(Refusal) as refused:
        read(from_file.read(example("ambiguous-fuchu")))
    (problem,) = refused.value.problems
    assert (problem.path, problem.given, problem.allowed) == (
        "assembly",
        "府中市",
        "「東京都府中市」、「広島県府中市」",
    )


@pytest.mark.parametrize("name", ["世田谷", "東京都 世田谷区", "999999", "区", "神奈川県世田谷区", "議会"])
def test_an_unknown_assembly_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        bridge.assembly_named(name)
    assert "見つかりません" in refused.value.problems[0].message


def test_no_assembly_is_a_blank_and_no_refusal() -> None:
    assert bridge.assembly_named("") is None


def style_item(slug: str, **keys: Any) -> Any:
    raw = {"slug": slug, "kind": "opinion", "assembly_type": "special_ward"} | keys
    return item_from(EntryKind.HOUSE_STYLE, raw | {"keys": dict.fromkeys(keys.get("style", {}), "assumed")})


def test_styles_lie_over_each_other_from_the_base_to_the_drafts_own() -> None:
    load_release(
        [
            style_item(
                "x-ward", style={"rules": "区", "article": "区", "reasons_heading": "区", "presiding_honorific": "殿"}
            ),
            style_item("x-ward-members", proposer="members", style={"article": "区議員", "reasons_heading": "区議員"}),
            style_item("x-ward-committee", proposer="committee", style={"rules": "委員会"}),
            style_item("x-setagaya", assembly="131121", assembly_type="", style={"reasons_heading": "世田谷"}),
            style_item("x-hara", assembly="203637", assembly_type="", style={"rules": "原村"}),
            style_item("x-petition", kind="petition", style={"rules": "請願"}),
        ]
    )
    assembly = bridge.assembly_named(SETAGAYA)
    style = bridge.style_of(assembly, Kind.OPINION, Proposer.MEMBERS, {"presiding_honorific": "様"})
    assert (style.rules, style.article, style.reasons_heading, style.presiding_honorific) == (
        "区",
        "区議員",
        "世田谷",
        "様",
    )
    retire(Entry.objects.get(slug="x-setagaya"))
    assert bridge.style_of(assembly, Kind.OPINION, Proposer.MEMBERS).reasons_heading == "区議員"
    assert bridge.style_of(None, Kind.OPINION, Proposer.MEMBERS).rules == "{assembly}会議規則"


def test_offices_bear_their_branch_and_unknown_ones_none() -> None:
    offices = ("衆議院議長", "内閣総理大臣", "隣の市長")
    content = content_of(letter(addressees=tuple(AddresseeEntry(office) for office in offices)))
    assert [one.branch for one in content.addressees] == [Branch.DIET, Branch.EXECUTIVE, None]


def test_the_usual_offices_are_those_of_the_usual_demands_in_customary_order() -> None:
    usual, order = bridge.usual_offices(), bridge.offices_in_order()
    assert usual[:3] == ["衆議院議長", "参議院議長", "内閣総理大臣"]
    assert usual == [office for office in order if office in usual]
    assert "厚生労働大臣" in usual
    assert len(order) == len(set(order))


def test_the_librarys_text_stands_beside_an_edited_one(written: DraftFile) -> None:
    reading = read(written)
    beside = [bridge.library_text(reading, entry) for entry in written.body]
    assert beside == [NEW_IN_SETAGAYA, NEW_IN_SETAGAYA, "", "丁寧に説明する"]
    elsewhere = read(letter(ArgumentEntry("b1", "a-elsewhere", text="よその文。")))
    assert bridge.library_text(elsewhere, elsewhere.file.body[0]) == ""


def long_letter(blocks: int) -> DraftFile:
    slugs = list(Entry.objects.filter(kind=EntryKind.ARGUMENT).values_list("slug", flat=True)[:blocks])
    named = [ArgumentEntry(f"b{at}", slug) for at, slug in enumerate(slugs)]
    demands = tuple(DemandEntry(f"d{at}", "x-demand") for at in range(5))
    own = OwnEntry("own", "文。", cites=("x-fact", "x-source", "x-quotation"))
    return letter(
        *named, own, QuotationEntry("q", "x-quotation"), demands=demands, addressees=(AddresseeEntry("総務大臣"),)
    )


# The letter attached to a petition has a style of its own: one query more.
@pytest.mark.parametrize(("kind", "bound"), [(Kind.OPINION, 12), (Kind.PETITION, 13)])
def test_reading_takes_as_many_queries_for_forty_blocks_as_for_twenty(kind: Kind, bound: int) -> None:
    counts = []
    for blocks in (20, 40):
        file = replace(long_letter(blocks), kind=kind)
        for each in (file, pinned(read(file))):
            with CaptureQueriesContext(connection) as queries:
                content = content_of(each)
            assert len(content.body) == blocks + 2
            counts.append(len(queries))
    assert max(counts) <= bound
    assert len(set(counts)) == 1


def test_two_hundred_paragraphs_are_read_at_once() -> None:
    body = tuple(OwnEntry(f"b{number}", "段落。" * 20, cites=("x-fact",)) for number in range(200))
    with CaptureQueriesContext(connection) as queries:
        assert len(said(content_of(letter(*body)))) == 200
    assert len(queries) <= 12


def test_a_demand_of_the_library_carries_its_items_and_strength() -> None:
    content = content_of(from_file.parse(SOFT_DEMAND))
    assert content.demands == (
        Demand(
            "d1", Wording("検めること。", True), content.demands[0].origin, Strength.SOFT, content.demands[0].period
        ),
    )


SOFT_DEMAND = {
    "format": "ikensho-draft/1",
    "kind": "opinion",
    "assembly": SETAGAYA,
    "title": "件名",
    "date": "2026-12-10",
    "body": [],
    "demands": [{"demand": "x-demand", "strength": "soft"}],
}


@pytest.mark.usefixtures("library")
def test_a_text_that_two_periods_share_counts_as_that_of_the_letters_day() -> None:
    demand = DemandEntry("d1", demand="d-haishi-tekkai")
    file = DraftFile(Kind.OPINION, "東京都世田谷区", "件名", demands=(demand,), date=PartialDate.parse("2026-12-10"))
    pinned = bridge.pinned(bridge.read(file))
    (said,) = bridge.content_of(pinned).demands
    assert said.wording.template
    assert said.period.contains(date(2026, 12, 10))


@pytest.mark.usefixtures("library")
def test_a_stored_draft_opens_though_its_own_keys_no_longer_fit_the_style() -> None:
    file = DraftFile(Kind.OPINION, "東京都世田谷区", "件名", style={"page": {"chars_per_line": 400}})
    with pytest.raises(Refusal):
        bridge.read(file)
    stored = bridge.read_stored(file)
    assert stored.file == file
    assert stored.content.style.page.chars_per_line == 42
