"""The library out of the house and back in: XLSX, JSON and CSV.

Out:  items.py (objects of the fixtures, JSON)   workbook.py (XLSX)   text_table.py (CSV)
In:   reading each format -> checking.py (judged, or every reason why not) -> plan.py (what would change, word by word)
      -> batches.py (kept for the preview, written as editions 公開待ち, undone)
Both: columns.py (what an item of each kind is as a table), cells.py (one value)

An import never publishes: what it writes waits for a second person, as every edition does.
"""

from .batches import confirm, forget_old_previews, plan_for, preview, throw_away, undo
from .checking import MOST_BYTES
from .items import to_json
from .plan import Change, Plan
from .reading import Place, Problem, Refused, Unreadable
from .text_table import to_csv, to_zip
from .workbook import to_xlsx

__all__ = [
    "MOST_BYTES",
    "Change",
    "Place",
    "Plan",
    "Problem",
    "Refused",
    "Unreadable",
    "confirm",
    "forget_old_previews",
    "plan_for",
    "preview",
    "throw_away",
    "to_csv",
    "to_json",
    "to_xlsx",
    "to_zip",
    "undo",
]
