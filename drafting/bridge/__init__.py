"""The only bridge: draft files and rows on one side, the values of the pure core on the other.

`content_of` resolves a draft file against the library; `pinned` writes versions and full texts into it; `backing_of`
fetches what stands behind its blocks.
"""

from .backing import backing_of
from .blocks import passages_of, texts_of
from .choosing import assemblies_meant, words_in
from .elsewhere import Elsewhere, copied_for, told
from .explained import Grounds, Storey, explained, explained_style, part_of
from .houses import assembly_named, house_styles, offices_in_order, style_of, usual_offices
from .mending import Proposal, proposal
from .moving import Moved, Moving, StyleKnown
from .pinning import cited_by_library, editions_behind, editions_used, library_text, moved_to, pinned
from .reading import Reading, content_of, read, read_stored
from .sets import USUAL_SUBJECT, ReadySet, filled, purposes, ready_sets, title_for

__all__ = [
    "USUAL_SUBJECT",
    "Elsewhere",
    "Grounds",
    "Moved",
    "Moving",
    "Proposal",
    "Reading",
    "ReadySet",
    "Storey",
    "StyleKnown",
    "assemblies_meant",
    "assembly_named",
    "backing_of",
    "cited_by_library",
    "content_of",
    "copied_for",
    "editions_behind",
    "editions_used",
    "explained",
    "explained_style",
    "filled",
    "house_styles",
    "library_text",
    "moved_to",
    "offices_in_order",
    "part_of",
    "passages_of",
    "pinned",
    "proposal",
    "purposes",
    "read",
    "read_stored",
    "ready_sets",
    "style_of",
    "texts_of",
    "title_for",
    "told",
    "usual_offices",
    "words_in",
]
