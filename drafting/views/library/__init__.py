"""The library as it is read: finding in it, its lists, and a page for each thing that can be cited.  Everybody may."""

from .index import index
from .items import argument, demand, fact, figure, figure_file, quotation, source
from .lists import advice, facts, terms
from .sets import ready_sets
from .wishing import wish

__all__ = [
    "advice",
    "argument",
    "demand",
    "fact",
    "facts",
    "figure",
    "figure_file",
    "index",
    "quotation",
    "ready_sets",
    "source",
    "terms",
    "wish",
]
