"""What one's own data are: one function a kind.  A new kind of row that belongs to people gets one here."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils import timezone

from drafting import bridge
from drafting.actions.drafts import file_of
from drafting.intake.refusal import Refusal
from drafting.models import (
    LENT,
    Comment,
    Decision,
    Draft,
    DraftVersion,
    Export,
    Membership,
    PaperRun,
    Report,
    Suggestion,
    User,
    VersionName,
)
from drafting.papers import paper_of
from drafting.templatetags.drafting_ui import device, person
from drafting.whole_file import name_from

log = logging.getLogger(__name__)
Files = Iterator[tuple[str, bytes]]
SECTIONS: list[Callable[[User], Files]] = []
README = """このファイルには、{day}に、あなたの利用者としての記録をまとめました。

利用者.json　　　　名前、メールアドレス、入っている会派・市民団体
下書き/　　　　　　自分の下書き。今の文のWordとPDF、これまでの文の下書きファイル（.json）、
　　　　　　　　　　下書きの番号と、付けた名前、渡したリンク（この下書きについて.json）
会で書いた文.json　会派・市民団体の下書きに、いつ書いたか（文は会のものです）
書き出し.json　　　何をいつ書き出したか
知らせ.json　　　　ライブラリの誤りとして知らせたこと
編集.json　　　　　ライブラリの編集でしたこと
まとめて作成.json　多くの議会の文書をまとめて作った記録
話し合い.json　　　コメントと、言い換えの提案
お知らせ.json　　　あなたに届いたお知らせ
端末.json　　　　　ログインしている端末

下書きファイルは、この工房の「保存してあるファイルから続ける」で開けます。
"""


def section(made: Callable[[User], Files]) -> Callable[[User], Files]:
    SECTIONS.append(made)
    return made


def files_of(user: User) -> Files:
    day = timezone.localdate()
    yield "はじめにお読みください.txt", README.format(day=f"{day.year}年{day.month}月{day.day}日").encode("utf-8-sig")
    for made in SECTIONS:
        yield from made(user)


@section
def profile(user: User) -> Files:
    places = Membership.objects.filter(user=user).select_related("group")
    groups = [{"名称": str(p.group), "種類": p.group.get_kind_display(), "役割": p.get_role_display()} for p in places]
    about = {
        "名前": user.name,
        "メールアドレス": user.email,
        "登録した日時": _moment(user.date_joined),
        "最後のログイン": _moment(user.last_login),
        "ライブラリ編集者": user.is_curator,
        "会派・市民団体": groups,
    }
    yield "利用者.json", _json(about)


@section
def drafts(user: User) -> Files:
    """Each with all its versions as draft files, and the present text as papers."""
    own = Draft.objects.filter(owner=user).order_by("created_at", "pk").values_list("pk", flat=True)
    for number, pk in enumerate(list(own), start=1):
        draft = Draft.objects.select_related("current").get(pk=pk)
        folder = f"下書き/{number:03d}_{name_from(draft.title)}"
        yield f"{folder}/この下書きについて.json", _json(_about(draft))
        yield from _papers(draft, folder)
        for version in draft.versions.order_by("number").iterator(chunk_size=20):
            day = timezone.localtime(version.made_at)
            yield f"{folder}/これまでの文/{version.number:04d}_{day:%Y%m%d-%H%M}.json", _json(version.content)


def _about(draft: Draft) -> dict[str, Any]:
    """By its number the other files name it.  The links' addresses stay out: whoever has one could go on reading."""
    named = VersionName.objects.filter(version__draft=draft).order_by("version__number").select_related("version")
    return {
        "件名": draft.title,
        "下書きの番号": str(draft.pk),
        "作った日時": _moment(draft.created_at),
        "しまった日時": _moment(draft.discarded_at),
        "名前を付けた版": [{"版": one.version.number, "名前": one.name} for one in named],
        "渡したリンク": [
            {
                "種類": str(one._meta.verbose_name),
                "渡した相手": str(one),
                "最終日": one.until.isoformat(),
                "取り消した日時": _moment(one.withdrawn_at),
            }
            for table in LENT
            for one in table._default_manager.filter(draft=draft)
        ],
    }


