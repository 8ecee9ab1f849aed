"""The editing forms: every item of the library goes through them unchanged, and what is wrong is named at its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import Form
from django.http import QueryDict

from drafting.actions.curation import content_of
from drafting.actions.library import item_from
from drafting.curation_forms import EditionForms, Library
from drafting.models import EDITION_OF, Edition, Entry, EntryKind
from drafting.views.curation.desk import library as the_library
from drafting.views.curation.style_desk import controls_of
from tests.styles.controls import sent_as_shown

pytestmark = pytest.mark.usefixtures("library")


def forms_of(
    kind: EntryKind, content: Any, reason: str, known: Library, posted: QueryDict | None = None
) -> EditionForms:
    """As the view makes them."""
    style = controls_of(content, posted) if kind is EntryKind.HOUSE_STYLE else None
    return EditionForms(kind, content, reason, known, posted, style)


def typed(forms: EditionForms) -> QueryDict:
    """What a browser sends when the page is sent back as it came."""
    posted = QueryDict(mutable=True)
    if forms.style:
        sent_as_shown(posted, forms.style)
    for form in [forms.content, *(f for rows in forms.rows.values() for f in [rows.management_form, *rows.forms])]:
        _fill(posted, form)
    return posted


def _fill(posted: QueryDict, form: Form) -> None:
    for bound in form:
        value = bound.value()
        if bound.widget_type == "checkboxselectmultiple":
            posted.setlist(bound.html_name, value or [])
        elif value is True:
            posted[bound.html_name] = "on"
        elif value is not None and value is not False:
            posted[bound.html_name] = str(value)


def posted_for(slug: str) -> tuple[Edition, Library, QueryDict]:
    edition = Entry.objects.get(slug=slug).published
    assert edition is not None
    known = the_library()
    forms = forms_of(EntryKind(edition.entry.kind), content_of(edition), "理由", known)
    return edition, known, typed(forms)


@pytest.mark.parametrize("kind", list(EntryKind))
def test_every_item_comes_back_from_its_form_as_it_was(kind: EntryKind) -> None:
    known = the_library()
    editions = EDITION_OF[kind].objects.filter(entry__published__isnull=False).select_related("entry")
    assert editions
    for edition in editions:
        content = content_of(edition)
        sent = forms_of(kind, content, "", known, typed(forms_of(kind, content, "理由", known)))
        assert sent.is_valid(), (edition.entry.slug, sent.problems)
        item = item_from(kind, sent.read() | {"slug": edition.entry.slug})
        assert item.hash == edition.content_hash, edition.entry.slug


@pytest.mark.parametrize(
    ("slug", "changed", "field", "message"),
    [
        ("f-chukan-kohyo", {"c-statement": ""}, "id_c-statement", "入れてください"),
        ("f-chukan-kohyo", {"c-next_review": "来年"}, "id_c-next_review", "2026-09-30 の形"),
        ("f-chukan-kohyo", {"c-as_of": "", "c-event_date": ""}, "id_c-as_of", "どちらか"),
        ("f-chukan-kohyo", {"citations-0-source": "s-nai"}, "id_citations-0-source", "「s-nai」という項目はありません"),
        ("f-chukan-kohyo", {"citations-0-source": "t-nini"}, "id_citations-0-source", "テーマです"),
        ("f-chukan-kohyo", {"citations-0-DELETE": "on"}, "rows-citations", "1つ以上"),
        ("a-jisshitsu-gimuka", {"c-facts": "f-nai"}, "id_c-facts", "「f-nai」という項目はありません"),
        ("a-jisshitsu-gimuka", {"passages-0-plain": "{nani}の文。"}, "id_passages-0-plain", "語を確かめて"),
        ("a-jisshitsu-gimuka", {"passages-0-cites": "a-jisshitsu-gimuka"}, "id_passages-0-cites", "論点です"),
        ("a-jisshitsu-gimuka", {"passages-0-from": "2030-01-01"}, "id_passages-0-until", "前です"),
        ("d-haishi-tekkai", {"c-addressees": "市長"}, "id_c-addressees", "「市長」という宛先"),
        ("hs-town-opinion-members", {"c-assembly": "131121"}, "id_c-assembly", "どちらか一方"),
        ("hs-town-opinion-members", {"s.page.lines_per_page": "99"}, "s-page-lines_per_page", "紙に入りません"),
        ("hs-town-opinion-members", {"s.numerals": "kanji", "b.page": "assumed"}, "s-numerals", "縦書き"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(slug: str, changed: dict[str, str], field: str, message: str) -> None:
    edition, known, posted = posted_for(slug)
    for name, value in changed.items():
        posted[name] = value
    forms = forms_of(EntryKind(edition.entry.kind), content_of(edition), "", known, posted)
    assert not forms.is_valid()
    assert any(target == field and message in words for target, words in forms.problems), forms.problems


def test_what_is_wrong_is_summed_up_in_the_order_of_the_screen_and_says_in_which_row() -> None:
    edition, known, posted = posted_for("a-jisshitsu-gimuka")
    for name in ("c-title", "opposing-0-reply", "c-reason"):
        posted[name] = ""
    problems = forms_of(EntryKind.ARGUMENT, content_of(edition), "", known, posted).problems
    assert [target for target, _ in problems] == ["id_c-title", "id_opposing-0-reply", "id_c-reason"]
    assert problems[1][1] == "反対の意見と答え　1　答え：入れてください。"


def test_asking_for_another_row_judges_nothing_and_loses_nothing() -> None:
    edition, known, posted = posted_for("a-jisshitsu-gimuka")
    posted["more"], posted["c-title"], posted["passages-0-plain"] = "passages", "", "書きかけの文"
    forms = forms_of(EntryKind.ARGUMENT, content_of(edition), "", known, posted)
    rows = forms.rows["passages"]
    assert not forms.is_valid()
    assert forms.problems == []
    assert len(rows.forms) == len(content_of(edition)["passages"]) + 1
    assert rows.forms[0]["plain"].value() == "書きかけの文"
