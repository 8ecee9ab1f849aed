"""The closed vocabularies of a draft and their Japanese labels.  Values are those of draft files."""

from enum import StrEnum


class Kind(StrEnum):
    OPINION = "opinion"
    RESOLUTION = "resolution"
    PETITION = "petition"
    APPEAL = "appeal"

    @property
    def label(self) -> str:
        return {"opinion": "意見書", "resolution": "決議", "petition": "請願書", "appeal": "陳情書"}[self.value]

    @property
    def word(self) -> str:
        """The bare word that headings use: 請願 in 請願事項."""
        return {"opinion": "意見書", "resolution": "決議", "petition": "請願", "appeal": "陳情"}[self.value]

    @property
    def is_bill(self) -> bool:
        """A bill of members or of a committee (議案), not a citizen's paper."""
        return self in (Kind.OPINION, Kind.RESOLUTION)


class Proposer(StrEnum):
    MEMBERS = "members"
    COMMITTEE = "committee"

    @property
    def label(self) -> str:
        return {"members": "議員", "committee": "委員会"}[self.value]


class Register(StrEnum):
    PLAIN = "plain"
    POLITE = "polite"

    @property
    def label(self) -> str:
        return {"plain": "である", "polite": "です・ます"}[self.value]


class Role(StrEnum):
    SUBMITTER = "submitter"
    SUPPORTER = "supporter"
    INTRODUCING_MEMBER = "introducing_member"
    PETITIONER = "petitioner"

    @property
    def label(self) -> str:
        return {"submitter": "提出者", "supporter": "賛成者", "introducing_member": "紹介議員", "petitioner": "請願者"}[
            self.value
        ]


class Strength(StrEnum):
    STRONG = "strong"
    STANDARD = "standard"
    SOFT = "soft"

    @property
    def label(self) -> str:
        return {"strong": "はっきり", "standard": "ふつう", "soft": "やわらかく"}[self.value]


class Asks(StrEnum):
    """What a petition or appeal asks the assembly for."""

    OPINION = "opinion"
    OWN = "own"


class Citations(StrEnum):
    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"
    NONE = "none"

    @property
    def label(self) -> str:
        return {"footnotes": "各ページの下", "endnotes": "文の終わり", "none": "入れない"}[self.value]


class Branch(StrEnum):
    """To whom a letter under 地方自治法99条 may go."""

    DIET = "diet"
    EXECUTIVE = "executive"

    @property
    def label(self) -> str:
        return {"diet": "国会", "executive": "関係行政庁"}[self.value]


class FactStatus(StrEnum):
    CURRENT = "current"
    HISTORICAL = "historical"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"

    @property
    def label(self) -> str:
        """The word on the screen; disputed and unverified are both 要確認 (design.md)."""
        return {"current": "現在", "historical": "過去の値", "disputed": "要確認", "unverified": "要確認"}[self.value]


class AssemblyType(StrEnum):
    PREFECTURE = "prefecture"
    DESIGNATED_CITY = "designated_city"
    CITY = "city"
    SPECIAL_WARD = "special_ward"
    TOWN = "town"
    VILLAGE = "village"

    @property
    def label(self) -> str:
        return {
            "prefecture": "都道府県",
            "designated_city": "指定都市",
            "city": "市",
            "special_ward": "特別区",
            "town": "町",
            "village": "村",
        }[self.value]