def _papers(draft: Draft, folder: str) -> Files:
    """A text that cannot be printed keeps nothing else back: its draft files follow."""
    try:
        paper = paper_of(bridge.read_stored(file_of(draft)).content)
        word, pdf = paper.docx(str(draft.pk)), paper.pdf
    except Refusal as refusal:
        yield f"{folder}/紙面にできません.txt", f"今の文は、紙面にできませんでした。\n{refusal}\n".encode("utf-8-sig")
        return
    except Exception as error:  # a fault of the program's own must not keep back what one has written
        log.error("a draft could not be printed for its owner: %s", type(error).__name__)
        yield f"{folder}/紙面にできません.txt", "今の文は、紙面にできませんでした。\n".encode("utf-8-sig")
        return
    yield f"{folder}/今の文.docx", word
    yield f"{folder}/今の文.pdf", pdf


@section
def writing_in_groups(user: User) -> Files:
    """When, and in which group's draft; the texts are the group's."""
    versions = DraftVersion.objects.filter(author=user, draft__group__isnull=False)
    rows = versions.order_by("made_at").values_list("draft__group__name", "draft_id", "number", "made_at")
    listed = [
        {"会": group, "下書きの番号": str(draft), "版": number, "日時": _moment(at)}
        for group, draft, number, at in rows.iterator()
    ]
    yield "会で書いた文.json", _json(listed)


@section
def exports(user: User) -> Files:
    made = Export.objects.filter(made_by=user).order_by("made_at").select_related("version")
    rows = (
        {"形式": one.format, "下書きの番号": str(one.version.draft_id), "日時": _moment(one.made_at)} for one in made
    )
    yield "書き出し.json", _json(rows)


@section
def reports(user: User) -> Files:
    told = Report.objects.filter(reporter=user).select_related("entry")
    rows = (
        {
            "項目": one.entry.slug,
            "文": one.text,
            "資料": one.source,
            "日時": _moment(one.created_at),
            "答え": one.answer,
        }
        for one in told
    )
    yield "知らせ.json", _json(rows)


@section
def curation(user: User) -> Files:
    made = Decision.objects.filter(by=user).select_related("edition__entry")
    rows = (
        {
            "項目": one.edition.entry.slug,
            "版": one.edition.number,
            "したこと": one.get_what_display(),
            "理由": one.reason,
            "日時": _moment(one.made_at),
        }
        for one in made
    )
    yield "編集.json", _json(rows)


@section
def runs(user: User) -> Files:
    made = PaperRun.objects.filter(started_by=user).order_by("started_at")
    rows = (
        {
            "下書きの番号": str(one.draft_id),
            "形式": one.formats,
            "日時": _moment(one.started_at),
            "状態": one.get_state_display(),
        }
        for one in made
    )
    yield "まとめて作成.json", _json(rows)


@section
def said(user: User) -> Files:
    """One's own words alone; what others answered is theirs."""
    comments = Comment.objects.filter(author=user)
    suggestions = Suggestion.objects.filter(author=user)
    rows = [{"下書きの番号": str(one.draft_id), "コメント": one.text, "日時": _moment(one.made_at)} for one in comments]
    rows += [
        {
            "下書きの番号": str(one.draft_id),
            "提案した文": one.text,
            "理由": one.reason,
            "日時": _moment(one.made_at),
            "状態": one.get_state_display(),
        }
        for one in suggestions
    ]
    yield "話し合い.json", _json(rows)


@section
def notices(user: User) -> Files:
    """As the page of notices tells them; a draft by its number, since its title may be somebody else's."""
    rows = (
        {
            "だれが": one.by_name or person(one.by),
            "何を": one.get_kind_display(),
            "会": str(one.group) if one.group else None,
            "下書きの番号": str(one.draft_id) if one.draft_id else None,
            "日時": _moment(one.made_at),
        }
        for one in user.notices.select_related("by", "group")
    )
    yield "お知らせ.json", _json(rows)


@section
def devices(user: User) -> Files:
    signed_in = UserSession.objects.filter(user=user).order_by("created_at")
    rows = (
        {
            "端末": device(one.user_agent),
            "ブラウザーの名乗り": one.user_agent,
            "ログインした日時": _moment(one.created_at),
            "最後に使った日時": _moment(one.last_seen_at),
        }
        for one in signed_in
    )
    yield "端末.json", _json(rows)


def _json(content: Any) -> bytes:
    """Rows that are counted out one by one become a list."""
    rows = list(content) if isinstance(content, Iterable) and not isinstance(content, dict | list | str) else content
    return json.dumps(rows, ensure_ascii=False, indent=2).encode()


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None
