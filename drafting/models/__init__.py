"""Rows.  They know neither renderers nor checks."""

from .agreements import Agreement, AgreementMark
from .assemblies import Assembly
from .decisions import Decision
from .dismissals import Dismissal
from .drafts import Draft, DraftUse, DraftVersion, VersionName
from .editions import (
    EDITION_OF,
    AddresseeEdition,
    AdviceEdition,
    ArgumentEdition,
    DemandEdition,
    FactEdition,
    FigureEdition,
    HouseStyleEdition,
    NoteEdition,
    QuotationEdition,
    QuotationKind,
    ReadySetEdition,
    SourceEdition,
    SourceType,
    TermEdition,
    ThemeEdition,
)
from .exchange import ImportBatch, ImportBatchEdition
from .exports import Export
from .freezing import triggers
from .groups import DraftingGroup, Invitation, Membership
from .library import Edition, Entry, EntryKind, FrozenError, Link, State
from .notices import Notice
from .people import FirstAdminLink, User
from .reports import Report
from .runs import AssemblyPaper, PaperRun
from .sharing import LENT, AgreementLink, LentLink, SharedLink
from .talk import Comment, Suggestion
from .wishes import Wish

__all__ = [
    "EDITION_OF",
    "LENT",
    "AddresseeEdition",
    "AdviceEdition",
    "Agreement",
    "AgreementLink",
    "AgreementMark",
    "ArgumentEdition",
    "Assembly",
    "AssemblyPaper",
    "Comment",
    "Decision",
    "DemandEdition",
    "Dismissal",
    "Draft",
    "DraftUse",
    "DraftVersion",
    "DraftingGroup",
    "Edition",
    "Entry",
    "EntryKind",
    "Export",
    "FactEdition",
    "FigureEdition",
    "FirstAdminLink",
    "FrozenError",
    "HouseStyleEdition",
    "ImportBatch",
    "ImportBatchEdition",
    "Invitation",
    "LentLink",
    "Link",
    "Membership",
    "NoteEdition",
    "Notice",
    "PaperRun",
    "QuotationEdition",
    "QuotationKind",
    "ReadySetEdition",
    "Report",
    "SharedLink",
    "SourceEdition",
    "SourceType",
    "State",
    "Suggestion",
    "TermEdition",
    "ThemeEdition",
    "User",
    "VersionName",
    "Wish",
    "triggers",
]
