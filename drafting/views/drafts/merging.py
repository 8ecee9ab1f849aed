"""Where two people changed the same place: the choice between their texts is saved."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from drafting import bridge
from drafting.actions import drafts as actions
from drafting.forms import BlockForm
from drafting.intake import from_file
from drafting.intake.merge import choose, merge
from drafting.intake.refusal import Refusal
from drafting.views.typed import NotTaken

from .choices import rewritten
from .desk import desk_to_edit
from .saving import save, version_named
from .visitors import open_to_guests


@open_to_guests
@require_POST
def choose_texts(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The texts chosen are saved on top of what stands now; one that was not chosen stays as an earlier text."""
    desk = desk_to_edit(request, draft_id)
    try:
        mine = from_file.read(request.POST.get("mine", "").encode())
        bridge.read(mine)
    except (UnicodeEncodeError, Refusal):
        raise NotTaken("送られた内容を読めませんでした。前の画面に戻り、もう一度保存してください。") from None
    # Without what both changes were made to, mine could not be told from theirs.
    base = actions.file_of(version_named(desk, request.POST.get("base")))
    # What was written with both texts in sight; a field that is not fit to be saved leaves the choice open.
    written = _rewritten(request)
    if written is None:
        raise NotTaken("書き直した文が空か、長すぎるか、印刷できない文字があります。前の画面に戻り、直してください。")
    chosen = {key.removeprefix("use-"): value for key, value in request.POST.items() if key.startswith("use-")}
    merged = merge(base, mine, desk.file)
    then = redirect("draft_text", draft_id)
    response = save(request, desk, choose(merged, {clash.unit for clash in merged.clashes}), then, quietly=True)
    if response is then:
        file = choose(merged, {unit for unit, side in chosen.items() if side in ("mine", "both")})
        for unit in {clash.unit for clash in merged.clashes} & set(written):
            file = rewritten(file, unit, written[unit])
        response = save(request, desk, file, then, base=desk.version)
    if response is then:
        messages.success(request, "選んだ文を保存しました。使わなかった文は「これまでの文」にあります。")
    return response


def _rewritten(request: HttpRequest) -> dict[str, str] | None:
    """The third texts by their place; None if one of them cannot be saved."""
    units = [
        key.removeprefix("use-") for key, side in request.POST.items() if key.startswith("use-") and side == "both"
    ]
    forms = {unit: BlockForm({"text": request.POST.get(f"text-{unit}", "")}) for unit in units}
    if not all(form.is_valid() for form in forms.values()):
        return None
    return {unit: form.cleaned_data["text"] for unit, form in forms.items()}
