"""A sample letter over the library: the picture on the first page, and what the demonstration starts with."""

from __future__ import annotations

from datetime import date

from drafting.compose.content import PartialDate, Signatory
from drafting.compose.kinds import Citations, Kind, Role
from drafting.intake.draft_file import AddresseeEntry, ArgumentEntry, DemandEntry, DraftFile, OwnEntry
from drafting.models import Assembly, Entry

ARGUMENTS = ("a-jisshitsu-gimuka", "a-zentei-4joken")
DEMANDS = ("d-haishi-tekkai", "d-shikakukakuninsho")
OFFICES = ("衆議院議長", "参議院議長", "内閣総理大臣", "総務大臣", "厚生労働大臣", "デジタル大臣")
ASSEMBLY = "東京都世田谷区"
OWN_TEXT = (
    "本区においても、窓口には高齢の被保険者やその家族からの相談が寄せられており、"
    "区民が安心して医療を受けられる環境を守ることは区議会の責務である。"
)


def sample_file(today: date) -> DraftFile:
    """With what of it this library publishes: a library that lacks an item gives a shorter letter, not an error."""
    published = Entry.objects.filter(slug__in=[*ARGUMENTS, *DEMANDS], published__isnull=False, retired_at=None)
    known = set(published.values_list("slug", flat=True))
    has_assembly = Assembly.objects.filter(full_name=ASSEMBLY).exists()
    arguments = [slug for slug in ARGUMENTS if slug in known]
    return DraftFile(
        kind=Kind.OPINION,
        assembly=ASSEMBLY if has_assembly else "",
        title="健康保険証の復活と安心して受診できる制度を求める意見書",
        date=PartialDate(today.year, today.month),
        signatories=(
            Signatory(Role.SUBMITTER, "見本 一郎"),
            Signatory(Role.SUPPORTER, "見本 花子"),
        ),
        body=(
            *(ArgumentEntry(f"b{number}", slug) for number, slug in enumerate(arguments, start=1)),
            OwnEntry("own", OWN_TEXT),
        ),
        demands=tuple(DemandEntry(f"d{number}", slug) for number, slug in enumerate(DEMANDS, start=1) if slug in known),
        addressees=tuple(AddresseeEntry(office) for office in OFFICES),
        citations=Citations.FOOTNOTES,
    )
