"""The library as it is read: finding in it, its lists, and a page for each thing that can be cited.  Everybody may."""

from .index import index
from .items import argument, demand, fact, figure, quotation, source
from .lists import advice, facts, terms

__all__ = ["advice", "argument", "demand", "fact", "facts", "figure", "index", "quotation", "source", "terms"]
