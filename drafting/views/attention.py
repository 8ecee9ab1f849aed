"""確かめていただくこと: what one's drafts ask for first, in the words of the first page, the most urgent on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from drafting import access
from drafting.checks import Severity
from drafting.models import Draft, User
from drafting.models import attention as stored
from drafting.models.attention import FEW, Correction, Waiting
from drafting.models.stamp import Stamp
from drafting.templatetags.export_words import until

# Beyond these the box would no longer say what comes first.
SHOWN = 5
NAMED = 24
# By draft, what 点検 left to be done: counted for the newest drafts, whose papers the list of drafts asks for anyway.
Left = Mapping[UUID, Counter[str]]
OVERDUE = "review-overdue"


@dataclass(frozen=True)
class Asked:
    """One thing to look at: what it is, about which text or draft, and the button that leads right there."""

    title: str
    text: str
    go: str
    url: str


@dataclass(frozen=True)
class Attention:
    """`corrected`: how many corrections each draft has to look at; `more`: how many things did not fit."""

    asked: list[Asked] = field(default_factory=list)
    more: int = 0
    corrected: Counter[UUID] = field(default_factory=Counter)


def attention(user: User, left: Left, stamp: Stamp) -> Attention:
    """A fixed number of queries however many drafts there are."""
    drafts = access.drafts_to_write(user)
    corrections, facts = stored.corrections(drafts, stamp), stored.facts(drafts, stamp)
    asked = [
        *(_corrected(one) for one in (*corrections[:FEW], *facts[:FEW])),
        *_left_to_do(drafts, left),
        *(_suggested(one) for one in stored.suggested(drafts, user)),
        *(_answered(one) for one in stored.answered(drafts, user)),
    ]
    corrected = Counter(draft for one in (*corrections, *facts) for draft in one.drafts)
    more = len(asked[SHOWN:]) + len(corrections[FEW:]) + len(facts[FEW:])
    return Attention(asked[:SHOWN], more, corrected)


def _corrected(one: Correction) -> Asked:
    words = "事実" if one.is_fact else "文"
    what = "取り下げられました" if one.is_retired else "改められました"
    go = f"{words}を確かめる" if one.is_fact or one.is_retired else "訂正を確かめる"
    text = f"{_named(one.title)}。下書き{len(one.drafts)}件{'以上' if one.at_least else ''}で使われています。"
    return Asked(f"使っている{words}が{what}", text, go, _address_of(one))


def _address_of(one: Correction) -> str:
    """A paragraph shows the correction itself; for a demand 点検 does, and what a fact said a page of its own."""
    if one.is_fact:
        return reverse("draft_facts", args=[one.draft.pk])
    if one.is_demand:
        return reverse("draft_check", args=[one.draft.pk])
    return f"{reverse('draft_text', args=[one.draft.pk])}#{one.block}"


def _left_to_do(drafts: QuerySet[Draft], left: Left) -> Iterator[Asked]:
    """Drafts with a near deadline, then those whose 点検 found what must be mended."""
    near = stored.near_deadlines(drafts, timezone.now())
    known = {draft.pk for draft in near}
    wrong = [pk for pk, counts in left.items() if counts[Severity.MEND] and pk not in known]
    others = drafts.filter(pk__in=wrong).select_related("current")[:FEW] if wrong else ()
    for draft in (*near, *others):
        yield _checked(draft, left.get(draft.pk, Counter()))


def _checked(draft: Draft, counts: Counter[str]) -> Asked:
    found = [(counts[Severity.MEND], "直すこと"), (counts[OVERDUE], "見直しの期日を過ぎた事実")]
    said = "、".join(f"{what}が{count}件" for count, what in found if count)
    day = f"提出の期限は{until(draft.deadline)}と入力されています。" if draft.deadline else ""
    url = reverse("draft_check" if said else "draft", args=[draft.pk])
    title = "点検で残っていることがあります" if said else "提出の期限が近づいています"
    return Asked(title, f"{_named(draft.title)}{f'に{said}' if said else ''}。{day}", _go(said), url)


def _go(said: str) -> str:
    return "点検を見る" if said else "続きを書く"


def _suggested(one: Waiting) -> Asked:
    url = reverse("draft_talk", args=[one.draft.pk])
    return Asked("言い換えの提案が届いています", f"{_named(one.draft.title)}に{one.count}件。", "提案を見る", url)


def _answered(one: Waiting) -> Asked:
    url = reverse("draft_agreement", args=[one.draft.pk])
    text = f"{_named(one.draft.title)}に{one.count}会派から。"
    return Asked("合意の画面に答えが届いています", text, "答えを見る", url)


def _named(title: str) -> str:
    """「健康保険証の復活と…」: long titles stand in full in the list below."""
    return f"「{title if len(title) <= NAMED else title[: NAMED - 1] + '…'}」"
