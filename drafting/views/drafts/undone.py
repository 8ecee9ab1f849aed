"""What a step back or forth did, in one sentence; it compares two draft files and knows no rows.

Verbs stand in the form before た and ました, so that one table serves both directions."""

from __future__ import annotations

from drafting.intake import edit
from drafting.intake.comparing import Change, changes
from drafting.intake.draft_file import DraftFile
from drafting.intake.merge import changed_units

MOST_LETTERS = 14


def undone(before: DraftFile, after: DraftFile) -> str:
    """The deed that led from `after` to `before` was taken back."""
    return f"{_deed(after, before, now=after)}たのを取り消しました。"


def redone(before: DraftFile, after: DraftFile) -> str:
    return f"もう一度、{_deed(before, after, now=after)}ました。"


def _deed(old: DraftFile, new: DraftFile, now: DraftFile) -> str:
    """Named by the words that stand `now`, where they do."""
    found = changes(old, new)
    if old.register is not new.register:
        return f"文体を「{new.register.label}」に切り替え"
    if found and all(change.what == "moved" for change in found):
        return "段落の順を変え" if found[0].block in {entry.id for entry in new.body} else "記の順を変え"
    if shared := _split_or_joined(found, old, new):
        return shared
    if len(found) == 1:
        return _one(found[0], now, old, new)
    return f"{len(found)}か所を変え" if found else _unseen(old, new)


def _one(change: Change, *files: DraftFile) -> str:
    if not change.block:
        return f"{change.label}を変え"
    verb = {"added": "加え", "removed": "外し", "changed": "直し"}[change.what]
    return f"{_named(change.block, *files)}を{verb}"


def _split_or_joined(found: tuple[Change, ...], old: DraftFile, new: DraftFile) -> str:
    """Two blocks that were one, or one that was two: by their letters, not by a note that somebody kept."""
    by_deed = {change.what: change.block for change in found}
    if len(found) != 2 or "" in by_deed.values():
        return ""
    for deed, whole, parts, verb in (("added", old, new, "2つに分け"), ("removed", new, old, "1つにつなげ")):
        if set(by_deed) == {"changed", deed}:
            one, other = by_deed["changed"], by_deed[deed]
            if _bare(whole, one) == _bare(parts, one) + _bare(parts, other):
                return f"{_named(one, whole)}を{verb}"
    return ""


def _unseen(old: DraftFile, new: DraftFile) -> str:
    """Words are the same: what backs a block was changed, or its version."""
    units = [unit for unit in changed_units(old, new) if unit in edit.ids_of(new)]
    return f"{_named(units[0], new)}の出典を変え" if len(units) == 1 else "文書を直し"


def _named(block_id: str, *files: DraftFile) -> str:
    """『保険証の新規発行は…』, as the first of the files that has it says it."""
    text = next((words for file in files if (words := _text(file, block_id))), "")
    first = "".join(text.split())
    if not first:
        return "空の段落"
    return f"『{first[:MOST_LETTERS]}{'…' if len(first) > MOST_LETTERS else ''}』"


def _text(file: DraftFile, block_id: str) -> str:
    try:
        return getattr(edit.block_of(file, block_id), "text", "") or ""
    except edit.BlockGone:
        return ""


def _bare(file: DraftFile, block_id: str) -> str:
    return "".join(_text(file, block_id).split())
