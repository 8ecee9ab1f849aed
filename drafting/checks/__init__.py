"""点検: what is missing, stale, unsourced or against the rules, as Findings.  Pure; it blocks nothing."""

from . import places, procedure, sourcing, style, wording
from .base import CHECKS, Authority, Check, Finding, Mend, Remedy, Severity, run

__all__ = [
    "CHECKS",
    "Authority",
    "Check",
    "Finding",
    "Mend",
    "Remedy",
    "Severity",
    "places",
    "procedure",
    "run",
    "sourcing",
    "style",
    "wording",
]
