"""The way back in: a draft file, checked key by key, as frozen values.  It knows no rows and asks no library."""

from .draft_file import (
    FORMAT,
    AddresseeEntry,
    ArgumentEntry,
    BodyEntry,
    DemandEntry,
    DemandItemEntry,
    DraftFile,
    OwnEntry,
    OwnSource,
    QuotationEntry,
    default_register,
    to_bytes,
    to_json,
)

__all__ = [
    "FORMAT",
    "AddresseeEntry",
    "ArgumentEntry",
    "BodyEntry",
    "DemandEntry",
    "DemandItemEntry",
    "DraftFile",
    "OwnEntry",
    "OwnSource",
    "QuotationEntry",
    "default_register",
    "to_bytes",
    "to_json",
]
