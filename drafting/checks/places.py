"""Is the assembly's own town told of as if it were another one?  It looks at the library's words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..compose.content import Assembly, Passage
from .base import Noted, Paper, Severity, check
from .texts import is_own, sentences

# After a name of its own, not within a longer one: 世田谷区医師会 and 東京都保険医協会 are bodies, not the town.
_ENDS = r"(?=$|[、。・「」（）()]|及び|並びに|など|ほか|[はがのでにをもやとへか])"
# 東府中市 is another town than 府中市; 東京都府中市 is the same.
_BEGINS = r"(?<![一-龥々ヶケァ-ヴー])"


@check("own-town-as-example", Severity.CONFIRM)
def own_town_as_example(paper: Paper) -> Iterator[Noted]:
    """The library names towns as they did something first; their own assemblies would say 本区 of it.

    A writer who changed the passage knows what it says, and the placeholders of the library never name a town."""
    assembly = paper.content.assembly
    if assembly is None:
        return
    for block in paper.content.body:
        if isinstance(block, Passage) and block.origin and not is_own(block.origin) and block.wording.template:
            for sentence in _naming(assembly, block.wording.text):
                message = f"「{assembly.name}」が、ほかの自治体の例のように出ています。"
                hint = f"「本{assembly.unit}」の取組として書き直すか、ほかの文に替えてください。"
                yield Noted(block.id, message, hint, sentence)


def _naming(assembly: Assembly, text: str) -> list[str]:
    """The sentences that name it."""
    whole = f"(?:{re.escape(assembly.prefecture)})?{re.escape(assembly.name)}"
    named = re.compile(_BEGINS + whole + _ENDS)
    return [sentence for sentence in sentences(text) if named.search(sentence)]
