"""Which paragraphs take up what stood before them, by their first words.  It knows blocks by their ids alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

# このような, その結果, 同法: it points at the sentence before it.  また, さらに add to something.
_TAKES_UP = re.compile(
    r"[\s　]*(?:こ(?:の|れ|れら|うした)|そ(?:の|れ|れら|うした|こで)|同(?:法|条|項|制度|省|年|調査)|前(?:記|述|者|項)"
    r"|上記|後者|しかし|だが|一方|他方|したがって|従って|ゆえに|すなわち|つまり|なぜなら|また[、は]|さらに|しかも|加えて|なお)"
)
# A demand that names those before it.
_NAMES_OTHERS = re.compile(r"前(?:各)?項|前号|上記")


def leaning(texts: Sequence[tuple[str, str]], lost: Collection[str], names_others: Collection[str] = ()) -> list[str]:
    """The ids of those that stay and may hang in the air: what they followed, or what they name, is lost.

    `texts`: (id, text) in order.  `names_others`: ids of demands, which may name any demand before them.  They are
    told, not taken out: only a reader can say whether they still make sense."""
    found = []
    for at, (block, text) in enumerate(texts):
        before = [one for one, _ in texts[:at]]
        follows_lost = bool(before) and before[-1] in lost and bool(_TAKES_UP.match(text))
        names_lost = (
            block in names_others and bool(_NAMES_OTHERS.search(text)) and bool(_demands_of(before, names_others, lost))
        )
        if block not in lost and (follows_lost or names_lost):
            found.append(block)
    return found


def _demands_of(before: Sequence[str], demands: Collection[str], lost: Collection[str]) -> list[str]:
    return [one for one in before if one in demands and one in lost]
